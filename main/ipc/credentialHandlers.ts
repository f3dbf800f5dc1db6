import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Handlers } from '../../shared/contract/contract.ts';
import type { CredentialView } from '../../shared/contract/shapes/credentials.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { KeptCredential } from '../application/ports.ts';
import type { SmkiCertificate } from '../smki/certificate.ts';
import { encryptPrivateKey, generateCertificateRequest } from '../smki/certificateRequest.ts';
import { checkChain } from '../smki/chain.ts';
import { checkCredential, purposeOf } from '../smki/credential.ts';
import { importCredential } from '../smki/importCredential.ts';
import type { HostServices } from './hostServices.ts';

type Operations = 'credential.list' | 'credential.import' | 'credential.generate' | 'credential.remove';

const spkiPem = (key: KeyObject): string => String(createPublicKey(key).export({ type: 'spki', format: 'pem' }));
const spkiFingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Certificates of issuing authorities among all that are kept. */
const authoritiesIn = (kept: readonly KeptCredential[]): SmkiCertificate[] =>
  kept
    .flatMap(({ certificate, others }) => (certificate ? [certificate, ...others] : others))
    .filter(({ keyUsage }) => keyUsage.includes('keyCertSign'));

/** What is wrong with a certificate, its chain included where there are authorities to follow it by. */
function problemsOf(
  certificate: SmkiCertificate,
  authorities: readonly SmkiCertificate[],
  nowMs: number,
): CredentialView['problems'] {
  const chain = authorities.length === 0 ? [] : checkChain(certificate, authorities);
  return [
    ...checkCredential({ certificate, now: nowMs }),
    // An authority may be missing here and known to the DCC.
    ...chain.map((problem) => ({ ...problem, severity: 'warning' as const })),
  ];
}

function certificateView(
  certificate: SmkiCertificate | undefined,
  authorities: readonly SmkiCertificate[],
  nowMs: number,
) {
  const { role } = certificate ?? {};
  return {
    purpose: (certificate && purposeOf(certificate)) ?? null,
    eui64: certificate?.eui64 ?? null,
    role: role === undefined ? null : { number: role.number, name: role.name },
    subject: certificate?.subject ?? null,
    issuerName: certificate?.issuerName ?? null,
    serialNumber: certificate?.serialNumber ?? null,
    notBefore: certificate?.notBefore ?? null,
    notAfter: certificate?.notAfter ?? null,
    fingerprint: certificate?.fingerprint ?? null,
    problems: certificate === undefined ? [] : problemsOf(certificate, authorities, nowMs),
  };
}

function view(kept: KeptCredential, authorities: readonly SmkiCertificate[], nowMs: number): CredentialView {
  const hasPrivateKey = kept.encryptedPrivateKey !== undefined;
  const publicKey = kept.publicKeyPem === undefined ? kept.certificate?.publicKey : createPublicKey(kept.publicKeyPem);
  return {
    name: kept.name,
    origin: 'own',
    standing: !hasPrivateKey ? 'certificate only' : kept.certificate === undefined ? 'awaiting certificate' : 'ready',
    hasPrivateKey,
    publicKeyFingerprint: publicKey === undefined ? null : spkiFingerprint(publicKey),
    ...certificateView(kept.certificate, authorities, nowMs),
  };
}

const testView = ({ name, certificate }: { name: string; certificate: SmkiCertificate }, nowMs: number) => ({
  name,
  origin: 'zaz1' as const,
  standing: 'ready' as const,
  hasPrivateKey: true,
  publicKeyFingerprint: spkiFingerprint(certificate.publicKey),
  ...certificateView(certificate, [], nowMs),
});

/** The passphrase that protects a private key from now on. @throws WorkbenchError where there is none */
async function needPassphrase(host: HostServices, given: string | undefined, name: string): Promise<string> {
  const passphrase = given ?? (await host.askPassphrase(`New passphrase to keep the private key of ${name} under`));
  if (passphrase !== undefined && passphrase !== '') return passphrase;
  throw new WorkbenchError(
    'wrong-password',
    'Private keys are kept encrypted only: give a passphrase (set UEPT_PASSPHRASE, or run in a terminal)',
  );
}

