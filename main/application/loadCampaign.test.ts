import { describe, expect, it } from 'vitest';
import { summariseCampaign } from './coverage.ts';
import { loadCampaign } from './loadCampaign.ts';
import { requirementSetCsv } from './requirementSet.ts';

const campaign = (steps: string, more = '') => `id: c
title: C
userRole: MDR
duisVersion: "5.1"
devices: { esme-1: { deviceId: 00-DB-12-34-56-78-90-A0 } }
requirements:
  - { id: R, title: R, group: G, provenance: ours }
${more}sequences:
  - id: s
    title: S
    requirements: [R]
    steps:
${steps}`;

const load = (text: string) => loadCampaign('c.yaml', { read: () => text, known: (variant) => variant === '4.8.1' });

const files = (contents: Readonly<Record<string, string>>, ownRequirements?: string) =>
  loadCampaign('/c/c.yaml', {
    read(file) {
      const text = contents[file];
      if (text === undefined) throw new Error(`no file ${file}`);
      return text;
    },
    known: (variant) => variant === '4.8.1',
    ...(ownRequirements === undefined ? {} : { ownRequirements: () => ownRequirements }),
  });

describe('a campaign file', () => {
  it('makes as many steps of one that is repeated, each with an id of its own', () => {
    const { sequences } = load(campaign('      - { id: read, send: "4.8.1", device: esme-1, repeat: 3 }'));
    expect(sequences[0]?.steps.map(({ id }) => id)).toEqual(['read', 'read-2', 'read-3']);
  });

  it('needs no sequence for a requirement that is not applicable, and needs one for any other', () => {
    const more = (reason: string) => `  - { id: R-2, title: R, group: G, provenance: ours${reason} }\n`;
    const step = '      - { id: read, send: "4.8.1", device: esme-1 }';
    expect(load(campaign(step, more(', notApplicable: no gas'))).requirements).toHaveLength(2);
    expect(() => load(campaign(step, more('')))).toThrow('no sequence proves the requirement R-2');
  });

  it.each([
    ['      - { id: a, send: "9.9" }', 'no Service Reference Variant 9.9'],
    ['      - { id: a, send: "4.8.1", device: esme-2 }', 'has no device esme-2'],
    [`      - { id: a, send: "4.8.1", device: esme-1, set: { X: "\${x}" } }`, `nothing before it captures \${x}`],
    ['      - { id: a, wait: { response: b, within: 3 s } }', 'refers to the step b'],
    ['      - { id: a, send: "4.8.1", repeat: 1 }', 'repeat'],
  ])('is refused before it runs: %s', (steps, message) => {
    expect(() => load(campaign(steps))).toThrow(message);
  });
});

const withRows = (rows: string, step = `{ id: read, send: "4.8.1", device: "\${row.meter}" }`): string =>
  campaign(`      - ${step}`).replace('    requirements: [R]\n', `    requirements: [R]\n    rows: ${rows}\n`);
const [firstMeter, secondMeter] = ['00-DB-12-34-56-78-90-A0', '00-DB-12-34-56-78-90-B0'];

describe('a sequence with rows of data', () => {
  it('is run once for each row of a CSV file, by its columns', () => {
    const { sequences } = files({
      '/c/c.yaml': withRows('meters.csv'),
      '/c/meters.csv': `\ufeffid;meter\r\nnorth;${firstMeter}\r\n;\r\nsouth;"${secondMeter}"\r\n`,
    });
    expect(sequences.map(({ id, rowOf, title, steps }) => [id, rowOf, title, steps[0]])).toEqual([
      ['s.north', 's', 'S (north)', expect.objectContaining({ id: 'read', device: firstMeter })],
      ['s.south', 's', 'S (south)', expect.objectContaining({ id: 'read', device: secondMeter })],
    ]);
  });

  it('takes columns that are called otherwise, and numbers rows without an id', () => {
    const { sequences } = files({
      '/c/c.yaml': withRows('{ file: meters.csv, columns: { meter: Device GUID } }'),
      '/c/meters.csv': `Device GUID,Note\n${firstMeter},"one, two"\n${secondMeter},\n`,
    });
    expect(sequences.map(({ id }) => id)).toEqual(['s.1', 's.2']);
  });

  it.each([
    ['meters.csv', `id,meter\na,\n`, 'meters.csv, line 2, for sequence s, step read: the column "meter" has no value'],
    ['meters.csv', `id,guid\na,${firstMeter}\n`, 'there is no column "meter"; there are id, guid'],
    ['meters.csv', 'id,meter\n', 'has no rows'],
    ['meters.csv', '', 'is empty'],
    ['meters.csv', 'id,id\n1,2\n', 'the column "id" is there twice'],
    ['meters.csv', `id,meter\na,"${firstMeter}\n`, 'is no CSV'],
    ['meters.csv', `id,meter\na,${firstMeter},x\n`, 'line 2: it has 3 values for 2 columns'],
    ['meters.csv', `id,meter\na b,${firstMeter}\n`, '"a b" names no row'],
    ['meters.csv', `id,meter\na,${firstMeter}\na,${firstMeter}\n`, 'the sequence id s.a is used twice'],
    ['meters.csv', 'id,meter\na,esme-9\n', 'has no device esme-9'],
    ['{ file: meters.csv, columns: { meter: GUID } }', `id,meter\na,${firstMeter}\n`, 'has no column "GUID"'],
  ])('is refused before it runs: %s of %j', (rows, csv, message) => {
    expect(() => files({ '/c/c.yaml': withRows(rows), '/c/meters.csv': csv })).toThrow(message);
  });
});

