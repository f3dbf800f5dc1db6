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

describe('the form of a request', () => {
  const certificate = async (usage: string) =>
    (await workbench['certificate.list']({ usage })).find(({ holder }) => holder === 'Example Supplier');
  const readProfile = () =>
    workbench['request.build']({
      serviceReferenceVariant: '4.8.1',
      recent: true,
      originator: supplier,
      target: device,
    });

  it('offers the certificates of those who are there, and of the device, each with whose it is and for what', async () => {
    expect(await certificate('keyAgreement')).toEqual({
      eui64: supplier,
      holder: 'Example Supplier',
      role: 'supplier',
      usage: ['keyAgreement'],
      notBefore: expect.stringMatching(/Z$/),
      notAfter: expect.stringMatching(/Z$/),
      base64: expect.stringMatching(/^MII/),
    });
    const ofDevice = (await workbench['certificate.list']({ device })).filter(({ eui64 }) => eui64 === device);
    expect(ofDevice.map(({ holder, role, usage }) => [holder, role, usage])).toEqual([
      [null, null, ['digitalSignature']],
      [null, null, ['keyAgreement']],
    ]);
  });

  it('says whose certificate stands in it, and what else is not one', async () => {
    const held = (await certificate('keyAgreement'))?.base64 ?? '';
    const path = 'KAPublicSecurityCredentials';
    const heldIn = async (text: string) => {
      const { xml } = await workbench['request.edit']({
        xml: (await readProfile()).xml,
        change: { path, value: text },
      });
      const { fields } = await workbench['request.form']({ xml });
      return fields.find(({ name }) => name === path)?.value?.certificate;
    };
    expect(await heldIn(held)).toMatchObject({ usage: 'keyAgreement', facts: { eui64: supplier, role: 'supplier' } });
    expect(await heldIn('bm9uZQ==')).toEqual({ usage: 'keyAgreement', facts: null });
  });

  it('takes a moment relative to the target’s clock, as a date where it is one, and anything else as it is', async () => {
    const edited = async (serviceReferenceVariant: string, path: string, value: string) => {
      const { xml } = await workbench['request.build']({ serviceReferenceVariant, recent: true });
      const { xml: changed } = await workbench['request.edit']({ xml, change: { path, value } });
      const name = path.split('.').at(-1);
      return new RegExp(`<sr:${name}>([^<]*)<`).exec(changed)?.[1];
    };
    const yesterday = new Date(Date.parse((await workbench['emulator.get']({})).clock.at) - 86_400_000);
    const day = yesterday.toISOString().slice(0, 10);
    const start = 'ReadLogPeriod.StartDateTime';
    expect(await edited('4.8.1', start, 'yesterday 00:00')).toBe(`${day}T00:00:00.00Z`);
    expect(await edited('4.8.1', start, 'yesterdy')).toBe('yesterdy');
    expect(await edited('5.1', 'ScheduleStartDate', 'yesterday')).toBe(`${day}Z`);
    expect(await edited('5.1', 'ScheduleFrequency', 'today')).toBe('today');
  });
});

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
