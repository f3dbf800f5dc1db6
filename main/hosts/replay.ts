import type { Cassette } from '../../shared/cassette.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { replayOf } from '../../shared/run.ts';
import type { Attestations } from '../application/attestations.ts';
import type { Core } from '../application/core.ts';
import { makeInbox } from '../application/inbox.ts';
import type { Target } from '../application/ports.ts';
import { receiveResponse } from '../application/receiveResponse.ts';
import { startPlayer } from '../emulator/cassette/player.ts';
import { parseCertificate } from '../smki/certificate.ts';
import { openDccClient } from '../transport/dccClient.ts';
import { startReceiveResponseService } from '../transport/receiveResponseService.ts';
import { emulatorPki } from './emulatorPki.ts';

/** What a replay is carried out with: the workspace of the open session, and the cassette as its target. */
export interface Replay {
  core: Core;
  close(): Promise<void>;
}

/** Whoever signed for SMETS1 devices then, this party does now. */
const smets1ServiceProvider = '90-B3-D5-1F-30-00-00-10';

/** Starts a player of the cassette on free loopback ports, with throw-away keys for everybody in it. */
export async function openReplay(core: Core, cassette: Cassette, log: (text: string) => void): Promise<Replay> {
  const { user, accessControlBroker } = cassette;
  const pki = await emulatorPki(
    {
      accessControlBroker,
      smets1ServiceProvider: { eui64: smets1ServiceProvider },
      organisations: [{ eui64: user.eui64, name: 'User of the cassette', roles: [user.role] }],
      premises: [{ devices: cassette.devices.map((deviceId) => ({ deviceId })) }],
    },
    'generated',
  );
  let respondTo: string | undefined;
  const player = await startPlayer({ cassette, pki, host: '127.0.0.1', port: 0, respondTo: () => respondTo, log });
  const client = openDccClient({ baseUrl: player.url });
  const { clock } = player;
  const target: Target = {
    name: replayOf(cassette.run),
    title: `Cassette of ${cassette.run}`,
    kind: 'emulator',
    baseUrl: player.url,
    send: client.send,
    clock,
    emulator: {
      advanceClock: (moment) => clock.advanceTo(moment),
      nextDue: async () => clock.nextDue(),
      setSpeed: async (speed) => clock.setSpeed(speed),
      // What a fault did is in the recording.
      addRule: async () => {},
      listRules: async () => [],
      removeRule: async () => {},
      clearRules: async () => {},
      street: async () => playsNoDevices(),
      addHome: async () => playsNoDevices(),
      changeDevice: async () => playsNoDevices(),
      removeDevice: async () => playsNoDevices(),
      changeRegistration: async () => playsNoDevices(),
      changeNetwork: async () => playsNoDevices(),
      migrations: async () => playsNoDevices(),
      migrate: async () => playsNoDevices(),
      anomalyDetection: async () => playsNoDevices(),
      setAnomalyDetection: async () => playsNoDevices(),
      quarantine: async () => playsNoDevices(),
      decideQuarantine: async () => playsNoDevices(),
      device: async () => playsNoDevices(),
    },
    user: {
      deviceId: user.eui64,
      role: user.role,
      signing: pki.signingCredential(user.eui64),
      keyAgreementCertificate: pki.keyAgreementCertificate(user.eui64)?.toString('base64'),
      digitalSignatureCertificate: Buffer.from(pki.deviceFacingCertificate(user.eui64, 'DS') ?? []).toString('base64'),
      gbcsKeys: pki.keysOf(user.eui64),
    },
    accessControlBroker,
    rolesKnownToDevices: core.target.rolesKnownToDevices,
    resolveCertificate: pki.resolveCertificate,
    certificatesOf: (eui64) => pki.certificatesOf(eui64).map(({ certificate }) => parseCertificate(certificate)),
  };
  const replay: Core = { ...core, target, inbox: makeInbox(), attestations: attestationsOf(core, cassette.run) };
  const service = await startReceiveResponseService({}, (delivery) => receiveResponse(replay, delivery));
  respondTo = service.url;
  return {
    core: replay,
    async close() {
      await Promise.all([client.close(), service.close(), player.close()]);
    },
  };
}

function playsNoDevices(): never {
  throw new WorkbenchError(
    'target-refused',
    'A cassette plays what was said, and no devices; open the emulator to see some',
  );
}

/** What persons said of the manual steps then, they say again. */
function attestationsOf({ store, attestations }: Core, recorded: string): Attestations {
  return {
    ...attestations,
    async wait(runId, position, signal) {
      const said = store.findAttestation(recorded, position);
      return said ? { ...said, attachments: 0 } : attestations.wait(runId, position, signal);
    },
  };
}
