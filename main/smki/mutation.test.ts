import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors.ts';
import { readTemplate } from '../dccMaterial/templates.ts';
import { findZaz1Organisation } from '../dccMaterial/zaz1.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { signXml, verifyXmlSignature } from './xmlSignature.ts';

describe('a signed request with one byte changed', () => {
  const credential = findZaz1Organisation('90-B3-D5-1F-30-01-00-00').xmlSigning;
  if (credential === undefined) throw new Error('ZAZ1 lacks the XML signing credential of its supplier');
  const { certificate, privateKey } = credential;
  const { issuerName, serialNumber } = certificate;
  const request = buildServiceRequest({ template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml });
  const signed = signXml(request, { privateKey, issuerName, serialNumber });
  const bytes = new TextEncoder().encode(signed);
  const original = verifyXmlSignature(bytes, () => certificate).digest;

  // What no signature covers: the XML declaration, the name of the issuer (KeyInfo is not signed), and the namespace
  // declaration of ds:Signature, because the root of DCC's templates makes the same one.
  const start = signed.indexOf('<sr:Request');
  const issuer = signed.indexOf('<ds:X509IssuerName>');
  const issuerEnd = signed.indexOf('</ds:X509IssuerName>');
  const declaration = signed.indexOf(' xmlns:ds', signed.indexOf('<ds:Signature'));
  const declarationEnd = signed.indexOf('>', declaration);
  const isBetween = (offset: number, from: number, to: number): boolean => offset > from && offset < to;
  const isCovered = (offset: number): boolean =>
    offset >= start && !isBetween(offset, issuer, issuerEnd) && !isBetween(offset, declaration, declarationEnd);

  it.each([0x01, 0x02, 0x20, 0x80])('never verifies with other content, whichever byte has bits %i flipped', (mask) => {
    const accepted: number[] = [];
    for (let offset = 0; offset < bytes.length; offset += 1) {
      const mutant = Uint8Array.from(bytes);
      mutant[offset] = (mutant[offset] ?? 0) ^ mask;
      try {
        const { verdict, digest } = verifyXmlSignature(mutant, (serial) =>
          serial === serialNumber ? certificate : undefined,
        );
        if (verdict !== 'valid') continue;
        if (digest !== original || isCovered(offset)) accepted.push(offset);
      } catch (error) {
        if (!(error instanceof WorkbenchError) || error.code !== 'invalid-xml') throw error;
      }
    }
    expect(accepted.map((offset) => signed.slice(offset - 20, offset + 5))).toEqual([]);
  });
});
