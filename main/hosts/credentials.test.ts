import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { generateTestPki, type TestPki } from '../smki/testPki.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const passphrase = 'correct horse';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

let folder = '';
let composition: Composition;
let workbench: Workbench;
let pki: TestPki;

function hasOpenssl(): boolean {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uept-credentials-'));
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), report: (error) => console.error(error) });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
  pki = await generateTestPki({
    organisations: [],
    devices: [],
    dsp: supplier,
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2099-01-01'),
  });
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('credentials over the contract', () => {
  it('lets no private key out', async () => {
    const { certificatePem, privateKeyPem } = pki.dsp.xmlSigning;
    const files = [base64(privateKeyPem), base64(certificatePem)];
    const answers = [
      await workbench['credential.import']({ name: 'mine', files, passphrase }),
      await workbench['credential.generate']({
        name: 'fresh',
        purpose: 'keyAgreement',
        eui64: supplier,
        remotePartyRole: 2,
        passphrase,
      }),
      await workbench['credential.list']({ includeTestCredentials: true }),
    ];
    expect(JSON.stringify(answers)).not.toMatch(/PRIVATE KEY|passphrase/i);
    expect(await workbench['credential.list']({})).toMatchObject([
      { name: 'fresh', standing: 'awaiting certificate', fingerprint: null },
      { name: 'mine', standing: 'ready', problems: [] },
    ]);
  });

  it('follows the chain once authorities are kept', async () => {
    const { issuingAuthority, root } = pki;
    const problems = async () =>
      (await workbench['credential.list']({})).find(({ name }) => name === 'mine')?.problems.map(({ rule }) => rule);
    await workbench['credential.import']({ name: 'issuer', files: [base64(issuingAuthority.certificatePem)] });
    expect(await problems()).toEqual(['chain-issuer']);
    await workbench['credential.import']({ name: 'root', files: [base64(root.certificatePem)] });
    expect(await problems()).toEqual([]);
  });

  it.skipIf(!hasOpenssl())(
    'completes a generated key with its certificate (skipped where openssl is absent)',
    async () => {
      const wanted = {
        name: 'asked',
        purpose: 'xmlSigning',
        eui64: supplier,
        remotePartyRole: 135,
        passphrase,
      } as const;
      const { requestPem } = await workbench['credential.generate'](wanted);
      const at = (name: string): string => join(folder, name);
      writeFileSync(at('a.csr'), requestPem);
      writeFileSync(at('ca.key'), pki.issuingAuthority.privateKeyPem);
      writeFileSync(at('ca.pem'), pki.issuingAuthority.certificatePem);
      const issue = ['x509', '-req', '-in', at('a.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key')];
      execFileSync('openssl', [...issue, '-days', '400', '-copy_extensions', 'copyall', '-out', at('a.pem')], {
        stdio: 'ignore',
      });
      const files = [base64(readFileSync(at('a.pem'), 'utf8'))];
      expect(await workbench['credential.import']({ name: 'asked', files })).toMatchObject({
        standing: 'ready',
        eui64: supplier,
        role: { number: 135 },
      });
      const { xml } = await workbench['request.build']({ serviceReferenceVariant: '4.8.1' });
      const signed = await workbench['request.sign']({ xml, credential: 'asked', passphrase });
      expect(await workbench['signature.verify']({ xml: signed.xml })).toMatchObject({ verdict: 'valid' });
      await expect(workbench['request.sign']({ xml, credential: 'asked', passphrase: 'wrong' })).rejects.toMatchObject({
        code: 'wrong-password',
      });
    },
  );
});
