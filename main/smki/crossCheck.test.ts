import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listTemplates, packageFolder } from '../dccMaterial/templates.ts';
import { findZaz1Organisation } from '../dccMaterial/zaz1.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { signXml } from './xmlSignature.ts';

const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

const { eui64, xmlSigning } = findZaz1Organisation('90-B3-D5-1F-30-01-00-00');
if (xmlSigning === undefined) throw new Error('ZAZ1 lacks the XML signing credential of its supplier');
const { certificate, privateKey } = xmlSigning;
const signer = { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };

/** A folder for the test that asks for it. */
function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Every so-many-th template signed and written to a file. */
function signSample(step: number): string[] {
  const folder = temporaryFolder('signed-');
  const sample = listTemplates().filter((_, index) => index % step === 0);
  return sample.map(({ name, xml }) => {
    const path = join(folder, `${name}.xml`);
    writeFileSync(path, signXml(buildServiceRequest({ template: xml, originator: eui64 }), signer));
    return path;
  });
}

describe('what we sign', () => {
  it.skipIf(!has('xmlsec1'))('is valid for xmlsec1 (skipped where it is absent)', () => {
    const key = join(temporaryFolder('key-'), 'public.pem');
    writeFileSync(key, certificate.publicKey.export({ type: 'spki', format: 'pem' }));
    const options = ['--verify', '--enabled-reference-uris', 'empty', '--pubkey-pem', key];
    const refused = signSample(15).filter((path) => spawnSync('xmlsec1', [...options, path]).status !== 0);
    expect(refused).toEqual([]);
  });

  it.skipIf(!has('java'))('is valid for the Java of DCC (skipped where Java is absent)', () => {
    const jar = join(packageFolder('@smartdcc/duis-sign-wrap'), 'dist', 'tool.jar');
    for (const path of signSample(150)) {
      const output = execFileSync('java', ['-cp', jar, 'uk.co.smartdcc.boxed.xmldsig.Validate', path], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(output).toContain('<sr:Request');
    }
  });
});
