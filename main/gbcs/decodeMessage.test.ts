import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/seededRandom.ts';
import { fromHex, toHex } from './bytes.ts';
import type { DecodeResult } from './decodedMessage.ts';
import { decodeMessage } from './decodeMessage.ts';

// ECS22b, 4.8.1: a command of the Reference Test Data Set.
const command =
  'DD00000000000081B21100000000DF090100000000000003EA0890B3D51F300100000800DB1234567890A0000200377ED9200003EA00010300' +
  '1E00002B0207FF010102020101020512000709060000630100FF0F02120000020216010202090C07DE0C1FFF000000008000FF090C07DF0101' +
  'FF000000008000FF010102021602020509090400000000000003EA090890B3D51F30010000090800DB1234567890A009000202160202020901' +
  '02090000EF6CFEEE42E25A7FAEA6E0D2';

// GCS60, 4.18: the first octets of a GBZ payload as a Pre-Command without a signature length.
const gbzHeader = 'DF090100000000000003E80890B3D51F300100000800DB1234567890A10002008D';

function octetsOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`);
  return bytes;
}

function decode(hex: string): DecodeResult {
  return decodeMessage(octetsOf(hex));
}

function covered({ message }: DecodeResult): string {
  return message.fields.map(({ hex }) => hex).join('');
}

function faultOf(hex: string) {
  const result = decode(hex);
  return result.ok
    ? undefined
    : { offset: result.error.offset, expected: result.error.expected, found: result.error.found };
}

describe('decodeMessage', () => {
  it('decodes a command to its header, fields and parameters', () => {
    const { message } = decode(command);
    const { fields, ...rest } = message;
    expect(rest).toEqual({
      messageCode: '0037',
      useCase: 'ECS22b',
      useCaseName: 'Read Electricity Half Hour Profile Data (active import)',
      cra: 'command',
      originatorCounter: '1002',
      originator: '90-B3-D5-1F-30-01-00-00',
      recipient: '00-DB-12-34-56-78-90-A0',
      mac: 'unknown',
      signature: 'absent',
      decrypted: [],
      data: { kind: 'readLogRequest', from: '2014-12-31T00:00:00Z', to: '2015-01-01T00:00:00Z' },
    });
    expect(fields.map(({ hex }) => hex).join('')).toBe(command);
  });

  it('names the offset at which a message cut short ends, and keeps all before it', () => {
    for (let length = 0; length < command.length / 2; length += 1) {
      const result = decode(command.slice(0, length * 2));
      expect(result.ok, String(length)).toBe(false);
      if (!result.ok) expect(covered(result), String(length)).toBe(command.slice(0, result.error.offset * 2));
    }
  });

  it('says what was expected where a message is cut inside its counter', () => {
    expect(faultOf(command.slice(0, 40))).toEqual({
      offset: 17,
      expected: 'Grouping Header.Originator Counter of 8 octets',
      found: 'only 3 octets',
    });
  });

  it('refuses octets after the end of a message', () => {
    expect(faultOf(`${command}00`)).toEqual({ offset: 187, expected: 'the end of the message', found: '00' });
  });

  it('refuses a content length that is too short or too long for the payload', () => {
    const tooShort = decode(command.replace('00377ED9', '00377DD9'));
    const tooLong = decode(command.replace('00377ED9', '00377FD9'));
    expect([tooShort.ok, tooLong.ok]).toEqual([false, false]);
    expect(covered(tooShort).length).toBeLessThan(command.length);
  });

  it.each([
    ['an empty input', '', 0],
    ['an unknown first octet', 'AA', 0],
    ['an unknown CRA flag', command.replace('DF0901', 'DF0904'), 16],
    ['a system title of another length', command.replace('0890B3D51F30', '0790B3D51F30'), 25],
    ['other information of 12 octets', `${command.slice(0, 88)}0C${command.slice(90)}`, 55],
    ['an unknown access request type', command.replace('000103001E', '000109001E'), 55],
    ['an unknown data type', command.replace('0202010102051200', '0202010102055500'), 72],
  ])('names the place of %s', (_, hex, offset) => {
    const fault = faultOf(hex);
    expect(fault?.offset).toBe(offset);
  });

  it('reads a use case, attribute and data type it has no names for', () => {
    const result = decode(command.replace('000200377E', '0002EEEE7E').replace('001E00002B', '7FFF00002B'));
    expect([result.ok, result.message.useCase, covered(result).length]).toEqual([true, 'EEEE', command.length]);
  });

  it('reads an unknown cluster and keeps its octets', () => {
    const payload = '010901' + '01FC000006' + '0100AAC0FFEE';
    const hex = `${gbzHeader}${(payload.length / 2).toString(16).padStart(2, '0').toUpperCase()}${payload}`;
    const result = decode(hex);
    expect([result.ok, covered(result)]).toEqual([true, hex]);
    expect(result.message.fields.at(-1)).toEqual({
      path: 'Payload.Component[0].unknown command.Undecoded',
      hex: 'C0FFEE',
    });
  });

  it('refuses nesting without end', () => {
    const payload = `D92000000000010100010000010000FF0201${'0201'.repeat(100)}00`;
    const length = payload.length / 2;
    const hex = `${gbzHeader}81${length.toString(16).toUpperCase()}${payload}`;
    expect(faultOf(hex)?.expected).toContain('nested levels');
  });

  it('refuses a compact array whose rows take no octets', () => {
    const payload = 'DA200000000000' + '01' + '1302010004FFFFFFFF' + '01' + '0100';
    const hex = `${gbzHeader}${(payload.length / 2).toString(16).padStart(2, '0').toUpperCase()}${payload}`;
    expect(faultOf(hex)?.expected).toContain('takes no octets');
  });

  it('refuses a count greater than the octets that are left', () => {
    const payload = 'DA200000000000' + '84FFFFFFFF' + '00';
    const hex = `${gbzHeader}${(payload.length / 2).toString(16).padStart(2, '0').toUpperCase()}${payload}`;
    expect(faultOf(hex)?.found).toBe('the end of the message');
  });
});

function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  const kind = Math.floor(random() * 4);
  if (kind === 0) return bytes.slice(0, at);
  if (kind === 1) return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1 + Math.floor(random() * 4))]);
  const changed = kind === 2 ? Uint8Array.from([...bytes, Math.floor(random() * 256)]) : Uint8Array.from(bytes);
  for (let count = Math.floor(random() * 4); count >= 0; count -= 1) {
    changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
  }
  return changed;
}

describe('decodeMessage with spoiled input', () => {
  it('stays lossless up to the bad octet through 3,000 mutations', () => {
    const random = seededRandom(20_150_101);
    const original = octetsOf(command);
    for (let round = 0; round < 3000; round += 1) {
      const bytes = mutate(original, random);
      const result = decodeMessage(bytes);
      const end = result.ok ? bytes.length : result.error.offset;
      expect(covered(result), toHex(bytes)).toBe(toHex(bytes).slice(0, end * 2));
      if (!result.ok) expect(result.error.expected, toHex(bytes)).not.toBe('a message this codec can read');
    }
  });
});
