import type { SupplyState } from '../credit.ts';
import type { CosemAttributes } from './attributes.ts';

/** The control_state of the supply (class 70): 0 disconnected, 1 connected, 2 ready for reconnection (IEC 62056-6-2). */
const supplyState = '70/0-0:96.3.10.255/3';
const connected = 1;
const armed = 2;
/** The control_state that each script leaves: 51 enables, 52 disables, 54 arms (RTDS commands of ECS42, ECS43, ECS44). */
const stateAfterScript: Readonly<Record<number, number>> = { 51: connected, 52: 0, 54: armed };

/** Runs a script of the Supply Control Script Table. False where there is no such script. */
export function runSupplyScript(attributes: CosemAttributes, selector: number): boolean {
  const state = stateAfterScript[selector];
  if (state !== undefined) attributes.put(supplyState, { enum: state });
  return state !== undefined;
}

const supplyStates: Readonly<Record<SupplyState, number>> = { disabled: 0, enabled: connected, armed };

export const isSupplied = (attributes: CosemAttributes): boolean => attributes.number(supplyState) === connected;

export const supplyOf = (attributes: CosemAttributes): SupplyState => {
  const state = attributes.number(supplyState);
  return state === connected ? 'enabled' : state === armed ? 'armed' : 'disabled';
};

export const setSupply = (attributes: CosemAttributes, state: SupplyState): void =>
  attributes.put(supplyState, { enum: supplyStates[state] });

/** The low octet of a selector that switches an auxiliary load; the high one is the switch (RTDS commands of ECS47). */
const loadScripts: Readonly<Record<number, boolean>> = { 17: true, 18: false, 32: false };
const switchCount = 5;

/** Selectors of auxiliary controllers: direction, controller, level in per cent (GBCS ECS47a; transform's tables). */
const directions = 0x3000;
const levelBits = 0x7f;

/** Runs a script of the Auxiliary Load Control Script Table. False where there is no such switch or script. */
export function runLoadScript(attributes: CosemAttributes, selector: number): boolean {
  const isController = (selector & directions) !== 0;
  const index = (selector >> 8) & 0x0f;
  const isOn = isController ? (selector & levelBits) > 0 : loadScripts[selector & 0xff];
  if (isOn === undefined || index < 1 || index > switchCount) return false;
  attributes.put(`70/0-${index}:96.3.10.255/2`, { boolean: isOn });
  return true;
}
