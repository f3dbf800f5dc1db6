import { textAt, toJsonTree } from '../../duis/jsonTree.ts';
import { escapeText, xmlDeclaration } from '../../duis/writeXml.ts';
import { parseXmlTree } from '../../duis/xmlTree.ts';
import { type HttpEndpoint, listen, makeXmlServer } from '../dsp/server.ts';
import type { EmulatorPki, RepositoryCertificate } from '../pki.ts';

/** What DCC's keystore client takes for "no result" and "bad parameters". */
const noResult = 402;
const badParameters = 401;

const element = (name: string, value: string): string => `<${name}>${escapeText(value)}</${name}>`;

function describeCertificate(certificate: RepositoryCertificate): string {
  const subject = certificate.isDevice ? 'CertificateSubjectAltName' : 'CertificateSubjectName';
  return [
    element('CertificateSerial', certificate.serialNumber),
    element(subject, certificate.eui64.toLowerCase()),
    element('CertificateUsage', certificate.usage),
    element('CertificateStatus', 'I'),
    ...(certificate.isDevice ? [] : [element('CertificateRole', String(certificate.role))]),
  ].join('');
}

function readBody(body: unknown, name: string): Record<string, string> | undefined {
  try {
    const { root } = parseXmlTree(Buffer.isBuffer(body) ? body : '');
    const request = root.localName === name ? root : root.children.find((child) => child.localName === name);
    if (!request) return undefined;
    const tree = toJsonTree(request);
    if (typeof tree === 'string') return undefined;
    return Object.fromEntries(Object.keys(tree).map((key) => [key, textAt(tree, key) ?? '']));
  } catch {
    // Whatever cannot be read is a request without parameters: the caller is told so by the status.
    return undefined;
  }
}

/**
 * The part of the SMKI Repository's interface that DCC Boxed offers and DCC's keystore client uses: certificate search
 * by organisation (CertificateSubjectName) or device (CertificateSubjectAltName), and retrieval by serial number.
 */
export function startSmkiRepository(
  pki: EmulatorPki,
  host: string,
  port: number,
  log: (line: string) => void,
): Promise<HttpEndpoint> {
  const server = makeXmlServer(log, 64 * 1024);
  server.post('/services/certificatesearch', (request, reply) => {
    const query = readBody(request.body, 'CertificateSearchRequest');
    const name = query?.CertificateSubjectName ?? query?.CertificateSubjectAltName;
    if (name === undefined) return reply.code(badParameters).send();
    const isDevice = query?.CertificateSubjectAltName !== undefined;
    const found = pki.certificatesOf(name.toUpperCase()).filter((one) => one.isDevice === isDevice);
    if (found.length === 0) return reply.code(noResult).send();
    const results = found.map((one) => `<Result>${describeCertificate(one)}</Result>`).join('');
    return reply
      .type('application/xml')
      .send(`${xmlDeclaration}<CertificateSearchResponse>${results}</CertificateSearchResponse>`);
  });
  server.post('/services/retrievecertificate', (request, reply) => {
    const serial = readBody(request.body, 'CertificateDataRequest')?.CertificateSerial;
    if (serial === undefined) return reply.code(badParameters).send();
    const found = pki.findCertificate(serial);
    if (!found) return reply.code(noResult).send();
    const content = describeCertificate(found) + element('CertificateBody', found.certificate.toString('base64'));
    return reply
      .type('application/xml')
      .send(
        `${xmlDeclaration}<CertificateDataResponse><CertificateResponse>${content}</CertificateResponse></CertificateDataResponse>`,
      );
  });
  return listen(server, host, port, '--smki-port');
}
