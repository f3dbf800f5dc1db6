import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerAsn1 } from './answerAsn1.ts';
import { answerCommand, type DeviceAnswer } from './answerCommand.ts';
import { answerGbz, type GbzReply } from './answerGbz.ts';
import { type Asn1Element, holdsElements } from './asn1/element.ts';
import { payloads } from './asn1/schema.ts';
import { type Asn1Input, writeElement } from './asn1/writeElement.ts';
import { fromHex, toHex } from './bytes.ts';
import type { TaggedValue } from './dlms/taggedValue.ts';
import { writeData } from './dlms/writeData.ts';
import { join } from './encoded.ts';
import { type GbcsKeys, gbcsKeysFromJson } from './keys.ts';
import { type ReadMessage, readMessage } from './readMessage.ts';
import type { Device } from './respond.ts';
import { isoFromDateTime } from './times.ts';
import { writeMessage } from './writeMessage.ts';
import { refuseEncryption } from './writePayload.ts';
import type { GbzComponent } from './zigbee/components.ts';

interface Vector {
  readonly name: string;
  readonly hex: string;
}

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

function octetsOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error('not hexadecimal');
  return bytes;
}

function readVectors(): ReadonlyMap<string, Uint8Array> {
  const lines = readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8').trim().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as Vector).map(({ name, hex }) => [name, octetsOf(hex)]));
}

/** The device of a vector: its clock and counter as the response has them; any key signs, as a signature is random. */
function deviceOf({ header }: ReadMessage, keys: GbcsKeys): Device {
  const { dateTime, supplementaryOriginatorCounter } = header;
  return {
    keys: { ...keys, digitalSignaturePrivateKey: () => new Uint8Array(32).fill(7) },
    time: (dateTime && isoFromDateTime(dateTime)) ?? '2015-01-01T00:00:00Z',
    ...(dateTime?.[11] === undefined ? {} : { clockStatus: dateTime[11] }),
    ...(supplementaryOriginatorCounter === undefined ? {} : { supplementaryOriginatorCounter }),
  };
}

function dlmsAnswer(value: TaggedValue, result: number): DeviceAnswer {
  const encrypted = 'items' in value ? value.items.find((item) => 'encrypted' in item) : undefined;
  const content = encrypted !== undefined && 'encrypted' in encrypted ? encrypted.encrypted.content : undefined;
  if (content?.kind !== 'attributes') return { data: writeData(value, refuseEncryption), result };
  return { data: writeData(content.value, refuseEncryption), result, isProtected: true };
}

function gbzReply(component: GbzComponent): GbzReply {
  const { encryption, disableDefaultResponse } = component;
  const content = encryption?.part.content;
  const { attributes = [], defaultResponse, fields } = content?.kind === 'gbz' ? content.command : component;
  const form = {
    isEncrypted: encryption !== undefined,
    ...(disableDefaultResponse === undefined ? {} : { disableDefaultResponse }),
  };
  if (fields !== undefined) return { ...form, command: component.command, fields };
  if (defaultResponse === undefined) return { ...form, attributes };
  return { ...form, status: defaultResponse.status, answered: defaultResponse.command };
}

function asn1Input(element: Asn1Element): Asn1Input {
  if ('encoded' in element || element.format?.isWhole === true) return writeElement(element).bytes;
  const { content, format } = element;
  if (!holdsElements(content)) return content;
  // A certificate's validity has no format of its own.
  if (format?.each === undefined && format?.members === undefined) return join(...content.map(writeElement)).bytes;
  if (format.each !== undefined) return content.map(asn1Input);
  return Object.fromEntries(
    content.map((member) => ['format' in member ? (member.format?.name ?? '') : '', asn1Input(member)]),
  );
}

