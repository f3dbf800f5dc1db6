import { Agent, request } from 'undici';
import { WorkbenchError } from '../../shared/errors.ts';
import { textAt, toJsonTree } from '../duis/jsonTree.ts';
import { escapeText, xmlDeclaration } from '../duis/writeXml.ts';
import { parseXmlTree } from '../duis/xmlTree.ts';

/** What the repository answers where it has no certificate (DCC's keystore client). */
const noResult = 402;
const timeoutMs = 10_000;

async function post(agent: Agent, url: URL, xml: string): Promise<string | undefined> {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: `${xmlDeclaration}${xml}`,
    });
    const text = await answer.body.text();
    if (answer.statusCode === noResult) return undefined;
    if (answer.statusCode < 300) return text;
    throw new WorkbenchError('target-refused', `${url.href} refused the search with ${answer.statusCode}`);
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError(
      'target-unreachable',
      `The SMKI Repository ${url.href} did not answer (${why}); check "smki" of the target`,
      { cause },
    );
  }
}

/** The texts of every element of a name, wherever it stands. */
function textsOf(xml: string, name: string): string[] {
  const found: string[] = [];
  const visit = (node: ReturnType<typeof parseXmlTree>['root']): void => {
    if (node.localName === name) {
      const tree = toJsonTree(node);
      found.push(typeof tree === 'string' ? tree : (textAt({ [name]: tree }, name) ?? ''));
    }
    for (const child of node.children) visit(child);
  };
  visit(parseXmlTree(xml).root);
  return found;
}

/** Whose certificates are wanted: EUI-64s of devices and of organisations. */
export interface CertificateHolders {
  devices: readonly string[];
  organisations: readonly string[];
}

/**
 * The certificates (DER) of devices and organisations, out of the SMKI Repository: searched by EUI-64, fetched by serial
 * number, as DCC's keystore client does it.
 *
 * @param holders those without a certificate, as SMETS1 devices are, are left out
 * @throws WorkbenchError `target-unreachable`, `target-refused`
 */
export async function findCertificates(
  repository: { url: string; apiKey: string },
  { devices, organisations }: CertificateHolders,
): Promise<Uint8Array[]> {
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });
  const at = (path: string): URL => {
    const url = new URL(path, repository.url);
    if (repository.apiKey !== '') url.searchParams.set('apikey', repository.apiKey);
    return url;
  };
  const certificates: Uint8Array[] = [];
  try {
    const queries = [
      ...devices.map((eui64) => ({ eui64, element: 'CertificateSubjectAltName' })),
      ...organisations.map((eui64) => ({ eui64, element: 'CertificateSubjectName' })),
    ];
    for (const { eui64, element } of queries) {
      const name = escapeText(eui64.toLowerCase());
      const found = await post(
        agent,
        at('/services/certificatesearch'),
        `<CertificateSearchRequest><${element}>${name}</${element}></CertificateSearchRequest>`,
      );
      for (const serial of found === undefined ? [] : textsOf(found, 'CertificateSerial')) {
        const one = await post(
          agent,
          at('/services/retrievecertificate'),
          `<CertificateDataRequest><CertificateSerial>${escapeText(serial)}</CertificateSerial></CertificateDataRequest>`,
        );
        for (const body of one === undefined ? [] : textsOf(one, 'CertificateBody'))
          certificates.push(Buffer.from(body, 'base64'));
      }
    }
    return certificates;
  } finally {
    await agent.close();
  }
}
