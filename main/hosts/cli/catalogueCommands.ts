import type { Command } from './arguments.ts';
import { given } from './given.ts';
import { printJson, printLine, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

const isOwn = (provenance: string): boolean => provenance.startsWith('own entry');

export const catalogue: Command = {
  synopsis: '[--role ROLE] [--catalogue FILE] [--json]',
  summary:
    'List the 129 Service Reference Variants, or those that a User Role may send; * marks rows that a catalogue file of your own changes.',
  options: { role: { type: 'string' }, catalogue: { type: 'string' } },
  words: [0, 0],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const entries = await workbench['catalogue.list'](given('role', line.text('role')));
      if (line.json) printJson(entries);
      else {
        const rows = entries.map((entry) => [
          entry.serviceReferenceVariant + (isOwn(entry.provenance) ? '*' : ''),
          entry.name,
          entry.commandVariants.join(','),
          entry.critical ? 'critical' : '',
          entry.eligibleRoles.map(({ role }) => role).join(' '),
        ]);
        printLine(table([['SRV', 'Name', 'CV', '', 'Roles'], ...rows]));
      }
      return true;
    }),
};

export const codes: Command = {
  synopsis: '[CODE] [--json]',
  summary:
    'What a Response Code, a DCC Alert code or a Device’s alert code means, and what to do; all of them without a code.',
  options: {},
  words: [0, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const found = await workbench['code.list'](given('code', line.words[0]));
      if (line.json) printJson(found);
      else if (line.words[0] === undefined) {
        printLine(
          table([['Code', 'Kind', 'Meaning'], ...found.map(({ code, kind, meaning }) => [code, kind, meaning])]),
        );
      } else {
        for (const one of found) {
          const rows = [
            ['Meaning', one.meaning],
            ['Cause', one.cause],
            ['Next step', one.nextStep],
            ...(one.inEmulator ?? []).map((how) => ['In the emulator', how]),
            ['Source', one.provenance],
          ].flatMap(([label, text]) => (text === undefined ? [] : [`  ${label}: ${text}`]));
          printLine(
            [`${one.code} (${one.kind}${one.severity === undefined ? '' : `, ${one.severity}`})`, ...rows].join('\n'),
          );
        }
      }
      return true;
    }),
};

export const checks: Command = {
  synopsis: '[--json]',
  summary: 'List the checks that a sequence can name in its findings, and what each rests on.',
  options: {},
  words: [0, 0],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const list = await workbench['check.list']({});
      if (line.json) printJson(list);
      else
        printLine(
          table([
            ['Check', 'What it asserts', 'What it rests on', 'Source'],
            ...list.map(({ id, title, rests, provenance }) => [id, title, rests, provenance]),
          ]),
        );
      return true;
    }),
};
