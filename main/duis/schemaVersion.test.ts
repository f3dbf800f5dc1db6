import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import { readSchemaFiles } from '../dccMaterial/schemaFiles.ts';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { compileRequestModel } from './model.ts';
import { diffSchemas } from './schemaDiff.ts';
import { detectSchemaVersion, importDuisSchema } from './schemaVersion.ts';

const published = fileURLToPath(new URL('../../../shared/schemas/5.4/', import.meta.url));
const absent = existsSync(published) ? '' : ' (skipped: ../shared is absent)';

async function zipOf(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(Buffer.from(bytes), `DUIS release/${name}`);
  zip.end();
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'release.zip');
  writeFileSync(path, await buffer(zip.outputStream));
  return path;
}

describe('importDuisSchema', () => {
  it('takes the bundled files, also out of a zip with a folder', async () => {
    const files = await readBundledSchemaFiles();
    expect(importDuisSchema(files).version).toBe('5.1');
    const imported = importDuisSchema(await readSchemaFiles(await zipOf(files)));
    expect([imported.version, [...imported.files.keys()].sort()]).toEqual(['5.1', [...files.keys()].sort()]);
  });

  it('refuses files without a DUIS schema, without a version, and a path that is neither folder nor zip', async () => {
    expect(() => importDuisSchema(new Map())).toThrow('There is no DUIS schema among these files');
    expect(() => detectSchemaVersion(new Map([['DUIS.xsd', new Uint8Array()]]))).toThrow(
      'does not say which DUIS version',
    );
    await expect(readSchemaFiles(fileURLToPath(import.meta.url))).rejects.toThrow('is not a folder or zip');
  });

  it.skipIf(absent !== '')(
    `takes a folder as DCC publishes it, and tells what changed since 5.1${absent}`,
    async () => {
      const newer = importDuisSchema(await readSchemaFiles(published));
      expect(newer.version).toBe('5.4');
      const before = compileRequestModel(await readBundledSchemaFiles(), '5.1');
      const after = compileRequestModel(newer.files, '5.4');
      const differences = diffSchemas(before, after);
      expect(diffSchemas(before, before)).toEqual([]);
      const schedule = differences.find(({ serviceReferenceVariant }) => serviceReferenceVariant === '5.1');
      expect(schedule?.changes).toContainEqual({
        path: 'CreateSchedule/DSPReadInstantaneousExportRegisters',
        change: 'added',
        message: 'DSPReadInstantaneousExportRegisters is new',
      });
    },
  );
});
