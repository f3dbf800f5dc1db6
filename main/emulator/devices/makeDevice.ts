import { WorkbenchError } from '../../../shared/errors.ts';
import { answerAsn1 } from '../../gbcs/answerAsn1.ts';
import { answerGbz } from '../../gbcs/answerGbz.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import type { Payload } from '../../gbcs/payload.ts';
import { readMessage } from '../../gbcs/readMessage.ts';
import type { Device } from '../../gbcs/respond.ts';
import type { CompleteHeader } from '../../gbcs/useCases/codec.ts';
import { deviceTypeNumber } from '../../transform/useCases/deviceTypes.ts';
import { type Fleet, type FleetDevice, isSmets1, type Premises } from '../fleet.ts';
import type { EmulatorPki } from '../pki.ts';
import { makeLink } from '../smets1/link.ts';
import { makeSmets1TopUps } from '../smets1/topUps.ts';
import { type AccessServer, answerFromObjects, type TopUpWorth, topUpHeardBy } from './accessServer.ts';
import { type Asn1Device, answerAsn1Command } from './answerAsn1Command.ts';
import type { CosemObjects } from './cosem/answerAccess.ts';
import { makeAttributes } from './cosem/attributes.ts';
import { makeHubObjects } from './cosem/hubObjects.ts';
import { initialAnchors } from './credentials/initialAnchors.ts';
import { remotePartyRole } from './credentials/trustAnchors.ts';
import { makeDeviceAlert } from './deviceAlert.ts';
import { type DeviceLog, makeDeviceLog } from './deviceLog.ts';
import type { EmulatedDevice } from './emulatedDevice.ts';
import { makeElectricityMeter } from './esme.ts';
import { makeFirmwareStore } from './firmware.ts';
import { checkCommand, makeCounterFloors } from './guard.ts';
import { type MeteredHome, makeHabits } from './habits.ts';
import { inspectDevice } from './inspectDevice.ts';
import { makeOutcomeAlert } from './outcomeAlert.ts';
import { makePending } from './pending.ts';
import { recordEvents } from './recordEvents.ts';
import { answerComponent } from './zigbee/answerComponent.ts';
import { type GasMeter, makeGasMeter } from './zigbee/gasMeter.ts';

/** What devices are made in. */
export interface Surroundings {
  pki: EmulatorPki;
  fleet: Fleet;
  seed: number;
  nowMs: number;
}

/** What answers the payloads of a device, by their format; it keeps silent to the others. */
interface Servers {
  access?: AccessServer;
  gas?: GasMeter;
}

/** The devices of a home. A gas meter and its mirror are one store. */
export function makeHome(premises: Premises, first: number, surroundings: Surroundings): EmulatedDevice[] {
  const gas = premises.devices.find((one) => one.deviceType === 'GSME' || one.deviceType === 'GPF');
  const seed = surroundings.seed * 1000 + first;
  const habits = makeHabits(surroundings.seed, seed);
  const cuts = (premises.powerCuts ?? []).map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }));
  const gasMeter = gas && 'mprn' in gas ? makeGasMeter(gas, { seed, habits, cuts }) : undefined;
  return premises.devices.map((description, index) =>
    makeDevice(description, premises, surroundings, { seed: seed + index, habits, cuts }, gasMeter),
  );
}

/** The devices that one has joined where the home was set up: the hub knows all, the others those that they talk to. */
function joinedAtFirst(device: FleetDevice, premises: Premises): DeviceLog {
  const isHub = device.deviceType === 'CHF';
  const others = premises.devices.filter(
    ({ deviceId, deviceType, status }) =>
      deviceId !== device.deviceId &&
      (isHub ? status !== 'Pending' : deviceType === 'GPF' && status === 'Commissioned'),
  );
  return makeDeviceLog(
    others.map(({ deviceId, deviceType }) => ({ deviceId, deviceType: deviceTypeNumber(deviceType) })),
  );
}

function serversOf(
  device: FleetDevice,
  home: MeteredHome,
  log: DeviceLog,
  gas: GasMeter | undefined,
  topUp: TopUpWorth,
  notice: (code: string) => void,
): Servers {
  const plain = (objects: CosemObjects): Servers => ({
    access: {
      objects,
      answer: (bytes, command, answering, nowMs) => answerFromObjects(objects, bytes, command, answering, nowMs),
    },
  });
  switch (device.deviceType) {
    case 'ESME':
      return { access: makeElectricityMeter(device, home, topUp, notice) };
    case 'CHF':
      return plain(makeHubObjects(device, log));
    case 'SAPC':
    case 'HCALCS':
      return plain({
        attributes: makeAttributes(device.deviceType, {}),
        pending: makePending(),
        live: {},
        methods: { '9/0-0:10.0.103.255/1': () => 0, '9/0-0:10.0.107.255/1': () => 0 },
      });
    case 'GSME':
    case 'GPF':
      return gas === undefined ? {} : { gas };
    default:
      return {};
  }
}

const unanswerable = new Set(['invalid-document', 'credential-unavailable']);

