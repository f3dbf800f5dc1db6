import type { Handlers } from '../../shared/contract/contract.ts';
import { diffSchemas } from '../duis/schemaDiff.ts';
import type { HostServices } from './hostServices.ts';
import { requireSchemaVersion } from './prepareRequest.ts';

type Operations = 'schema.list' | 'schema.import' | 'schema.diff';

/** The DUIS versions at hand: list them, take in another, say what changed. */
export function schemaHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'schema.list': async () => (await host.material()).schemaVersions(),
    'schema.import': async (input) => {
      const published =
        'path' in input
          ? await host.readSchemaFiles(input.path)
          : new Map(input.files.map(({ name, bytes }) => [name, new Uint8Array(Buffer.from(bytes, 'base64'))]));
      return (await host.material()).importSchema(published);
    },
    'schema.diff': async ({ before, after }) => {
      const material = await host.material();
      for (const version of [before, after]) requireSchemaVersion(material, version);
      return diffSchemas(material.model(before), material.model(after));
    },
  };
}
