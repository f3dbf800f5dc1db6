import { WorkbenchError } from '../../shared/errors.ts';
import { UserRole } from '../duis/catalogue.ts';
import type { RuleContext } from '../duis/rules/checkBusinessRules.ts';
import type { HostServices } from './hostServices.ts';

/** What the rules may know: the clock, and whom the workbench acts as where a target is open. */
export function ruleContext(host: HostServices, userRoles: readonly string[] | undefined): RuleContext {
  const target = host.live()?.target;
  const roles = (userRoles ?? (target === undefined ? undefined : [target.user.role]))?.map((role) => {
    const known = UserRole.safeParse(role);
    if (known.success) return known.data;
    throw new WorkbenchError(
      'invalid-argument',
      `There is no User Role "${role}"; there are ${UserRole.options.join(', ')}`,
    );
  });
  return {
    now: host.now(),
    ...(roles && { userRoles: roles }),
    ...(target && { accessControlBroker: target.accessControlBroker }),
  };
}
