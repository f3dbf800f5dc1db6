import { signXml } from '../../smki/xmlSignature.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { nameUnknownSerial, sayVersion, spoilSignature, truncate } from '../faults/spoil.ts';
import type { EmulatorState } from '../state.ts';
import { makeDccAlert } from './dccAlert.ts';
import { responseMismatch } from './versionMismatch.ts';

const find = <K extends DeliveryFault['kind']>(faults: readonly DeliveryFault[], kind: K) =>
  faults.find((fault): fault is Extract<DeliveryFault, { kind: K }> => fault.kind === kind);

/** Signs a message and delivers it to a User, with the faults that were drawn for it. */
export async function deliverFaultily(
  state: EmulatorState,
  message: { to: string; xml: string; deviceId: string; schemaVersion: string },
  faults: readonly DeliveryFault[],
): Promise<void> {
  const instead = responseMismatch(state, message);
  if (instead !== undefined) {
    await state.deliver(message.to, instead);
    return;
  }
  const version = find(faults, 'wrongSchemaVersion');
  let signed = signXml(version ? sayVersion(message.xml, version.version) : message.xml, state.pki.dsp);
  if (find(faults, 'badSignature')) signed = spoilSignature(signed);
  if (find(faults, 'unknownSerial')) signed = nameUnknownSerial(signed);
  if (find(faults, 'truncate')) signed = truncate(signed);
  await deliverAlerts(state, message, faults);
  if (find(faults, 'drop')) {
    state.log(`a message to ${message.to} was dropped by a fault rule`);
    return;
  }
  if (find(faults, 'reorder')) {
    state.heldBack.push({ to: message.to, xml: signed });
    return;
  }
  const copies = 1 + (find(faults, 'duplicate')?.copies ?? 0);
  const send = async (): Promise<void> => {
    for (let copy = 0; copy < copies; copy += 1) await state.deliver(message.to, signed);
    await releaseHeldBack(state, message.to);
  };
  const delay = find(faults, 'delay');
  if (delay) state.clock.at(state.clock.now() + delay.seconds * 1000, send);
  else await send();
}

async function releaseHeldBack(state: EmulatorState, to: string): Promise<void> {
  const due = state.heldBack.filter((one) => one.to === to);
  state.heldBack = state.heldBack.filter((one) => one.to !== to);
  for (const one of due) await state.deliver(one.to, one.xml);
}

async function deliverAlerts(
  state: EmulatorState,
  message: { to: string; deviceId: string; schemaVersion: string },
  faults: readonly DeliveryFault[],
): Promise<void> {
  for (const fault of faults) {
    if (fault.kind !== 'dccAlert') continue;
    for (let copy = 0; copy < fault.copies; copy += 1) {
      const originatorCounter = state.nextBrokerCounter().toString();
      await state.deliver(message.to, makeDccAlert(state, { ...message, code: fault.code, originatorCounter }));
    }
  }
}
