import figures from '../../../fixtures/emulator/networks.json' with { type: 'json' };
import { alertUser } from '../dsp/alertUser.ts';
import { formatDateTime } from '../dsp/dateTime.ts';
import { raiseDeviceAlert } from '../dsp/deliverDeviceAlert.ts';
import { type FleetDevice, isSmets1, mpxnsOf, type Premises } from '../fleet.ts';
import { registeredFor } from '../registrations/registrations.ts';
import type { EmulatorState } from '../state.ts';

const outageMs = figures.powerOutageMinutes * 60_000;

/** Who hears of the supply of a meter: its import Supplier and its network operator. */
function concernedBy(state: EmulatorState, meter: FleetDevice): string[] {
  const registered = registeredFor(state.fleet.registrations, mpxnsOf(meter), state.clock.now());
  const parties = registered.filter(({ role }) => role === 'IS' || role === 'ED');
  return [...new Set(parties.map(({ organisation }) => organisation))];
}

function tellDevices(state: EmulatorState, { devices }: Premises, isOn: boolean): void {
  for (const { deviceId } of devices) state.devices.get(deviceId)?.setPower(isOn, state.clock.now());
}

const metersOf = ({ devices }: Premises): Extract<FleetDevice, { deviceType: 'ESME' }>[] =>
  devices.flatMap((device) => (device.deviceType === 'ESME' ? [device] : []));

/**
 * The supply of a home fails: nothing in it is reached any more, and after three minutes its Communications Hub, which
 * lasts a little longer, has told of it (AD1). A SMETS1 hub has no such alert.
 */
export function cutPower(state: EmulatorState, premises: Premises): void {
  const { uprn } = premises;
  if (state.networks.powerCutAt(uprn) !== undefined) return;
  const cutAtMs = state.clock.now();
  state.networks.setPower(uprn, cutAtMs);
  tellDevices(state, premises, false);
  const hub = premises.devices.find((device) => device.deviceType === 'CHF' && !isSmets1(device));
  if (hub === undefined) return;
  state.clock.at(cutAtMs + outageMs, async () => {
    if (state.networks.powerCutAt(uprn) !== cutAtMs || !state.networks.hasCoverage(premises)) return;
    for (const meter of metersOf(premises)) {
      const event = { CommsHubDeviceID: hub.deviceId, StartDateTime: formatDateTime(cutAtMs), MPxN: meter.importMpan };
      for (const to of concernedBy(state, meter)) {
        await alertUser(state, {
          cause: 'power-outage',
          to,
          deviceId: hub.deviceId,
          content: { PowerOutageEvent: event },
        });
      }
    }
  });
}

/** The supply is back: each meter tells so, by another code where the outage lasted three minutes (GBCS 8F35, 8F36). */
export function restorePower(state: EmulatorState, premises: Premises): void {
  const cutAtMs = state.networks.powerCutAt(premises.uprn);
  if (cutAtMs === undefined) return;
  const nowMs = state.clock.now();
  state.networks.setPower(premises.uprn, undefined);
  tellDevices(state, premises, true);
  const isLong = nowMs - cutAtMs >= outageMs;
  for (const meter of metersOf(premises)) {
    const device = state.devices.get(meter.deviceId);
    if (device === undefined || device.link !== undefined || meter.status !== 'Commissioned') continue;
    for (const recipient of concernedBy(state, meter)) {
      const alert = isLong ? { code: '8F36', recipient, times: [cutAtMs, nowMs] } : { code: '8F35', recipient };
      raiseDeviceAlert(state, device, alert);
    }
  }
}
