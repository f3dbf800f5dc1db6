import { WorkbenchError } from '../../../shared/errors.ts';
import type { EmulatorProfile } from '../../../shared/target.ts';
import { parseCertificate } from '../../smki/certificate.ts';
import { importCredential } from '../../smki/importCredential.ts';
import { openDccClient } from '../../transport/dccClient.ts';
import { type EmulatorControlClient, openEmulatorControl } from '../../transport/emulatorControl.ts';
import type { OpenTarget } from './openTarget.ts';
import { type PartyCredential, partyKeys } from './partyKeys.ts';

function toCredential(published: { certificate: string; privateKey: string } | undefined): PartyCredential | undefined {
  if (published === undefined) return undefined;
  const { certificate, privateKey } = importCredential([published.certificate, published.privateKey], undefined);
  return privateKey && { certificate, privateKey };
}

/** An emulator that runs in a process of its own: the workbench acts as its first organisation that holds the role. */
export async function openEmulatorElsewhere(profile: EmulatorProfile, role: string): Promise<OpenTarget> {
  const control = await openEmulatorControl(profile.url);
  try {
    return await joinEmulator(profile, role, control);
  } catch (error) {
    await control.close();
    throw error;
  }
}

async function joinEmulator(
  profile: EmulatorProfile,
  role: string,
  control: EmulatorControlClient,
): Promise<OpenTarget> {
  const { identity } = control;
  const user = identity.organisations.find(({ roles }) => roles.includes(role));
  if (!user)
    throw new WorkbenchError(
      'invalid-document',
      `No organisation of the fleet "${identity.fleet}" at ${profile.url} holds the role ${role}`,
    );
  const published = await control.credentialsOf(user.eui64);
  const signing = toCredential(published.xmlSigning);
  if (!signing) throw new WorkbenchError('credential-unavailable', `${user.name} has no XML signing credential there`);
  const digitalSignature = toCredential(published.digitalSignature);
  const keyAgreement = toCredential(published.keyAgreement);
  const certificates = identity.certificates.map((der) => parseCertificate(Buffer.from(der, 'base64')));
  const bySerial = new Map(certificates.map((one) => [one.serialNumber, one]));
  const client = openDccClient({ baseUrl: profile.url });
  const { issuerName, serialNumber } = signing.certificate;
  return {
    target: {
      name: profile.name,
      title: profile.title,
      kind: 'emulator',
      baseUrl: profile.url,
      send: client.send,
      clock: control,
      emulator: control,
      user: {
        deviceId: user.eui64,
        role,
        signing: { privateKey: signing.privateKey, issuerName, serialNumber },
        keyAgreementCertificate: keyAgreement && Buffer.from(keyAgreement.certificate.der).toString('base64'),
        digitalSignatureCertificate:
          digitalSignature && Buffer.from(digitalSignature.certificate.der).toString('base64'),
        gbcsKeys: partyKeys({ digitalSignature, keyAgreement }, certificates, identity.accessControlBroker),
      },
      accessControlBroker: identity.accessControlBroker,
      rolesKnownToDevices: ['IS', 'GS', 'ED', 'GT'],
      resolveCertificate: (serial, issuer) => {
        const found = bySerial.get(serial);
        return found?.issuerName === issuer ? found : undefined;
      },
      certificatesOf: (eui64) => certificates.filter((one) => one.eui64 === eui64),
    },
    devices: identity.devices,
    organisations: identity.organisations,
    receiveResponse: profile.receiveResponse,
    setRespondTo: (url) => control.setRespondTo(user.eui64, profile.receiveResponse.publicUrl ?? url),
    async close() {
      await Promise.all([client.close(), control.close()]);
    },
  };
}
