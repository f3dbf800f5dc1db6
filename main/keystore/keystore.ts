import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';
import type { KeptCredential, Keystore } from '../application/ports.ts';
import { parseCertificate } from '../smki/certificate.ts';
import { parsePrivateKey } from '../smki/privateKey.ts';

const format = 'uept-credential/1';
const ending = '.credential.json';

/** One file: everything in the clear but the private key, which is PKCS #8 under a passphrase. */
const CredentialFile = z.strictObject({
  format: z.literal(format),
  name: z.string(),
  createdAt: z.string(),
  certificate: z.string().optional(),
  others: z.array(z.string()),
  request: z.string().optional(),
  publicKey: z.string().optional(),
  privateKey: z.string().startsWith('-----BEGIN ENCRYPTED PRIVATE KEY-----').optional(),
});

const isName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);

/** It becomes a file name, and a colon marks credentials of other places. @throws WorkbenchError `invalid-argument` */
function requireName(name: string): void {
  if (isName(name)) return;
  throw new WorkbenchError(
    'invalid-argument',
    `"${name}" cannot name a credential: take up to 64 letters, digits, dots, hyphens and underscores`,
  );
}

function readCredential(file: string): KeptCredential | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WorkbenchError('unreadable-file', `${file} cannot be read; check who owns it`, { cause });
  }
  try {
    const stored = CredentialFile.parse(JSON.parse(text));
    return {
      name: stored.name,
      createdAt: stored.createdAt,
      certificate: stored.certificate === undefined ? undefined : parseCertificate(stored.certificate),
      others: stored.others.map((pem) => parseCertificate(pem)),
      requestPem: stored.request,
      publicKeyPem: stored.publicKey,
      encryptedPrivateKey: stored.privateKey,
    };
  } catch (cause) {
    throw new WorkbenchError('invalid-document', `${file} is damaged; move it away and import the credential again`, {
      cause,
    });
  }
}

/** Written beside, flushed, and moved into place; nobody but its owner may read it. */
function writeCredential(folder: string, credential: KeptCredential): void {
  const stored: z.input<typeof CredentialFile> = {
    format,
    name: credential.name,
    createdAt: credential.createdAt,
    certificate: credential.certificate?.pem,
    others: credential.others.map(({ pem }) => pem),
    request: credential.requestPem,
    publicKey: credential.publicKeyPem,
    privateKey: credential.encryptedPrivateKey,
  };
  const text = `${JSON.stringify(CredentialFile.parse(stored), null, 2)}\n`;
  const file = join(folder, credential.name + ending);
  const fresh = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const handle = openSync(fresh, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new WorkbenchError(
      'unwritable-file',
      `${file} cannot be written (${(cause as NodeJS.ErrnoException).code}); name another place with --workspace`,
      { cause },
    );
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .filter(isName);
  } catch {
    return [];
  }
}

/**
 * Credentials in the folders named `credentials` of the user's own folders: one file each, mode 0600, private keys encrypted under a passphrase (scrypt, AES-256) and in
 * no other form. All folders are read, the first before the others; new ones are kept in the first.
 */
export function openKeystore(ownFolders: readonly [first: string, ...others: string[]]): Keystore {
  const folders = ownFolders.map((folder) => join(folder, 'credentials'));
  const find = (name: string): KeptCredential | undefined => {
    requireName(name);
    for (const folder of folders) {
      const found = readCredential(join(folder, name + ending));
      if (found) return found;
    }
    return undefined;
  };
  return {
    find,
    list: () => [...new Set(folders.flatMap(namesIn))].sort().flatMap((name) => find(name) ?? []),
    save(credential) {
      requireName(credential.name);
      writeCredential(join(ownFolders[0], 'credentials'), credential);
    },
    openPrivateKey(name, passphrase) {
      const encrypted = find(name)?.encryptedPrivateKey;
      if (encrypted === undefined) {
        throw new WorkbenchError('credential-unavailable', `The credential "${name}" has no private key here`);
      }
      try {
        return parsePrivateKey(encrypted, passphrase);
      } catch (cause) {
        if (!(cause instanceof WorkbenchError) || cause.code !== 'wrong-password') throw cause;
        throw new WorkbenchError('wrong-password', `The passphrase does not open the credential "${name}"`, { cause });
      }
    },
    remove(name) {
      requireName(name);
      const holder = folders.find((folder) => existsSync(join(folder, name + ending)));
      if (holder === undefined) return false;
      rmSync(join(holder, name + ending));
      return true;
    },
  };
}
