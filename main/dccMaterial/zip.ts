import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Entry, type Options, open, type ZipFile } from 'yauzl';

/** Reads entries one after the other, so that only one is in memory at a time beside those wanted. */
function openZip(path: string, options: Options): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else buffer(Readable.from(stream)).then((content) => resolve(new Uint8Array(content)), reject);
    });
  });
}

/**
 * The wanted files of a zip or jar, by path. yauzl refuses paths that leave the folder and data longer than declared.
 * @throws Error where the file cannot be read, is no zip, or a wanted entry is larger than `maximumBytes`
 */
export async function readZipFiles(
  path: string,
  wanted: (name: string) => boolean,
  maximumBytes: number,
): Promise<Map<string, Uint8Array>> {
  const zip = await openZip(path, { lazyEntries: true });
  const files = new Map<string, Uint8Array>();
  await new Promise<void>((resolve, reject) => {
    const next = (entry: Entry): void => {
      const name = String(entry.fileName);
      if (!wanted(name)) zip.readEntry();
      else if (entry.uncompressedSize > maximumBytes) reject(new Error(`${name} is larger than ${maximumBytes} bytes`));
      else {
        readEntry(zip, entry).then((content) => {
          files.set(name, content);
          zip.readEntry();
        }, reject);
      }
    };
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', next);
    zip.readEntry();
  });
  return files;
}
