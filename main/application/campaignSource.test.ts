import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { dataFilesOf } from './campaignData.ts';
import {
  checkCampaignSource,
  copyOfCampaign,
  type NamedText,
  outlineCampaign,
  sequenceFilesOf,
} from './campaignSource.ts';

const campaigns = fileURLToPath(new URL('../../fixtures/campaigns/', import.meta.url));
const read = (name: string): NamedText => ({ name, text: readFileSync(campaigns + name, 'utf8') });
const known = (variant: string): boolean => findServiceReferenceVariant(variant) !== undefined;
const none = (): never => {
  throw new Error('there is no base');
};

const whole = (name: string): NamedText[] => {
  const files = [read(name), ...sequenceFilesOf(read(name).text).map(read)];
  return [...files, ...files.flatMap(dataFilesOf).map(read)];
};
const mdr = whole('mdr.yaml');
/** The campaign with one file changed. */
const withChange = (name: string, change: (text: string) => string): NamedText[] =>
  mdr.map((file) => (file.name === name ? { name, text: change(file.text) } : file));
const day = '../sequences/mdr/import-day.yaml';

describe('a campaign as its author sees it', () => {
  it('is outlined in the order in which it runs', () => {
    const outline = outlineCampaign(mdr);
    expect(outline).toHaveLength(21);
    expect(outline[0]).toMatchObject({ file: '../sequences/mdr/inventory.yaml', steps: [{ kind: 'send' }] });
    expect(outline.flatMap(({ steps }) => steps).map(({ kind }) => kind)).not.toContain('unknown');
  });

  it('has nothing wrong with it as it is bundled', () => {
    for (const own of [mdr, whole('gas-supplier.yaml'), whole('import-supplier.yaml')])
      expect(checkCampaignSource(own, known, none)).toEqual([]);
  });

  it.each([
    ['a field that does not exist', (text: string) => text.replace('device: esme-1', 'devise: esme-1'), /devise/],
    [
      'a device that the campaign does not have',
      (text: string) => text.replace('esme-1', 'esme-9'),
      /no device esme-9/,
    ],
    [
      'a service that does not exist',
      (text: string) => text.replace('"4.8.1"', '"4.99"').replace('send: 4.8.1', 'send: "4.99"'),
      /no Service Reference Variant 4\.99/,
    ],
    [
      'a check that does not exist',
      (text: string) => text.replace('mac-is-valid', 'mac-is-fine'),
      /no check mac-is-fine/,
    ],
    ['a bracket that is open', (text: string) => `${text}\nx: [`, /./],
  ])('is told of %s, with the file and the line', (_, change, message) => {
    const findings = checkCampaignSource(withChange(day, change), known, none);
    expect(findings.map(({ file }) => file)).toContain(day);
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.line).toBeGreaterThan(1);
  });

  it('is told of a file that is not there, at the line that names it', () => {
    const [finding] = checkCampaignSource(
      mdr.filter(({ name }) => !name.endsWith('dcc-alert.yaml')),
      known,
      none,
    );
    expect(finding).toMatchObject({ file: 'mdr.yaml', message: expect.stringContaining('dcc-alert.yaml') });
    expect(mdr[0]?.text.split('\n')[(finding?.line ?? 0) - 1]).toContain('dcc-alert.yaml');
  });

  it('is copied into a folder of its own, and means the same there', () => {
    const copy = copyOfCampaign(mdr, 'mine');
    expect(copy.map(({ name }) => name).slice(0, 2)).toEqual(['mine.yaml', 'mine/inventory.yaml']);
    expect(copy[0]?.text).toContain('# User Entry Process Testing for the Meter Data Retriever role');
    expect(checkCampaignSource(copy, known, none)).toEqual([]);
    expect(outlineCampaign(copy).map(({ id }) => id)).toEqual(outlineCampaign(mdr).map(({ id }) => id));
  });
});
