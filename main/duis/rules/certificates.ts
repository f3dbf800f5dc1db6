import { X509Certificate } from 'node:crypto';
import { WorkbenchError } from '../../../shared/errors.ts';
import { isValidAt, type KeyUsage, parseCertificate, type SmkiCertificate } from '../../smki/certificate.ts';
import { walk } from '../xmlPath.ts';
import type { XmlElementNode } from '../xmlTree.ts';
import type { Rule, RuleContext, RuleHit } from './rule.ts';

/** The elements of type sr:Certificate in DUIS 5.4, and the key usage that each needs. */
export const certificateElements: Readonly<Record<string, KeyUsage | undefined>> = {
  KAPublicSecurityCredentials: 'keyAgreement',
  KAPublicSecurityCredential: 'keyAgreement',
  KeyAgreementCertificate: 'keyAgreement',
  KeyAgreementTopUpCertificate: 'keyAgreement',
  DSPBrokerSecurityCredentialsKeyAgreement: 'keyAgreement',
  DigitalSigningCertificate: 'digitalSignature',
  DSPBrokerSecurityCredentialsDigitalSigning: 'digitalSignature',
  DeviceCertificate: undefined,
  Certificate: undefined,
};

function issuerHits(certificate: SmkiCertificate, pool: readonly SmkiCertificate[], node: XmlElementNode): RuleHit[] {
  const issuers = pool.filter((candidate) => candidate.subject === certificate.issuerName);
  if (issuers.length === 0) {
    return [
      {
        severity: 'warning',
        message: `The issuer ${certificate.issuerName} of the certificate is not among the trusted ones.`,
        node,
      },
    ];
  }
  const own = new X509Certificate(certificate.pem);
  if (issuers.some((issuer) => own.verify(issuer.publicKey))) return [];
  return [
    {
      severity: 'error',
      message: `The certificate was not signed by ${certificate.issuerName}, whom it names as its issuer.`,
      node,
    },
  ];
}

function* checkOne(
  node: XmlElementNode,
  certificate: SmkiCertificate,
  pool: readonly SmkiCertificate[],
  context: RuleContext,
): Generator<RuleHit> {
  const usage = certificateElements[node.localName];
  if (usage !== undefined && !certificate.keyUsage.includes(usage)) {
    // An error only for the User's own: a template of DCC itself (8.5) carries a signing certificate as the other kind.
    const severity = node.localName.startsWith('KAPublicSecurityCredential') ? 'error' : 'warning';
    const message = `${node.localName} needs a certificate for ${usage}; this one is for ${certificate.keyUsage.join(', ') || 'nothing stated'}.`;
    yield { severity, message, node };
  }
  if (context.now !== undefined && !isValidAt(certificate, context.now)) {
    yield {
      severity: 'warning',
      message: `The certificate is valid from ${certificate.notBefore} to ${certificate.notAfter} only.`,
      node,
    };
  }
  if (pool.length > 0) yield* issuerHits(certificate, pool, node);
}

export const ensureCertificatesAreSound: Rule = {
  id: 'certificates',
  clause: 'DUIS security credentials; SMKI Organisation Certificate Policy',
  *ensure({ service, requestId, context }) {
    const nodes =
      service === undefined
        ? []
        : [...walk(service)].filter(
            (node) => Object.hasOwn(certificateElements, node.localName) && node.children.length === 0,
          );
    const parsed: { node: XmlElementNode; certificate: SmkiCertificate }[] = [];
    for (const node of nodes) {
      try {
        parsed.push({ node, certificate: parseCertificate(node.text) });
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        yield {
          severity: 'error',
          message: `${node.localName} does not hold a certificate: base64 of its DER is needed.`,
          node,
        };
      }
    }
    // A body may bring the certificates of its own path; a trusted list is needed all the same.
    const inBody = parsed
      .map(({ certificate }) => certificate)
      .filter(({ keyUsage }) => keyUsage.includes('keyCertSign'));
    const pool = context.authorities === undefined ? [] : [...context.authorities, ...inBody];
    for (const { node, certificate } of parsed) {
      yield* checkOne(node, certificate, pool, context);
      const isOwn = node.localName.startsWith('KAPublicSecurityCredential');
      if (isOwn && requestId !== undefined && certificate.eui64 !== requestId.businessOriginatorId) {
        yield {
          severity: 'error',
          message: `${node.localName} is the certificate of ${certificate.eui64 ?? 'no EUI-64'}; it must be that of the originator ${requestId.businessOriginatorId}.`,
          node,
        };
      }
    }
  },
};
