import * as x509 from './x509.ts';

const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
};

// 1.3.6.1.5.5.7.8.4, id-on-hardwareModuleName, and a hardware type; RFC 4108 section 5.
const hardwareModuleNameOid = Uint8Array.of(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x04);
const hardwareTypeOid = Uint8Array.of(0x2a, 0x86, 0x3a, 0x00, 0x01, 0x84, 0x8f, 0xb9, 0x0f, 0x01);

/** The critical subject alternative name of a Device Certificate: its EUI-64 as hwSerialNum. All lengths are below 128. */
export function hardwareModuleName(serial: Uint8Array): x509.Extension {
  const value = der(0x30, der(0x06, hardwareTypeOid), der(0x04, serial));
  const otherName = der(0xa0, der(0x06, hardwareModuleNameOid), der(0xa0, value));
  return new x509.Extension('2.5.29.17', true, new Uint8Array(der(0x30, otherName)));
}