function makeDevice(
  description: FleetDevice,
  premises: Premises,
  surroundings: Surroundings,
  home: MeteredHome,
  gas: GasMeter | undefined,
): EmulatedDevice {
  const { pki } = surroundings;
  const log = joinedAtFirst(description, premises);
  const unheard: string[] = [];
  const hear = (code: string): void => void unheard.push(code);
  const topUp = isSmets1(description) ? makeSmets1TopUps(hear) : topUpHeardBy(hear);
  const servers = serversOf(description, home, log, gas, topUp, hear);
  const held = initialAnchors(surroundings, description, premises);
  // The S1SP holds the credentials that concern a SMETS1 device, and speaks to it under keys of its own.
  const link = isSmets1(description)
    ? makeLink(description.deviceId, held.cells(remotePartyRole.supplier).length === 0 ? pki.gbcsKeys : held.keys)
    : undefined;
  const anchors = link === undefined ? held : { ...held, keys: link };
  const floors = makeCounterFloors();
  const pending = servers.access?.objects.pending ?? makePending();
  const asn1: Asn1Device = {
    anchors,
    floors,
    pending,
    log,
    firmware: makeFirmwareStore(description),
    ownCertificate: (usage) =>
      pki.deviceFacingCertificate(description.deviceId, usage === 'Key Agreement' ? 'KA' : 'DS'),
    newCertificates: new Map(),
    awaited: new Map(),
    replaced: [],
  };
  const events = recordEvents(servers.access?.objects, servers.gas, hear);
  let ownCounter = BigInt(Date.parse(description.commissioned));

  // Before anything is done: a change of mode or price holds from then on.
  const settle = (nowMs: number): void => {
    servers.access?.settle?.(nowMs);
    servers.gas?.settle(nowMs);
    lookAtCredit(nowMs);
  };
  const lookAtCredit = (nowMs: number): void => {
    servers.access?.credit?.look(nowMs);
    servers.gas?.credit.look(nowMs);
  };
  const nextLook = (): number | undefined => servers.access?.credit?.nextLook() ?? servers.gas?.credit.nextLook();

  const answer = (
    bytes: Uint8Array,
    command: DecodedMessage,
    device: Device,
    nowMs: number,
  ): Uint8Array | undefined => {
    const { payload, header } = readMessage(bytes, device.keys, 'command');
    return pending.during(header, () => answerPayload(payload, header, bytes, command, device, nowMs));
  };

  const answerPayload = (
    payload: Payload,
    header: CompleteHeader,
    bytes: Uint8Array,
    command: DecodedMessage,
    device: Device,
    nowMs: number,
  ): Uint8Array | undefined => {
    switch (payload.kind) {
      case 'accessRequest':
        return servers.access?.answer(bytes, command, device, nowMs);
      case 'gbz': {
        const { gas: meter } = servers;
        const worth = (code: string) => topUp(code, command, device.keys);
        return meter && answerGbz(bytes, answerComponent(meter, { nowMs, pending, topUpWorth: worth }), device);
      }
      case 'asn1': {
        const value = answerAsn1Command(asn1, payload, nowMs, header);
        return value && answerAsn1(bytes, () => value, device);
      }
      default:
        return undefined;
    }
  };

  return {
    description,
    premises,
    knows: anchors.knows,
    signaturePointOf: (eui) => anchors.keys.digitalSignaturePublicPoint(eui),
    firmware: asn1.firmware,
    ...(link === undefined ? {} : { link }),
    takeEvents: () => [
      ...unheard.splice(0),
      // Its mirror shares the store, and tells nobody.
      ...(description.deviceType === 'GSME' ? (servers.gas?.noticed.splice(0) ?? []) : []),
    ],
    alert(alert, nowMs) {
      ownCounter += 1n;
      const format = servers.gas === undefined ? 'dlms' : 'gbz';
      const own = { deviceId: description.deviceId, format, counter: ownCounter, keys: anchors.keys } as const;
      return makeDeviceAlert(alert, own, nowMs);
    },
    inspect(nowMs) {
      settle(nowMs);
      return inspectDevice({ objects: servers.access?.objects, gas: servers.gas, anchors, joined: log }, nowMs);
    },
    setPower(isOn, nowMs) {
      servers.access?.interruptions?.set('power', !isOn, nowMs);
      servers.gas?.interruptions.set('power', !isOn, nowMs);
    },
    takeReplaced: () => asn1.replaced.splice(0),
    nextDue() {
      const times = [pending.nextDue(), nextLook()].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    wake(nowMs) {
      settle(nowMs);
      pending.doDue(nowMs);
      lookAtCredit(nowMs);
      return pending.takeOutcomes().map((outcome) => {
        ownCounter += 1n;
        return makeOutcomeAlert(outcome, ownCounter, anchors.keys);
      });
    },
    execute(bytes, nowMs) {
      settle(nowMs);
      pending.doDue(nowMs);
      const checked = checkCommand(bytes, anchors.keys, floors);
      if ('refusal' in checked) {
        events.refused(checked.refusal, nowMs);
        return undefined;
      }
      ownCounter += 1n;
      const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
      const device: Device = { keys: { ...anchors.keys }, time, supplementaryOriginatorCounter: ownCounter };
      try {
        const response = answer(bytes, checked.command, device, nowMs);
        if (response !== undefined) events.actioned(checked.command, nowMs);
        lookAtCredit(nowMs);
        return response;
      } catch (error) {
        // What the device cannot read or has no key for is not answered: E21 follows.
        if (error instanceof WorkbenchError && unanswerable.has(error.code)) return undefined;
        throw error;
      }
    },
  };
}