function answer(command: Uint8Array, response: ReadMessage, device: Device): Uint8Array {
  const { payload } = response;
  switch (payload.kind) {
    case 'accessResponse': {
      let place = -1;
      const next = () => {
        place += 1;
        return dlmsAnswer(payload.data[place] ?? { tag: 0, value: null }, payload.results[place]?.result ?? 0);
      };
      return answerCommand(command, next, device);
    }
    case 'gbz': {
      const repliesTo = ({ sequenceNumber }: GbzComponent) =>
        payload.components.filter((component) => component.sequenceNumber === sequenceNumber).map(gbzReply);
      return answerGbz(command, repliesTo, device);
    }
    case 'asn1': {
      const [element] = payload.elements;
      if (element === undefined || 'encoded' in element || element.format === undefined) throw new Error('no format');
      const { format } = element;
      return answerAsn1(command, () => ({ format, value: asn1Input(element) }), device);
    }
    default:
      throw new Error(`a ${payload.kind} is no response`);
  }
}

/** The element with every length in its shortest form, as DER asks for; some of the Data Set's are longer. */
function shortest(element: Asn1Element): Asn1Element {
  if ('encoded' in element) return element;
  const { lengthSize: _, content, ...rest } = element;
  return { ...rest, content: holdsElements(content) ? content.map(shortest) : content };
}

function withShortestLengths(response: ReadMessage, keys: GbcsKeys): ReadMessage {
  const { payload, mac, ...parts } = response;
  if (payload.kind !== 'asn1') return response;
  const shortened = { ...parts, payload: { ...payload, elements: payload.elements.map(shortest) } };
  return readMessage(writeMessage({ ...shortened, ...(mac === undefined ? {} : { mac: 'compute' }) }, keys), keys);
}

/** What is compared of two messages: header and payload, and the MAC; a signature only by its being there. */
function compared({ signed, mac, signature }: ReadMessage) {
  return { signed: toHex(signed), mac: mac && toHex(mac), isSigned: signature instanceof Uint8Array };
}

describe.skipIf(!isPresent)(`the answer to a command of the Reference Test Data Set${reason}`, () => {
  const vectors = isPresent ? readVectors() : new Map<string, Uint8Array>();
  const keys = gbcsKeysFromJson(isPresent ? JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')) : {});
  const pairs = [...vectors].flatMap(([name, response]) => {
    const command = vectors.get(name.replace(/_RESPONSE$/, '_COMMAND'));
    return name.endsWith('_RESPONSE') && command !== undefined
      ? [{ name, command, response: readMessage(response, keys) }]
      : [];
  });

  it('is the response of the same name, octet for octet, given the values of that response', () => {
    const answered: Record<string, number> = {};
    // Between devices of one home, whose private keys are not at hand.
    for (const { name, command, response } of pairs.filter((pair) => !pair.name.startsWith('PCS'))) {
      const own = readMessage(answer(command, response, deviceOf(response, keys)), keys);
      expect(compared(own), name).toEqual(compared(withShortestLengths(response, keys)));
      answered[response.payload.kind] = (answered[response.payload.kind] ?? 0) + 1;
    }
    expect(answered).toEqual({ accessResponse: 128, gbz: 56, asn1: 33 });
  });

  it('is refused for a command of another format, a response, and an answer that is none of the use case', () => {
    const { command = new Uint8Array(), response } = pairs.find(({ name }) => name.startsWith('CS08')) ?? {};
    const device = { keys, time: '2015-01-01T00:00:00Z' };
    const wrong = { format: payloads.joinResponse, value: 0 };
    expect(() => answerGbz(command, () => ({ status: 0 }), device)).toThrow('not a GBZ one');
    expect(() => answerAsn1(response?.signed ?? new Uint8Array(), () => wrong, device)).toThrow('no command');
    expect(() => answerAsn1(command, () => wrong, device)).toThrow('Read Firmware Version Response');
    const stray = { format: payloads.readFirmwareVersionResponse, value: { Firmware: new Uint8Array(4) } };
    expect(() => answerAsn1(command, () => stray, device)).toThrow('no member "Firmware"');
  });
});
