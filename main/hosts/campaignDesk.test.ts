import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-campaign-desk-'));
let composition: Composition;
let workbench: Workbench;

beforeAll(() => {
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), report: () => {} });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The file of the campaign that is open that ends so. */
async function fileOf(ending: string) {
  const { files } = await workbench['campaign.source']({});
  const file = files.find(({ name }) => name.endsWith(ending));
  if (!file) throw new Error(`The campaign has no ${ending}`);
  return file;
}

describe('the files of a campaign', () => {
  it('are not changed where they are bundled', async () => {
    const file = await fileOf('mdr.yaml');
    await expect(workbench['campaign.save']({ files: [file] })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are copied to the user’s own folder, and the copy is the open campaign from then on', async () => {
    const source = await workbench['campaign.copy']({});
    expect([source.origin, source.folder, source.files.length]).toEqual(['own', join(folder, 'campaigns'), 23]);
    const [first] = await workbench['campaign.list']({});
    expect(first).toMatchObject({ id: 'mdr-uept', origin: 'own', problem: null });
    await expect(workbench['campaign.copy']({})).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are saved, and what runs next is what was saved', async () => {
    const file = await fileOf('inventory.yaml');
    const sequence = /^id: (.*)$/m.exec(file.text)?.[1] ?? '';
    const { text } = await workbench['sequence.edit']({
      text: file.text,
      sequence,
      change: { insertStep: { at: 0, step: { id: 'look', title: 'Look first', pause: 'Look at the lamp' } } },
    });
    const { sequences } = await workbench['campaign.check']({ files: [{ name: file.name, text }] });
    expect(sequences[0]?.steps[0]).toMatchObject({ id: 'look', kind: 'pause', title: 'Look first' });
    const { sequences: before } = await workbench['campaign.get']({});
    await workbench['campaign.save']({ files: [{ ...file, text }] });
    const { sequences: after } = await workbench['campaign.get']({});
    expect((after[0]?.steps ?? 0) - (before[0]?.steps ?? 0)).toBe(1);
    expect(readFileSync(join(folder, 'campaigns', file.name), 'utf8')).toBe(text);
  });

  it('are not saved over what somebody else has written meanwhile', async () => {
    const file = await fileOf('inventory.yaml');
    const path = join(folder, 'campaigns', file.name);
    writeFileSync(path, `${file.text}# theirs\n`);
    await expect(
      workbench['campaign.save']({ files: [{ ...file, text: `${file.text}# mine\n` }] }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(path, 'utf8')).toContain('# theirs');
  });

  it('are not saved where the campaign could not run, none of them, and leave nothing behind', async () => {
    const [own, day] = [await fileOf('mdr-uept.yaml'), await fileOf('import-day.yaml')];
    await expect(
      workbench['campaign.save']({
        files: [
          { ...own, text: own.text.replace('party: Example', 'party: Another') },
          { ...day, text: day.text.replace('device: esme-1', 'device: esme-7') },
        ],
      }),
    ).rejects.toMatchObject({ code: 'invalid-document', message: expect.stringMatching(/import-day\.yaml, line 6: /) });
    expect((await fileOf('mdr-uept.yaml')).text).toBe(own.text);
    expect(readdirSync(join(folder, 'campaigns')).sort()).toEqual(['mdr-uept', 'mdr-uept.yaml']);
  });

  it('are those of the copy when the workbench is opened the next time', async () => {
    const next = composeWorkbench({ workspace: join(folder, 'b.uept'), report: () => {} });
    const again = connect((name, input) => dispatch(next.handlers, name, input));
    expect((await again['campaign.source']({})).origin).toBe('own');
    await next.close();
  });

  it('are those of the campaign alone', async () => {
    const file = { name: '../elsewhere.yaml', text: 'id: x', seen: '' };
    await expect(workbench['campaign.save']({ files: [file] })).rejects.toMatchObject({ code: 'not-found' });
  });
});
