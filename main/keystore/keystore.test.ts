import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptCredential } from '../application/ports.ts';
import { encryptPrivateKey } from '../smki/certificateRequest.ts';
import { openKeystore } from './keystore.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
let folder = '';
let kept: KeptCredential;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'uept-keystore-'));
  kept = {
    name: 'mine',
    createdAt: '2026-01-01T00:00:00.000Z',
    certificate: undefined,
    others: [],
    requestPem: undefined,
    publicKeyPem: undefined,
    encryptedPrivateKey: encryptPrivateKey(privateKey, 'secret'),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the keystore', () => {
  it('keeps a private key encrypted, for its owner alone, and opens it by its passphrase', () => {
    const keystore = openKeystore([join(folder, 'one')]);
    keystore.save(kept);
    const [file, ...more] = readdirSync(join(folder, 'one', 'credentials'));
    const path = join(folder, 'one', 'credentials', file ?? '');
    expect([more, statSync(path).mode & 0o777]).toEqual([[], 0o600]);
    expect(readFileSync(path, 'utf8')).not.toContain('BEGIN PRIVATE KEY');
    expect(keystore.list()).toEqual([kept]);
    expect(keystore.openPrivateKey('mine', 'secret').equals(privateKey)).toBe(true);
    expect(() => keystore.openPrivateKey('mine', 'wrong')).toThrow(
      'The passphrase does not open the credential "mine"',
    );
  });

  it('refuses to write down a private key in the clear', () => {
    const clear = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const keystore = openKeystore([join(folder, 'clear')]);
    expect(() => keystore.save({ ...kept, encryptedPrivateKey: clear })).toThrow();
    expect(keystore.list()).toEqual([]);
  });

  it('reads the second folder too, and the first before it', () => {
    openKeystore([join(folder, 'second')]).save({ ...kept, createdAt: 'second' });
    const both = openKeystore([join(folder, 'first'), join(folder, 'second')]);
    expect(both.find('mine')?.createdAt).toBe('second');
    both.save({ ...kept, createdAt: 'first' });
    expect(both.list().map(({ createdAt }) => createdAt)).toEqual(['first']);
    expect([both.remove('mine'), both.find('mine')?.createdAt, both.remove('mine'), both.remove('mine')]).toEqual([
      true,
      'second',
      true,
      false,
    ]);
  });

  it('takes no name that leads out of its folder', () => {
    const keystore = openKeystore([folder]);
    for (const name of ['../x', 'a/b', '', '.hidden', 'zaz1:x']) {
      expect(() => keystore.find(name)).toThrow('cannot name a credential');
    }
  });

  it('names a damaged file', () => {
    const damaged = join(folder, 'damaged', 'credentials');
    mkdirSync(damaged, { recursive: true });
    writeFileSync(join(damaged, 'old.credential.json'), '{');
    expect(() => openKeystore([join(folder, 'damaged')]).list()).toThrow(/old\.credential\.json is damaged/);
  });
});