describe('a requirement set', () => {
  const inPlace = campaign('      - { id: read, send: "4.8.1", device: esme-1 }');
  const named = inPlace.replace(/requirements:\n.*\n/, 'requirements: set.csv\n');

  it('is a CSV file of the campaign, or the user’s own over it, each with the sequences that prove it', () => {
    const set = 'id,title,group,sequences,notApplicable\nR,Ours,G,,\nX-1,DCC’s,,s,\nX-2,Later,,,\nX-3,Gas,,,no gas\n';
    const expected = [
      { id: 'R', title: 'Ours', group: 'G', provenance: 'own entry' },
      { id: 'X-1', title: 'DCC’s', group: 'Requirements', provenance: 'own entry', sequences: ['s'] },
      { id: 'X-2', title: 'Later', group: 'Requirements', provenance: 'own entry' },
      { id: 'X-3', title: 'Gas', group: 'Requirements', provenance: 'own entry', notApplicable: 'no gas' },
    ];
    for (const loaded of [
      files({ '/c/c.yaml': named, '/c/set.csv': set }),
      files({ '/c/c.yaml': inPlace, '/own.csv': set }, '/own.csv'),
    ]) {
      expect(loaded.requirements).toEqual(expected);
      expect(loaded.sequences[0]?.requirements).toEqual(['R', 'X-1']);
    }
  });

  it.each([
    ['title\nR\n', 'has no column "id"'],
    ['id,title\n', 'holds no requirement'],
    ['id,title\nR,One\nR,Two\n', 'line 3: the requirement R is there twice'],
    ['id,title\n,One\n', 'line 2, id'],
    ['id,title,sequences\nR,One,t\n', 'names the sequence t, which the campaign does not have'],
  ])('is refused where it says %j', (csv, message) => {
    expect(() => files({ '/c/c.yaml': named, '/c/set.csv': csv })).toThrow(message);
  });

  it('goes out as CSV and comes in again as it was', () => {
    const rows = [
      'id,title,group,sequences,notApplicable,provenance',
      'R,"One, two",G,s,,ours',
      'S,Two,G,,no gas,"a ""quote"""',
      "T,'=1+1,G,,,ours",
    ];
    const set = rows.map((row) => `${row}\r\n`).join('');
    const loaded = files({ '/c/c.yaml': named, '/c/set.csv': set });
    expect(requirementSetCsv(loaded.requirements, loaded.sequences)).toBe(set);
    expect(loaded.requirements[2]?.title).toBe('=1+1');
  });
});

describe('the coverage of a requirement', () => {
  it('is open where no sequence proves it, and is never taken for proven', () => {
    const loaded = files({
      '/c/c.yaml': campaign('      - { id: read, send: "4.8.1", device: esme-1 }').replace(
        /requirements:\n.*\n/,
        'requirements: set.csv\n',
      ),
      '/c/set.csv': 'id,title\nX,Nothing proves it\n',
    });
    const { groups, proven, standing } = summariseCampaign(loaded, new Map(), 'emulator');
    expect([groups[0]?.requirements[0], proven, standing]).toMatchObject([
      { status: 'not run', because: 'No sequence of the campaign proves it yet' },
      0,
      expect.any(String),
    ]);
  });
});