function refuseTaken(host: HostServices, name: string): void {
  if (host.keystore.find(name) === undefined) return;
  throw new WorkbenchError(
    'conflict',
    `There is a credential "${name}" already; choose another name, or remove or replace that one`,
  );
}

/** The credential that a certificate without a key completes: one that awaits it, for the same public key. */
function awaiting(host: HostServices, name: string, certificate: SmkiCertificate): KeptCredential | undefined {
  const kept = host.keystore.find(name);
  if (kept?.publicKeyPem === undefined || kept.certificate !== undefined) return undefined;
  if (createPublicKey(kept.publicKeyPem).equals(certificate.publicKey)) return kept;
  throw new WorkbenchError(
    'invalid-document',
    `The certificate (serial number ${certificate.serialNumber}) is for another key than that of "${name}"; import the one that was issued for its request`,
  );
}

/** A key that can no longer sign is not taken in; a certificate alone is, to verify what was signed in its time. */
function refuseExpired(certificate: SmkiCertificate, nowMs: number): void {
  const problem = checkCredential({ certificate, now: nowMs }).find(({ severity }) => severity === 'error');
  if (problem === undefined) return;
  throw new WorkbenchError('credential-unavailable', `${problem.message} Import the current certificate of this key.`);
}

/** Credentials of the User. Private keys go in encrypted and never come out. */
export function credentialHandlers(host: HostServices): Pick<Handlers, Operations> {
  const now = (): number => Date.now();
  const show = (kept: KeptCredential): CredentialView => view(kept, authoritiesIn(host.keystore.list()), now());
  return {
    'credential.list': ({ includeTestCredentials }) => [
      ...host.keystore.list().map(show),
      ...(includeTestCredentials ? host.listTestCredentials().map((one) => testView(one, now())) : []),
    ],
    'credential.import': async ({ name, files, filePassphrase, passphrase, replace }) => {
      const sources = files.map((file) => new Uint8Array(Buffer.from(file, 'base64')));
      const { certificate, privateKey, others } = importCredential(sources, filePassphrase);
      const pending = privateKey === undefined ? awaiting(host, name, certificate) : undefined;
      if (pending === undefined && !replace) refuseTaken(host, name);
      if (privateKey !== undefined || pending !== undefined) refuseExpired(certificate, now());
      const kept: KeptCredential = {
        name,
        createdAt: pending?.createdAt ?? new Date(now()).toISOString(),
        certificate,
        others,
        requestPem: pending?.requestPem,
        publicKeyPem: privateKey === undefined ? pending?.publicKeyPem : spkiPem(privateKey),
        encryptedPrivateKey:
          privateKey === undefined
            ? pending?.encryptedPrivateKey
            : encryptPrivateKey(privateKey, await needPassphrase(host, passphrase, name)),
      };
      host.keystore.save(kept);
      return show(kept);
    },
    'credential.generate': async ({ name, passphrase, commonName, ...wanted }) => {
      refuseTaken(host, name);
      const { privateKey, requestPem } = await generateCertificateRequest({
        ...wanted,
        ...(commonName !== undefined && { commonName }),
      });
      const kept: KeptCredential = {
        name,
        createdAt: new Date(now()).toISOString(),
        certificate: undefined,
        others: [],
        requestPem,
        publicKeyPem: spkiPem(privateKey),
        encryptedPrivateKey: encryptPrivateKey(privateKey, await needPassphrase(host, passphrase, name)),
      };
      host.keystore.save(kept);
      return { credential: show(kept), requestPem };
    },
    'credential.remove': ({ name }) => {
      if (!host.keystore.remove(name)) throw new WorkbenchError('not-found', `There is no credential "${name}"`);
      return {};
    },
  };
}
