import { WorkbenchError } from '../../../shared/errors.ts';
import { readYaml } from '../../application/readYaml.ts';
import { ComponentModel } from '../../emulator/components/componentModel.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { FaultFile } from '../../emulator/faults/faultRule.ts';
import { loadModel } from '../emulatorModel.ts';
import { emulatorPki } from '../emulatorPki.ts';
import { loadSchemas, readCatalogue } from '../material.ts';
import { fixture, ownFolders, workspaceFile } from '../paths.ts';
import { readText } from '../readText.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import type { Command } from './arguments.ts';
import { printLine, remark } from './output.ts';

/** `real`, or an ISO 8601 moment with an optional `*SPEED`. @throws WorkbenchError */
export function readClock(text: string): { startMs: number; speed: number } {
  if (text === 'real') return { startMs: Date.now(), speed: 1 };
  const match = /^(\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)(?:\*(\d+(?:\.\d+)?))?$/.exec(text);
  const startMs = Date.parse(match?.[1] ?? '');
  if (!match || Number.isNaN(startMs)) {
    throw new WorkbenchError(
      'invalid-argument',
      `--clock takes "real" or a moment with a speed, such as 2026-03-03T00:30:00Z*600, not "${text}"`,
    );
  }
  return { startMs, speed: match[2] === undefined ? 1 : Number(match[2]) };
}

export const emulator: Command = {
  synopsis:
    '[--port 8079] [--smki-port 8083] [--respond-to URL] [--fleet FILE] [--credentials generated|zaz1] [--seed N] [--faults FILE] [--components FILE] [--device-keys N] [--clock real|ISO-TIME[*SPEED]]',
  summary: 'The DSP and device emulator in the foreground.',
  options: {
    port: { type: 'string' },
    'smki-port': { type: 'string' },
    'respond-to': { type: 'string' },
    fleet: { type: 'string' },
    credentials: { type: 'string' },
    seed: { type: 'string' },
    clock: { type: 'string' },
    faults: { type: 'string' },
    components: { type: 'string' },
    'device-keys': { type: 'string' },
  },
  words: [0, 0],
  async run(line) {
    const fleet = readFleet(line.text('fleet') ?? fixture('fleets/one-home.yaml'));
    const credentials = line.text('credentials') ?? 'generated';
    if (credentials !== 'generated' && credentials !== 'zaz1') {
      throw new WorkbenchError('invalid-argument', `--credentials takes generated or zaz1, not "${credentials}"`);
    }
    const respondTo = line.text('respond-to');
    if (respondTo !== undefined && !URL.canParse(respondTo)) {
      throw new WorkbenchError(
        'invalid-argument',
        `--respond-to takes a URL, such as http://127.0.0.1:8181/smartdcc/duis, not "${respondTo}"`,
      );
    }
    const faultFile = line.text('faults');
    const { faults } = faultFile === undefined ? { faults: [] } : readYaml(readText(faultFile), FaultFile, faultFile);
    const componentFile = line.text('components');
    const components =
      componentFile === undefined ? undefined : readYaml(readText(componentFile), ComponentModel, componentFile);
    const folders = ownFolders(workspaceFile(line.text('workspace')));
    const running = await startEmulator({
      faults,
      ...(components && { components }),
      model: await loadModel(),
      fleet,
      pki: await emulatorPki(fleet, credentials, line.whole('device-keys', 1, 100_000)),
      schemas: await loadSchemas(folders),
      catalogue: readCatalogue(folders),
      host: '127.0.0.1',
      port: line.whole('port', 0, 65535) ?? 8079,
      smkiPort: line.whole('smki-port', 0, 65535) ?? 8083,
      seed: line.whole('seed', 0, 2 ** 31) ?? 1,
      clock: readClock(line.text('clock') ?? 'real'),
      respondTo: () => respondTo,
      log: remark,
    });
    printLine(
      JSON.stringify({
        listening: { dcc: running.dccUrl, smki: running.smkiUrl },
        devices: running.devices.map(({ deviceId, deviceType, mpxns }) => ({ deviceId, deviceType, mpxns })),
      }),
    );
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    });
    await running.close();
    return true;
  },
};
