/** Cuts a message in the middle of its text, as a broken connection would. */
export const truncate = (xml: string): string => xml.slice(0, Math.floor(xml.length / 2));

/** Changes the signature's value in one place: it stays base64 of the right length and fits nothing. */
export const spoilSignature = (xml: string): string =>
  xml.replace(/(<ds:SignatureValue>)(.)/, (_, tag: string, first: string) => `${tag}${first === 'A' ? 'B' : 'A'}`);

/** Names a certificate that nobody has. */
export const nameUnknownSerial = (xml: string): string =>
  xml.replace(/(<ds:X509SerialNumber>)\d+/, (_, tag: string) => `${tag}1234567890`);

/** Says another DUIS version; done before signing, so that the signature is good. */
export const sayVersion = (xml: string, version: string): string =>
  xml.replace(/schemaVersion="[^"]*"/, () => `schemaVersion="${version}"`);

/** Changes the last octet of a Pre-Command, the end of what the device is told: the message stays well formed. */
export function alterPreCommand(preCommand: Uint8Array): Uint8Array {
  const altered = Uint8Array.from(preCommand);
  const last = altered.length - 1;
  altered[last] = (altered[last] ?? 0) ^ 1;
  return altered;
}
