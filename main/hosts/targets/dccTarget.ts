import { WorkbenchError } from '../../../shared/errors.ts';
import type { DccProfile } from '../../../shared/target.ts';
import { findZaz1Organisation } from '../../dccMaterial/zaz1.ts';
import { parseCertificate, type SmkiCertificate } from '../../smki/certificate.ts';
import { openDccClient } from '../../transport/dccClient.ts';
import { findCertificates } from '../../transport/smkiRepository.ts';
import { findCredential, listKnownCertificates } from '../credentials.ts';
import type { OpenTarget, TargetChoice } from './openTarget.ts';
import { type PartyCredential, partyKeys } from './partyKeys.ts';
import { readTls } from './tlsFiles.ts';

type Purpose = 'xmlSigning' | 'digitalSignature' | 'keyAgreement';

const zaz1Prefix = 'zaz1:';

/**
 * A credential of a profile, by name and purpose.
 * @throws WorkbenchError `credential-unavailable`, `wrong-password`
 */
export async function openCredential(
  name: string,
  purpose: Purpose,
  { keystore, askPassphrase }: Pick<TargetChoice, 'keystore' | 'askPassphrase'>,
): Promise<PartyCredential> {
  if (name.startsWith(zaz1Prefix)) {
    const found = findZaz1Organisation(name.slice(zaz1Prefix.length))[purpose];
    if (found) return found;
    throw new WorkbenchError('credential-unavailable', `${name} has no credential for ${purpose}`);
  }
  const { signer, certificate } = await findCredential(
    keystore,
    name,
    () => askPassphrase(`Passphrase of ${name}`),
    purpose,
  );
  return { certificate, privateKey: signer.privateKey };
}

/** DCC Boxed or UIT, on behalf of the party whose credentials the profile names. */
export async function openDccTarget(profile: DccProfile, choice: TargetChoice): Promise<OpenTarget> {
  const { campaign } = choice;
  const open = (name: string | undefined, purpose: Purpose): Promise<PartyCredential> | undefined =>
    name === undefined ? undefined : openCredential(name, purpose, choice);
  const signing = await openCredential(profile.credentials.xmlSigning, 'xmlSigning', choice);
  const own = {
    digitalSignature: await open(profile.credentials.digitalSignature, 'digitalSignature'),
    keyAgreement: await open(profile.credentials.keyAgreement, 'keyAgreement'),
  };
  const { eui64, issuerName, serialNumber } = signing.certificate;
  if (eui64 === undefined)
    throw new WorkbenchError(
      'credential-unavailable',
      `The certificate of "${profile.credentials.xmlSigning}" names no EUI-64`,
    );
  const tls = profile.tls && (await readTls(profile.tls, choice.askPassphrase));
  const devices = [...new Set(Object.values(campaign.devices).map(({ deviceId }) => deviceId))];
  const holders = { devices, organisations: profile.smets1ServiceProviders };
  const published = profile.smki === undefined ? [] : await findCertificates(profile.smki, holders);
  const certificates: SmkiCertificate[] = [
    ...(await listKnownCertificates(choice.keystore)),
    ...published.map((der) => parseCertificate(der)),
  ];
  const client = openDccClient({ baseUrl: profile.url, tls, ...(profile.paths && { paths: profile.paths }) });
  return {
    target: {
      name: profile.name,
      title: profile.title,
      kind: profile.kind,
      baseUrl: profile.url,
      send: client.send,
      clock: { now: () => Date.now(), speed: 1 },
      emulator: undefined,
      user: {
        deviceId: eui64,
        role: campaign.userRole,
        signing: { privateKey: signing.privateKey, issuerName, serialNumber },
        keyAgreementCertificate: own.keyAgreement && Buffer.from(own.keyAgreement.certificate.der).toString('base64'),
        digitalSignatureCertificate:
          own.digitalSignature && Buffer.from(own.digitalSignature.certificate.der).toString('base64'),
        gbcsKeys: partyKeys(own, certificates, profile.accessControlBroker),
      },
      accessControlBroker: profile.accessControlBroker,
      rolesKnownToDevices: profile.rolesKnownToDevices,
      resolveCertificate: (serial, issuer) =>
        certificates.find((one) => one.serialNumber === serial && one.issuerName === issuer) ??
        // DCC Boxed writes an issuer's name in more than one way; a serial number of its PKI is unique.
        certificates.find((one) => one.serialNumber === serial),
      certificatesOf: (eui) => certificates.filter((one) => one.eui64 === eui),
    },
    devices: [],
    organisations: [{ eui64, name: campaign.party, roles: [campaign.userRole] }],
    receiveResponse: profile.receiveResponse,
    duisVersion: profile.duisVersion,
    // DCC delivers to the address that the Party has registered with it.
    setRespondTo: async () => {},
    close: () => client.close(),
  };
}
