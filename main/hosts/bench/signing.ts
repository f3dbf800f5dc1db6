import { sign } from 'node:crypto';
import { readTemplate } from '../../dccMaterial/templates.ts';
import { findZaz1Organisation } from '../../dccMaterial/zaz1.ts';
import { buildServiceRequest } from '../../duis/build.ts';
import { signXml, verifyXmlSignature } from '../../smki/xmlSignature.ts';
import type { Benchmark } from './benchmark.ts';
import { milliseconds, ratio, timeMedian } from './measure.ts';
import { signWithXmlCrypto } from './xmlCrypto.ts';

/** Signing a usual request, document in, document out, against the one operation that cannot be saved. */
export const signing: Benchmark = {
  title: 'Signature of one Service Request (4.8.1)',
  async run() {
    const template = readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml;
    const { xmlSigning } = findZaz1Organisation('90-B3-D5-1F-30-01-00-00');
    if (!xmlSigning) return 'the test credential is not installed';
    const { certificate, privateKey } = xmlSigning;
    const signer = { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };
    const xml = buildServiceRequest({ template });
    const signed = signXml(xml, signer);
    const bytes = Buffer.from(xml);
    const bare = timeMedian(() => sign('sha256', bytes, privateKey), 2000);
    const whole = timeMedian(() => signXml(xml, signer), 2000);
    const build = timeMedian(() => signXml(buildServiceRequest({ template, counter: 1n }), signer), 1000);
    const verify = timeMedian(() => verifyXmlSignature(signed, () => certificate), 2000);
    const theirs = timeMedian(() => signWithXmlCrypto(xml, signer), 500);
    return [
      ['What', 'Median', 'Against the bare ECDSA operation', 'Goal'],
      ['bare ECDSA P-256 over the same octets', milliseconds(bare), ratio(bare, bare), ''],
      ['sign and serialise', milliseconds(whole), ratio(whole, bare), 'within 4 times'],
      ['build from the template, sign, serialise', milliseconds(build), ratio(build, bare), ''],
      ['verify', milliseconds(verify), ratio(verify, bare), ''],
      [
        'sign with xml-crypto',
        milliseconds(theirs),
        ratio(theirs, bare),
        `${ratio(theirs, whole)} ours; 5 times or more`,
      ],
    ];
  },
};
