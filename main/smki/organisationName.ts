import { eui64ToHex } from '../duis/eui64.ts';
import * as x509 from './x509.ts';

const roleText = (role: number): string => role.toString(16).toUpperCase().padStart(2, '0');

/** OU (role in hex), CN where given, x500UniqueIdentifier where given: the order DCC's certificates have. */
export function organisationName(role: number, commonName?: string, eui64?: string): x509.Name {
  return new x509.Name([
    { OU: [{ utf8String: roleText(role) }] },
    ...(commonName === undefined ? [] : [{ CN: [{ utf8String: commonName }] }]),
    // A BIT STRING of eight octets (X.520 uniqueIdentifier), given as DER.
    ...(eui64 === undefined ? [] : [{ '2.5.4.45': [`#030900${eui64ToHex(eui64)}`] }]),
  ]);
}
