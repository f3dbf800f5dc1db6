import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { LoadTarget, TargetSample } from '../../capacity/loadTarget.ts';
import { makePopulation } from '../../capacity/population.ts';
import type { LoadProfile } from '../../capacity/profile.ts';
import type { PhaseProfile } from '../../capacity/readProfile.ts';
import type { Fleet, Organisation } from '../../emulator/fleet.ts';
import { parseCertificate } from '../../smki/certificate.ts';
import type { BackgroundWork, EmulatorTask, FromEmulator, ToEmulator } from './emulatorMessages.ts';
import { emulatorEntry } from './workerFiles.ts';

type Role = Organisation['roles'][number];

/** Sets of keys that the devices of a population share; an exact copy of a key costs no more to use than one of its own. */
const deviceKeySets = 8;
/** Days that a meter has counted when the run begins: enough for the reads of a day, and its log stays small. */
const meterAgeDays = 14;
const dayMs = 86_400_000;
const rolesKnownToDevices = new Set<string>(['IS', 'GS', 'ED', 'GT']);

/** The organisation of a fleet that holds a role. @throws WorkbenchError `invalid-document` */
export function findUser<T extends { roles: readonly string[] }>(organisations: readonly T[], role: string): T {
  const found = organisations.find(({ roles }) => roles.includes(role));
  if (found) return found;
  throw new WorkbenchError('invalid-document', `No organisation of the emulator's fleet holds the role ${role}`);
}

function workOf(stream: LoadProfile['streams'][number], fleet: Fleet): BackgroundWork[] {
  if (stream.kind === 'request') return stream.mix.map(() => undefined);
  if (stream.kind === 'migration') return stream.mix.map(() => ({ kind: 'migration' }));
  const { eui64 } = findUser(fleet.organisations, stream.as);
  if (stream.kind === 'alert') return stream.mix.map(({ alert }) => ({ kind: 'alert', code: alert, to: eui64 }));
  const isKnownToDevices = rolesKnownToDevices.has(stream.as);
  const role: Role = stream.as;
  return stream.mix.map(({ read }) => ({
    kind: 'scheduled',
    serviceReferenceVariant: read,
    originator: eui64,
    role,
    isKnownToDevices,
  }));
}

/**
 * Starts the bundled emulator in a thread of its own, with the population and the components of a profile.
 *
 * @param pattern the fleet whose first home every home of the population is made after
 * @param schemaFolders where the user's own DUIS versions lie
 */
export async function openLoadEmulator(
  { profile, components }: PhaseProfile,
  pattern: Fleet,
  schemaFolders: string[],
): Promise<LoadTarget> {
  const commissioned = new Date(Date.now() - meterAgeDays * dayMs).toISOString().slice(0, 10);
  const { fleet, homes } = makePopulation(pattern, profile.population, commissioned);
  const task: EmulatorTask = {
    fleet,
    components,
    seed: profile.seed,
    deviceKeySets,
    schemaFolders,
    schemaVersion: profile.schemaVersion,
    meters: homes.map(({ meter }) => meter),
    work: profile.streams.map((stream) => workOf(stream, fleet)),
  };
  const worker = new Worker(emulatorEntry(), { workerData: task });
  const [ready] = (await once(worker, 'message')) as [FromEmulator];
  if (ready.kind !== 'ready') throw new Error('the emulator did not say that it is ready');
  const tell = (message: ToEmulator): void => worker.postMessage(message);
  const dsp = parseCertificate(Buffer.from(ready.dspCertificate, 'base64'));
  let hearSample: (sample: TargetSample) => void = () => {};
  let background: Parameters<NonNullable<LoadTarget['background']>['listen']>[0] | undefined;
  worker.on('message', (message: FromEmulator) => {
    if (message.kind === 'sample') hearSample(message);
    else if (message.kind === 'progress') {
      background?.dispatched(message.dispatched);
      background?.ended(message.ended);
    }
  });
  return {
    baseUrl: ready.dccUrl,
    users: ready.users,
    homes,
    accessControlBroker: fleet.accessControlBroker,
    resolveCertificate: (serialNumber) => (serialNumber === dsp.serialNumber ? dsp : undefined),
    receiveResponseService: {},
    setRespondTo: (url) => tell({ kind: 'respondTo', url }),
    background: {
      begin: (plan) => tell({ kind: 'begin', ...plan }),
      stop: () => tell({ kind: 'stop' }),
      listen: (listener) => {
        background = listener;
      },
    },
    onSample: (listener) => {
      hearSample = listener;
    },
    description: {
      emulator: `the bundled one, in a thread of its own, at ${ready.dccUrl}`,
      population: `${homes.length} homes made after one (${ready.devices} devices); SMETS1 homes answer by their S1SP`,
      keys: `${deviceKeySets} sets of device keys, shared; a set for each device would change nothing but the first message to it`,
    },
    async close() {
      tell({ kind: 'close' });
      await once(worker, 'exit');
    },
  };
}
