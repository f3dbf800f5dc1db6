import { describe, expect, it } from 'vitest';
import { findPersonalValues, makeRedaction, tokenFor } from './redaction.ts';

const meter = '00-DB-12-34-56-78-90-A0';
const supplier = '90-B3-D5-1F-30-01-00-00';
const payload = Buffer.from('df09010000000000000001000800db1234567890a0', 'hex').toString('base64');
const message = `<sr:Request xmlns:sr="x"><sr:A>${supplier}:${meter}:1</sr:A><sr:ImportMPxN>2000000000013</sr:ImportMPxN><sr:UPRN>100090000001</sr:UPRN><sr:GBCSPayload>${payload}</sr:GBCSPayload></sr:Request>`;
const secret = '11'.repeat(32);
const redaction = () => makeRedaction(findPersonalValues([message], new Set([supplier])), secret);

describe('a redaction', () => {
  it('finds devices, MPxNs and addresses, and lets organisations be', () => {
    expect([...findPersonalValues([message], new Set([supplier]))]).toEqual([
      [meter, 'device'],
      ['2000000000013', 'mpxn'],
      ['100090000001', 'premises'],
    ]);
  });

  it('replaces each in every form in which it is written, and withholds what holds it in its octets', () => {
    const { text, tokens } = redaction();
    const token = tokens.find(({ kind }) => kind === 'device')?.token ?? '';
    const shown = text(message);
    expect(shown).toContain(`${supplier}:${token}:1`);
    expect(shown).toMatch(/<sr:GBCSPayload>withheld, SHA-256 [0-9a-f]{64}<\/sr:GBCSPayload>/);
    expect([text('00db1234567890a0'), text(Buffer.from('2000000000013').toString('hex'))]).toEqual([
      token,
      expect.stringMatching(/^mpxn-/),
    ]);
    expect(
      [shown, meter, '2000000000013', '100090000001'].map((one, index) => index > 0 && shown.includes(one)),
    ).toEqual([false, false, false, false]);
  });

  it('leaves a longer number alone that an MPxN is a part of', () => {
    expect(redaction().text('x 20000000000139 y')).toBe('x 20000000000139 y');
  });

  it('replaces a house number where it is named, and lets dates, SRVs and counts be that hold the same digits', () => {
    const named = '<sr:AddressIdentifier>12</sr:AddressIdentifier>';
    const { text, tokens } = makeRedaction(findPersonalValues([named], new Set()), secret);
    const token = tokens[0]?.token ?? '';
    expect(tokens.map(({ value }) => value)).toEqual(['12']);
    expect(text(named)).toBe(named.replace('12', token));
    expect(text(String.raw`{"AddressIdentifier":"12","in":"{\"AddressIdentifier\": \"12\"}"}`)).not.toContain('12"');
    for (const harmless of ['2026-12-12T00:12:12.012Z', 'SRV 12.2', '12 of 12', 'AddressIdentifier 120'])
      expect(text(harmless)).toBe(harmless);
  });

  it('gives the same tokens for the same secret, others for another, and each can be shown by itself', () => {
    const other = makeRedaction(findPersonalValues([message], new Set([supplier])), '22'.repeat(32));
    expect(redaction().tokens).toEqual(redaction().tokens);
    expect(other.tokens.map(({ token }) => token)).not.toEqual(redaction().tokens.map(({ token }) => token));
    for (const { token, kind, value, salt } of redaction().tokens) {
      expect(tokenFor(kind, value, salt)).toBe(token);
      expect(tokenFor(kind, `${value}0`, salt)).not.toBe(token);
    }
  });
});
