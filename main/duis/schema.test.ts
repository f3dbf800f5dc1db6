import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from './schema.ts';

const folder = new URL('../../../shared/', import.meta.url);
const absent = existsSync(folder) ? '' : ' (skipped: ../shared is absent)';

function readFolder(url: URL): Map<string, Uint8Array> {
  return new Map(readdirSync(url).map((name) => [name, readFileSync(new URL(encodeURIComponent(name), url))]));
}

const header = (counter: string): string =>
  `<sr:Header><sr:RequestID>90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:${counter}</sr:RequestID><sr:CommandVariant>1</sr:CommandVariant><sr:ServiceReference>4.1</sr:ServiceReference><sr:ServiceReferenceVariant>4.1.1</sr:ServiceReferenceVariant></sr:Header>`;
const request = (head: string, body: string): string =>
  `<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.4">\n${head}\n  <sr:Body>${body}</sr:Body></sr:Request>`;

describe.skipIf(absent !== '')(`schema as DCC publishes it${absent}`, () => {
  let schema: DuisSchema;
  beforeAll(() => {
    schema = compileDuisSchema(readFolder(new URL('schemas/5.4/', folder)), '5.4');
  });

  it('compiles from files whose names hold spaces, and twice', () => {
    compileDuisSchema(schema.files, '5.4').dispose();
    expect(validateAgainstSchema(schema, request(header('1'), '<sr:ReadInstantaneousImportRegisters/>'))).toEqual([]);
  });

  it('gives each vector the verdict in its name', () => {
    const verdicts: Record<string, string> = {};
    const vectors = new URL('vectors/duis/', folder);
    for (const [name, bytes] of readFolder(vectors)) {
      if (name.endsWith('.pem') || name.includes('xxe')) continue;
      verdicts[name] = validateAgainstSchema(schema, bytes).length === 0 ? 'valid' : 'invalid';
    }
    expect(verdicts).toEqual({
      'ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS-invalid.XML': 'invalid',
      'ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS-signed.XML': 'valid',
      'acknowledgement-error.xml': 'valid',
      'readfw-response-badsignature.xml': 'valid',
      'readfw-response-invalid.xml': 'invalid',
      'readfw-response-no-serial.xml': 'valid',
      'readfw-response-no-signature.xml': 'valid',
      'readfw-response-nonexist-serial.xml': 'valid',
      'readfw-response.xml': 'valid',
    });
    const xxe = readFileSync(new URL('duis-xxe.xml', vectors));
    expect(() => validateAgainstSchema(schema, xxe)).toThrow('Line 2, column 1: a DOCTYPE is refused');
  });

  it('names rule, place and expected form of a wrong Request ID', () => {
    expect(validateAgainstSchema(schema, request(header('01'), '<sr:ReadInstantaneousImportRegisters/>'))).toEqual([
      {
        rule: 'xsd-pattern',
        severity: 'error',
        message:
          'RequestID is "90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:01", which does not have the form that the schema asks for (originator EUI-64:target EUI-64:counter).',
        line: 2,
        column: 12,
        xpath: '/sr:Request/sr:Header/sr:RequestID',
      },
    ]);
  });

  it('says what was expected in place of a strange element', () => {
    const findings = validateAgainstSchema(schema, request('', '<sr:ReadInstantaneousImportRegisters/>'));
    expect(findings.map(({ rule, message, line, column }) => ({ rule, message, line, column }))).toEqual([
      { rule: 'xsd-unexpected-element', message: 'Body is not expected here; expected Header.', line: 3, column: 3 },
    ]);
  });

  it('refuses a root in another namespace', () => {
    const [finding] = validateAgainstSchema(schema, '<Request/>');
    expect(finding).toMatchObject({ rule: 'xsd-root', line: 1, column: 1, xpath: '/Request' });
  });

  it('says which file is missing', () => {
    const files = new Map([...schema.files].filter(([name]) => !name.startsWith('MMC')));
    expect(() => compileDuisSchema(files, '5.4')).toThrow(/does not compile/);
    expect(() => compileDuisSchema(new Map(), '5.4')).toThrow('There is no DUIS schema among these files');
  });
});
