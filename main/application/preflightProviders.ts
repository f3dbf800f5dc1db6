import type { PreflightFinding } from '../../shared/contract/shapes/targets.ts';
import type { PreflightFacts } from './preflight.ts';
import { pass, warn } from './preflightFinding.ts';

/** What S1SPs sign can be checked only with their certificates. */
export function checkProviders({ campaign, smets1ServiceProviders }: PreflightFacts): PreflightFinding[] {
  const check = 'smets1-service-providers';
  const hasSmets1 = Object.values(campaign.devices).some(({ generation }) => generation === 'SMETS1');
  if (!hasSmets1) return [{ check, outcome: 'skipped', message: 'No SMETS1 device is addressed' }];
  if (smets1ServiceProviders === undefined) return [pass(check, 'The target gives the certificate of its S1SP')];
  if (smets1ServiceProviders.length > 0)
    return [pass(check, `What ${smets1ServiceProviders.join(', ')} signs will be checked`)];
  return [
    warn(
      check,
      'SMETS1 devices are addressed, and the target names no S1SP: whether its signature holds cannot be told',
      'Name it under "smets1ServiceProviders" of the target, or import its certificate',
    ),
  ];
}
