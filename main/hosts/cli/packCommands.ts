import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import { tokenFor } from '../../pack/redaction.ts';
import { verifyPackFile } from '../../pack/verifyFile.ts';
import { readText } from '../readText.ts';
import type { Command } from './arguments.ts';
import { openCampaign } from './openCampaign.ts';
import { printJson, printLine } from './output.ts';
import { withWorkbench } from './workbench.ts';

export const pack: Command = {
  synopsis: '--campaign ID [--target NAME] --out FILE [--draft] [--redact] [--signer CREDENTIAL]',
  summary: 'Make the submission pack of a campaign, or its redacted twin.',
  options: {
    campaign: { type: 'string' },
    target: { type: 'string' },
    out: { type: 'string' },
    draft: { type: 'boolean' },
    redact: { type: 'boolean' },
    signer: { type: 'string' },
  },
  words: [0, 0],
  async run(line) {
    const out = line.text('out');
    if (out === undefined) throw new WorkbenchError('invalid-argument', 'Say where the pack goes: --out FILE');
    return withWorkbench(line, async (workbench) => {
      await openCampaign(workbench, line.text('campaign'), line.text('target'));
      const signer = line.text('signer');
      const made = await workbench['pack.make']({
        draft: line.flag('draft'),
        redact: line.flag('redact'),
        file: resolve(out),
        ...(signer === undefined ? {} : { signer }),
      });
      if (line.json) printJson(made);
      else {
        printLine(`${made.file}\n${made.size} bytes, SHA-256 ${made.sha256}\nchain head ${made.chainHead}`);
        if (made.revealFile !== null)
          printLine(`${made.revealFile} says what the tokens stand for: keep it, and show entries of it one by one`);
      }
      return true;
    });
  },
};

export const signOff: Command = {
  synopsis: '--campaign ID [--target NAME] --person NAME (--key FILE | --credential NAME) [--statement TEXT]',
  summary: 'Put a second person’s signature under the evidence of a campaign.',
  options: {
    campaign: { type: 'string' },
    target: { type: 'string' },
    person: { type: 'string' },
    key: { type: 'string' },
    credential: { type: 'string' },
    statement: { type: 'string' },
  },
  words: [0, 0],
  async run(line) {
    const [person, file, credential] = [line.text('person'), line.text('key'), line.text('credential')];
    if (person === undefined) throw new WorkbenchError('invalid-argument', 'Say who signs off: --person NAME');
    if ((file === undefined) === (credential === undefined))
      throw new WorkbenchError('invalid-argument', 'Say with which key: --key FILE (PEM), or --credential NAME');
    const key = file === undefined ? { credential: credential ?? '' } : { pem: readText(file) };
    const statement = line.text('statement');
    return withWorkbench(line, async (workbench) => {
      await openCampaign(workbench, line.text('campaign'), line.text('target'));
      const signOffs = await workbench['campaign.signOff']({
        person,
        key,
        ...(statement === undefined ? {} : { statement }),
      });
      if (line.json) printJson(signOffs);
      else
        for (const one of signOffs)
          printLine(
            `${one.person}, ${one.at}: ${one.statement}\n  covers ${one.covers} events${one.current ? '' : '; runs have moved on since'}; public key ${one.publicKeySha256}`,
          );
      return true;
    });
  },
};

const RevealFile = z.array(
  z.object({ token: z.string(), kind: z.enum(['device', 'mpxn', 'premises']), value: z.string(), salt: z.string() }),
);

/** The entries of a file of revealed tokens that are not what their token stands for. @throws WorkbenchError */
function wrongReveals(file: string): { checked: number; wrong: string[] } {
  let entries: z.infer<typeof RevealFile>;
  try {
    entries = RevealFile.parse(JSON.parse(readText(file)));
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    throw new WorkbenchError(
      'invalid-document',
      `${file} is no list of tokens: it holds { token, kind, value, salt } for each`,
      { cause },
    );
  }
  const wrong = entries.filter(({ token, kind, value, salt }) => tokenFor(kind, value, salt) !== token);
  return { checked: entries.length, wrong: wrong.map(({ token }) => token) };
}

/** The fingerprint of a signer: written out, or that of a certificate's file. */
function fingerprintOf(signer: string | undefined): string | undefined {
  if (signer === undefined || /^[0-9a-fA-F]{64}$/.test(signer)) return signer;
  return createHash('sha256').update(readText(signer)).digest('hex');
}

/** The head of a chain, written out. @throws WorkbenchError */
function headOf(head: string | undefined): string | undefined {
  if (head === undefined || /^[0-9a-fA-F]{64}$/.test(head)) return head;
  throw new WorkbenchError('invalid-argument', `--head takes the 64 hexadecimal digits of a chain head, not "${head}"`);
}

export const verify: Command = {
  synopsis: 'FILE [--signer SHA-256|FILE] [--head HASH] [--reveal FILE]',
  summary:
    'Verify a submission pack, that its signer or chain head is the one you were told of, and what the tokens of a redacted one are said to stand for.',
  options: { reveal: { type: 'string' }, signer: { type: 'string' }, head: { type: 'string' } },
  words: [1, 1],
  async run(line) {
    const [signer, head] = [fingerprintOf(line.text('signer')), headOf(line.text('head'))];
    const verdict = await verifyPackFile(line.words[0] ?? '', {
      ...(signer === undefined ? {} : { signer }),
      ...(head === undefined ? {} : { head }),
    });
    const file = line.text('reveal');
    const reveals = file === undefined ? undefined : wrongReveals(file);
    const revealed = reveals === undefined || reveals.wrong.length === 0;
    if (line.json) printJson(reveals === undefined ? verdict : { ...verdict, ok: verdict.ok && revealed, reveals });
    else {
      if (verdict.problem) printLine(`not whole: ${verdict.problem.item}: ${verdict.problem.reason}`);
      else
        printLine(
          `whole: ${verdict.files} files, ${verdict.events} events, chain head ${verdict.chainHead}\nsigner ${verdict.signer}\nsigned off by ${verdict.signOffs.join(', ') || 'nobody but the tester'}${verdict.redacted ? '\nThis is a redacted twin.' : ''}${verdict.draft ? '\nThis is a DRAFT.' : ''}`,
        );
      if (reveals)
        printLine(
          revealed
            ? `${reveals.checked} tokens are what they are said to stand for`
            : `not what it is said to stand for: ${reveals.wrong.join(', ')}`,
        );
    }
    return verdict.ok && revealed;
  },
};
