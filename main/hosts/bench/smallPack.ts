import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../shared/contract/client.ts';
import { dispatch } from '../../ipc/dispatch.ts';
import { followRun } from '../cli/followRun.ts';
import { composeWorkbench } from '../compose.ts';

/** One request, one refusal, one person's word: every kind of thing that a pack can hold, once. */
const campaign = `id: small
title: A small campaign
userRole: MDR
duisVersion: "5.1"
devices:
  esme-1: { deviceId: 00-DB-12-34-56-78-90-A0, mpxn: "2000000000013" }
requirements:
  - { id: R-1, group: Reads, title: One device of the inventory is read, provenance: ours }
sequences:
  - id: READ
    title: Read one device of the inventory
    requirements: [R-1]
    steps:
      - { id: read, send: "8.2", device: esme-1, expect: { acknowledgement: I0 } }
      - { id: look, pause: Look at it }
`;

/**
 * Makes the smallest pack that has a bit of everything, signed off by a second person.
 *
 * @returns its bytes
 */
export async function makeSmallPack(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'uept-small-'));
  const file = join(folder, 'campaign.yaml');
  writeFileSync(file, campaign);
  const composition = composeWorkbench({
    workspace: join(folder, 'a.uept'),
    campaign: file,
    report: (error) => {
      throw error;
    },
  });
  const workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
  const follow = followRun(
    () => {},
    async (bench, { id: runId }, { position }) => {
      const picture = { name: 'seen.txt', mediaType: 'text/plain', bytes: Buffer.from('seen').toString('base64') };
      await bench['run.attest']({ runId, position, outcome: 'pass', note: 'Seen', attachments: [picture] });
    },
  );
  composition.listen(follow.onEvent);
  try {
    const { runId } = await workbench['run.start']({});
    await follow.untilFinished(workbench, runId);
    const pack = join(folder, 'small.zip');
    await workbench['pack.make']({ file: pack, draft: true });
    return await readFile(pack);
  } finally {
    await composition.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
