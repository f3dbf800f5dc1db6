import { createPrivateKey } from 'node:crypto';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { TlsFiles } from '../../../shared/target.ts';
import { readText } from '../readText.ts';

/** The same files, read; `passphrase` where the key is encrypted. */
export interface TlsMaterial {
  cert: string;
  key: string;
  passphrase?: string;
  ca?: string;
  servername?: string;
}

function opens(key: string, passphrase: string): boolean {
  try {
    createPrivateKey({ key, passphrase });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads the files of mutual TLS.
 * @throws WorkbenchError `unreadable-file`; `wrong-password` where the key does not open
 */
export async function readTls(
  files: TlsFiles,
  askPassphrase: (question: string) => Promise<string | undefined>,
): Promise<TlsMaterial> {
  const key = readText(files.key);
  const material = {
    cert: readText(files.certificate),
    key,
    ...(files.ca === undefined ? {} : { ca: readText(files.ca) }),
    ...(files.serverName === undefined ? {} : { servername: files.serverName }),
  };
  if (!key.includes('ENCRYPTED')) return material;
  const passphrase = await askPassphrase(`Passphrase of ${files.key}`);
  if (passphrase !== undefined && opens(key, passphrase)) return { ...material, passphrase };
  throw new WorkbenchError(
    'wrong-password',
    passphrase === undefined
      ? `${files.key} is protected by a passphrase: set UEPT_PASSPHRASE, or run in a terminal`
      : `The passphrase does not open ${files.key}`,
  );
}
