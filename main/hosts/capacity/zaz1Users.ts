import type { TargetUser } from '../../capacity/loadTarget.ts';
import { listZaz1Organisations } from '../../dccMaterial/zaz1.ts';
import type { Fleet } from '../../emulator/fleet.ts';

/** The organisations of a fleet that DCC Boxed's test PKI has keys for: what an emulator with `--credentials zaz1` knows. */
export function zaz1Users({ organisations }: Fleet): TargetUser[] {
  const published = new Map(listZaz1Organisations().map((one) => [one.eui64, one]));
  return organisations.flatMap(({ eui64, roles }): TargetUser[] => {
    const { xmlSigning, digitalSignature, keyAgreement } = published.get(eui64) ?? {};
    if (!xmlSigning) return [];
    const scalar = digitalSignature?.privateKey.export({ format: 'jwk' }).d;
    return [
      {
        eui64,
        roles,
        keyAgreementCertificate: keyAgreement && Buffer.from(keyAgreement.certificate.der).toString('base64'),
        keys: {
          eui64,
          issuerName: xmlSigning.certificate.issuerName,
          serialNumber: xmlSigning.certificate.serialNumber,
          xmlSigning: xmlSigning.privateKeyPem,
          digitalSignature: scalar === undefined ? undefined : Buffer.from(scalar, 'base64url'),
        },
      },
    ];
  });
}
