import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Entry, type Options, open, type ZipFile } from 'yauzl';
import { WorkbenchError } from '../../shared/errors.ts';
import { packageFolder } from './templates.ts';

const openZip: (path: string, options: Options) => Promise<ZipFile> = promisify(open);

function openEntry(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

async function readEntries(zip: ZipFile, wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const name = String(entry.fileName);
      if (!wanted(name)) {
        zip.readEntry();
        return;
      }
      openEntry(zip, entry)
        .then(buffer)
        .then((content) => {
          files.set(name, new Uint8Array(content));
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
  return files;
}

/**
 * Files out of the jar of DCC's signing tool, by name. Its Java is not used.
 * @throws WorkbenchError `unreadable-file` where the package is missing or its jar cannot be read
 */
export async function readJarFiles(wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const file = join(packageFolder('@smartdcc/duis-sign-wrap'), 'dist', 'tool.jar');
  try {
    return await readEntries(await openZip(file, { lazyEntries: true }), wanted);
  } catch (cause) {
    throw new WorkbenchError(
      'unreadable-file',
      `The jar of @smartdcc/duis-sign-wrap cannot be read: run npm install.`,
      { cause },
    );
  }
}
