import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { listTemplates } from '../dccMaterial/templates.ts';
import { serviceReferenceVariants } from '../duis/catalogue.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const published = fileURLToPath(new URL('../../../shared/schemas/5.4', import.meta.url));
const absent = existsSync(published) ? '' : ' (skipped: ../shared/schemas is absent)';
const supplier = '90-B3-D5-1F-30-01-00-00';
const device = '00-DB-12-34-56-78-90-A1';

let folder = '';
let composition: Composition;
let workbench: Workbench;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'uept-requests-'));
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), report: (error) => console.error(error) });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

async function schemaErrors(schemaVersion: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const { serviceReferenceVariant } of serviceReferenceVariants) {
    const input = { serviceReferenceVariant, originator: supplier, target: device, counter: '5', schemaVersion };
    const { xml } = await workbench['request.build'](input);
    const { valid, findings } = await workbench['request.validate']({ xml, schemaVersion, xsdOnly: true });
    if (!valid || !xml.includes(`${supplier}:${device}:5<`) || !xml.includes(`schemaVersion="${schemaVersion}"`))
      wrong.push(`${serviceReferenceVariant}: ${findings[0]?.message}`);
  }
  return wrong;
}

describe('request.build', () => {
  it('builds each of the 129 services, valid by the XSD', async () => {
    expect(await schemaErrors('5.1')).toEqual([]);
  });

  it.skipIf(absent !== '')(`builds each of them for DUIS 5.4 too, once it is taken in${absent}`, async () => {
    const { imported } = await workbench['schema.import']({ path: published });
    expect(imported.version).toBe('5.4');
    expect(await schemaErrors('5.4')).toEqual([]);
  });

  it('makes an optional element where the XSD puts it', async () => {
    const { xml } = await workbench['request.build']({
      serviceReferenceVariant: '4.8.1',
      set: [{ path: 'ExecutionDateTime', value: '2030-01-01T00:00:00.00Z' }],
    });
    expect(xml).toContain('<sr:ExecutionDateTime>2030-01-01T00:00:00.00Z</sr:ExecutionDateTime>');
    expect(await workbench['request.validate']({ xml })).toMatchObject({ valid: true });
  });
});

describe('request.sign', () => {
  it('signs every template of DCC under a counter of its own, and the signature holds', async () => {
    const counters = new Set<string>();
    const credential = `zaz1:${supplier}`;
    const verdicts = new Set<string>();
    for (const { xml } of listTemplates().filter((_, index) => index % 9 === 0)) {
      const signed = await workbench['request.sign']({ xml, credential, preserveCounter: false });
      verdicts.add((await workbench['signature.verify']({ xml: signed.xml })).verdict);
      counters.add(/RequestID>([^<]*)</.exec(signed.xml)?.[1] ?? '');
    }
    expect([...verdicts]).toEqual(['valid']);
    expect(counters.size).toBe(33);
  });

  it('says where another organisation signs than the request comes from', async () => {
    const { xml } = await workbench['request.build']({ serviceReferenceVariant: '4.8.1', originator: device });
    const { remarks } = await workbench['request.sign']({ xml, credential: `zaz1:${supplier}` });
    expect(remarks).toEqual([`the request comes from ${device} and is signed by ${supplier}; the DCC refuses that`]);
  });
});
