import { makeRemote } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { workbench } from '../../stores/workbench.ts';

export const preflight = makeRemote((name: string) => workbench['target.check']({ name }));
export const schemas = makeRemote(() => workbench['schema.list']({}));

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Takes in a DUIS version out of the files that DCC publishes. Returns what was imported, or undefined. */
export async function importSchema(files: readonly File[]): Promise<string | undefined> {
  try {
    const published = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: await toBase64(file) })));
    const { imported, replaced } = await workbench['schema.import']({ files: published });
    await schemas.load();
    return `DUIS ${imported.version} is ${replaced ? 'replaced' : 'at hand'}`;
  } catch (error) {
    tellFailure('The schema was not imported', error);
    return undefined;
  }
}
