import cosemObjects from '../../../fixtures/gbcs/cosemObjects.json' with { type: 'json' };
import { toHex } from '../bytes.ts';

/** A logical name as A-B:C.D.E.F, in decimal. */
export function formatObis(bytes: Uint8Array): string {
  const [a, b, c, d, e, f] = bytes;
  return `${a}-${b}:${c}.${d}.${e}.${f}`;
}

/** The six octets of a logical name written A-B:C.D.E.F, or undefined where it is not one. */
export function parseObis(obis: string): Uint8Array | undefined {
  const parts = obis.split(/[-:.]/).map(Number);
  if (parts.length !== 6 || !parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255))
    return undefined;
  return Uint8Array.from(parts);
}

const objectNames: Readonly<Record<string, string>> = {
  ...cosemObjects.objects,
  ...cosemObjects.objectsNamedByOthers,
};
const classNames: Readonly<Record<string, string>> = cosemObjects.classes;
const attributeNames: Readonly<Record<string, Readonly<Record<string, string>>>> = cosemObjects.attributes;
const methodNames: Readonly<Record<string, Readonly<Record<string, string>>>> = cosemObjects.methods;

const named = new Map<string, string>();

/** The name of a COSEM object by its six octets, e.g. `1-0:2.8.0.255`, with its name after it where it is known. */
export function describeInstance(bytes: Uint8Array): string {
  const key = toHex(bytes);
  let text = named.get(key);
  if (text === undefined) {
    const obis = formatObis(bytes);
    const name = objectNames[obis];
    text = name === undefined ? obis : `${obis} ${name}`;
    if (named.size < 5000) named.set(key, text);
  }
  return text;
}

/** The name of an object by its logical name, e.g. `Meter Balance`. */
export function objectName(obis: string): string | undefined {
  return objectNames[obis];
}

export function className(classId: number): string | undefined {
  return classNames[classId];
}

export function attributeName(classId: number, attributeId: number): string | undefined {
  return attributeId === 1 ? 'Logical Name' : attributeNames[classId]?.[attributeId];
}

export function methodName(classId: number, methodId: number): string | undefined {
  return methodNames[classId]?.[methodId];
}
