import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial, SchemaVersion } from '../application/ports.ts';
import { readYaml } from '../application/readYaml.ts';
import { keepSchema, listKeptVersions, readKeptSchema } from '../dccMaterial/keptSchemas.ts';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { listTemplates } from '../dccMaterial/templates.ts';
import { mergeCatalogue, type ServiceReferenceVariant, serviceReferenceVariants } from '../duis/catalogue.ts';
import { compileRequestModel, type RequestModel } from '../duis/model.ts';
import { compileDuisSchema, type DuisSchema } from '../duis/schema.ts';
import { compareVersions, importDuisSchema } from '../duis/schemaVersion.ts';
import { chooseTemplate } from '../duis/template.ts';
import { compileMmcModel, type MmcModel } from '../mmc/mmcModel.ts';
import { readText } from './readText.ts';

/** A DUIS version at hand; compiled at first use, which takes about 100 ms, and then kept. */
interface ShelvedSchema extends SchemaVersion {
  schema(): DuisSchema;
  model(): RequestModel;
  mmcModel(): MmcModel;
}

function shelve(
  version: string,
  origin: SchemaVersion['origin'],
  files: ReadonlyMap<string, Uint8Array>,
): ShelvedSchema {
  let schema: DuisSchema | undefined;
  let model: RequestModel | undefined;
  let mmcModel: MmcModel | undefined;
  return {
    version,
    origin,
    files: [...files.keys()],
    schema: () => (schema ??= compileDuisSchema(files, version)),
    model: () => (model ??= compileRequestModel(files, version)),
    mmcModel: () => (mmcModel ??= compileMmcModel(files, version)),
  };
}

const schemasIn = (folder: string): string => join(folder, 'schemas');

let bundled: Promise<ShelvedSchema> | undefined;
const bundledSchema = (): Promise<ShelvedSchema> =>
  (bundled ??= readBundledSchemaFiles().then((files) => shelve(bundledSchemaVersion, 'bundled', files)));

type Shelf = Map<string, ShelvedSchema>;
const shelves = new Map<string, Promise<Shelf>>();

/** The DUIS versions at hand: the bundled one, and those that the user keeps in their own folders. */
function openShelf(folders: readonly string[]): Promise<Shelf> {
  const key = folders.join('\n');
  const open = async (): Promise<Shelf> => {
    const first = await bundledSchema();
    const shelf: Shelf = new Map([[first.version, first]]);
    for (const folder of folders.map(schemasIn).reverse()) {
      for (const version of listKeptVersions(folder)) {
        shelf.set(version, shelve(version, 'own', readKeptSchema(folder, version)));
      }
    }
    return shelf;
  };
  const opened = shelves.get(key) ?? open();
  shelves.set(key, opened);
  return opened;
}

const inOrder = (shelf: Shelf): ShelvedSchema[] =>
  [...shelf.values()].sort((a, b) => compareVersions(a.version, b.version));

/** The DUIS schemas at hand, compiled, by version, the newest last. */
export async function loadSchemas(folders: readonly string[]): Promise<ReadonlyMap<string, DuisSchema>> {
  return new Map(inOrder(await openShelf(folders)).map((one) => [one.version, one.schema()]));
}

const ownCatalogueNames = ['catalogue.yaml', 'catalogue.yml', 'catalogue.json'];

function findOwnCatalogue(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    try {
      const present = new Set(readdirSync(folder));
      const name = ownCatalogueNames.find((one) => present.has(one));
      if (name !== undefined) return join(folder, name);
    } catch {
      // A folder that is not there holds no catalogue.
    }
  }
  return undefined;
}

/**
 * The catalogue with the user's own file merged over it.
 *
 * @param file the user's own; one named catalogue.yaml or .json in a folder where none is given
 * @throws WorkbenchError naming the file, row and field
 */
export function readCatalogue(folders: readonly string[], file?: string): readonly ServiceReferenceVariant[] {
  const own = file ?? findOwnCatalogue(folders);
  if (own === undefined) return serviceReferenceVariants;
  // JSON is YAML.
  const rows = readYaml(readText(own), z.unknown(), own);
  try {
    return mergeCatalogue(serviceReferenceVariants, rows);
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new WorkbenchError(cause.code, `${own}: ${cause.message}`, { cause });
  }
}

const toVersion = ({ version, origin, files }: SchemaVersion): SchemaVersion => ({ version, origin, files });

/**
 * DCC's templates and schemas out of the installed packages, with the schemas and the catalogue of the user's own
 * folders.
 * @param folders where to look, and, in the first, where to keep what is imported
 * @param catalogue the user's own catalogue file; one named catalogue.yaml or .json in a folder where none is given
 */
export async function loadMaterial(
  folders: readonly [first: string, ...others: string[]],
  catalogue?: string,
): Promise<DuisMaterial> {
  const shelf = await openShelf(folders);
  const pick = (version: string): ShelvedSchema => {
    const ordered = inOrder(shelf);
    const isNumbered = /^\d+(\.\d+)*$/.test(version);
    const later = isNumbered ? ordered.find((one) => compareVersions(one.version, version) >= 0) : undefined;
    const found = shelf.get(version) ?? later ?? ordered.at(-1);
    if (!found) throw new WorkbenchError('schema-unavailable', 'No DUIS schema is at hand; import one');
    return found;
  };
  return {
    schemaVersions: () => inOrder(shelf).map(toVersion),
    schema: (version) => pick(version).schema(),
    model: (version) => pick(version).model(),
    mmcModel: (version) => pick(version).mmcModel(),
    importSchema(published) {
      const imported = importDuisSchema(published);
      keepSchema(schemasIn(folders[0]), imported);
      const kept = shelve(imported.version, 'own', imported.files);
      const replaced = shelf.has(imported.version);
      shelf.set(imported.version, kept);
      return { imported: toVersion(kept), replaced };
    },
    catalogue: readCatalogue(folders, catalogue),
    template(serviceReferenceVariant, name) {
      const isKnown = listTemplates().some((one) => one.serviceReferenceVariant === serviceReferenceVariant);
      if (!isKnown && name === undefined) return undefined;
      return chooseTemplate(listTemplates(), serviceReferenceVariant, name === undefined ? {} : { name });
    },
    templates: (serviceReferenceVariant) =>
      listTemplates()
        .filter((template) => template.serviceReferenceVariant === serviceReferenceVariant)
        .map(({ name }) => ({ name, title: name.replace(/_REQUEST_DUIS$/, '').replaceAll('_', ' ') })),
  };
}
