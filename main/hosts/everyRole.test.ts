import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import { serviceReferenceVariants } from '../duis/catalogue.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { verifyPackFile } from '../pack/verifyFile.ts';
import { followRun } from './cli/followRun.ts';
import { composeWorkbench } from './compose.ts';
import { fixture } from './paths.ts';
import { readCampaign } from './readCampaign.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-roles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Restores the log of a Gas Proxy Function to a new hub, which the laboratory has none of. */
const beyondTheLaboratory = new Set(['8.12.2']);

const files = [
  'import-supplier',
  'gas-supplier',
  'export-supplier',
  'electricity-distributor',
  'gas-transporter',
  'registered-supplier-agent',
  'other-user',
];

describe.each(files)('the campaign of the %s', (name) => {
  const file = fixture(`campaigns/${name}.yaml`);

  it('sends each service that the role may send', () => {
    const { userRole, sequences } = readCampaign(file);
    const sent = new Set(
      sequences.flatMap(({ steps }) => steps.flatMap((step) => ('send' in step ? [step.send] : []))),
    );
    const eligible = serviceReferenceVariants
      .filter(({ eligibleRoles }) => eligibleRoles.some(({ role }) => role === userRole))
      .map(({ serviceReferenceVariant }) => serviceReferenceVariant);
    expect(
      eligible.filter((variant) => !sent.has(variant) && !(beyondTheLaboratory.has(variant) && userRole === 'IS')),
    ).toEqual([]);
  });

  it('runs green against the emulator, and ends in a complete pack', async () => {
    const follow = followRun(() => {});
    const composition = composeWorkbench({
      workspace: join(folder, `${name}.uept`),
      campaign: file,
      report: (error) => {
        throw error;
      },
    });
    composition.listen(follow.onEvent);
    const workbench = connect((operation, input) =>
      dispatch(composition.handlers, operation, input, composition.report),
    );
    try {
      const { runId } = await workbench['run.start']({});
      await follow.untilFinished(workbench, runId);
      const run = await workbench['run.get']({ runId });
      expect(run.findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'review')).toEqual([]);
      expect(run.outcome).toBe('pass');
      const pack = join(folder, `${name}.zip`);
      await workbench['pack.make']({ file: pack });
      expect(await verifyPackFile(pack)).toMatchObject({ ok: true, draft: false });
    } finally {
      await composition.close();
    }
  }, 60_000);
});
