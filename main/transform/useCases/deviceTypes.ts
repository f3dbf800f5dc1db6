import type { DeviceType } from '../context.ts';

/** GBCS numbers the kinds of Devices; IHDs and CADs are both Type 2 Devices. */
const numbers: Readonly<Record<DeviceType, number>> = {
  GSME: 0,
  ESME: 1,
  CHF: 2,
  GPF: 3,
  HCALCS: 4,
  SAPC: 4,
  PPMID: 5,
  IHD: 6,
  CAD: 6,
};

const byNumber: readonly DeviceType[] = ['GSME', 'ESME', 'CHF', 'GPF', 'HCALCS', 'PPMID', 'IHD'];

/** The kind that a number stands for; an IHD for any Type 2 Device. */
export function deviceTypeOf(number: number): DeviceType | undefined {
  return byNumber[number];
}

export function deviceTypeNumber(type: DeviceType): number {
  return numbers[type];
}
