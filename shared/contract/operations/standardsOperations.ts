import { z } from 'zod';
import { CatalogueEntry, CodeEntry } from '../shapes/catalogue.ts';
import { SchemaDifference, SchemaVersionView } from '../shapes/requests.ts';
import { nothing, operation } from './operation.ts';

/** What the standards say: services, codes, checks, templates, schemas. */
export const standardsOperations = {
  'catalogue.list': operation(z.strictObject({ role: z.string().optional() }), z.array(CatalogueEntry)),
  /** Every code with its meaning, or those of one name. */
  'code.list': operation(z.strictObject({ code: z.string().optional() }), z.array(CodeEntry)),
  /** The checks that sequences can name in `findings`, and what each rests on. */
  'check.list': operation(
    nothing,
    z.array(z.object({ id: z.string(), title: z.string(), rests: z.string(), provenance: z.string() })),
  ),
  'template.list': operation(
    z.strictObject({ serviceReferenceVariant: z.string() }),
    z.array(z.object({ name: z.string(), title: z.string() })),
  ),
  'schema.list': operation(nothing, z.array(SchemaVersionView)),
  /** Takes in a DUIS version as DCC publishes it: a folder or zip on the workbench's own disk, or its files (base64). */
  'schema.import': operation(
    z.union([
      z.strictObject({ path: z.string() }),
      z.strictObject({ files: z.array(z.strictObject({ name: z.string(), bytes: z.string() })).max(1000) }),
    ]),
    z.object({ imported: SchemaVersionView, replaced: z.boolean() }),
  ),
  'schema.diff': operation(z.strictObject({ before: z.string(), after: z.string() }), z.array(SchemaDifference)),
};
