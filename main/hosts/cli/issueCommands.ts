import type { Workbench } from '../../../shared/contract/contract.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { type Criterion, FindingLink, type Issue, IssueStatus, WorkOff } from '../../../shared/issue.ts';
import type { Command, CommandLine } from './arguments.ts';
import { openCampaign } from './openCampaign.ts';
import { printJson, printLine, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

const synopsis =
  'list | raise --title TEXT --severity 1-5 [--finding RUN/STEP/CHECK …] | change ID [--severity N] [--status STATUS] | criteria | state CRITERION (--met | --not-met)';

function printIssue({ id, severity, status, title, workOff }: Issue): void {
  const plan = workOff === null ? '' : `; ${workOff.owner}, by ${workOff.due}: ${workOff.action}`;
  printLine(`${id} severity ${severity}, ${status}: ${title}${plan}`);
}

async function list(line: CommandLine, workbench: Workbench): Promise<boolean> {
  const found = await workbench['issue.list']({});
  if (line.json) printJson(found);
  else {
    for (const issue of found.issues) printIssue(issue);
    if (found.withoutIssue.length > 0) printLine('Findings without an issue:');
    for (const { runId, position, check, sequenceId, stepId, message } of found.withoutIssue)
      printLine(`  ${runId}/${position}/${check}  ${sequenceId} ${stepId}: ${message}`);
    if (found.issues.length + found.withoutIssue.length === 0) printLine('No issue, and no finding that asks for one.');
  }
  return true;
}

/** `RUN/STEP/CHECK`, as `issue list` writes it. @throws WorkbenchError */
function linkOf(text: string): FindingLink {
  const [runId, position, ...check] = text.split('/');
  const link = FindingLink.safeParse({ runId, position: Number(position), check: check.join('/') });
  if (link.success && check.length > 0) return link.data;
  throw new WorkbenchError('invalid-argument', `--finding takes RUN/STEP/CHECK as issue list writes it, not "${text}"`);
}

/** What the options say; what they leave out is left out. */
function factsOf(line: CommandLine) {
  const [title, status, description, reference] = ['title', 'status', 'description', 'reference'].map(line.text);
  const severity = line.whole('severity', 1, 5);
  const links = line.texts('finding').map(linkOf);
  const plan = { owner: line.text('owner'), action: line.text('action'), due: line.text('due') };
  const isPlanned = Object.values(plan).some((value) => value !== undefined);
  const workOff = isPlanned ? WorkOff.safeParse(plan) : undefined;
  if (workOff?.success === false)
    throw new WorkbenchError('invalid-argument', 'A work-off plan is --owner NAME --action TEXT --due YYYY-MM-DD');
  const known = status === undefined ? undefined : IssueStatus.safeParse(status);
  if (known?.success === false)
    throw new WorkbenchError('invalid-argument', `--status takes ${IssueStatus.options.join(', ')}, not "${status}"`);
  return {
    ...(title === undefined ? {} : { title }),
    ...(severity === undefined ? {} : { severity }),
    ...(known === undefined ? {} : { status: known.data }),
    ...(description === undefined ? {} : { description }),
    ...(reference === undefined ? {} : { reference }),
    ...(links.length === 0 ? {} : { links }),
    ...(workOff === undefined ? {} : { workOff: workOff.data }),
  };
}

async function raise(line: CommandLine, workbench: Workbench): Promise<boolean> {
  const { title, severity, ...facts } = factsOf(line);
  if (title === undefined || severity === undefined)
    throw new WorkbenchError('invalid-argument', 'Say what it is and how bad: --title TEXT --severity 1-5');
  const issue = await workbench['issue.raise']({ title, severity, ...facts });
  if (line.json) printJson(issue);
  else printIssue(issue);
  return true;
}

async function change(line: CommandLine, workbench: Workbench, id: string): Promise<boolean> {
  const note = line.text('note');
  const issue = await workbench['issue.change']({ id, facts: factsOf(line), ...(note === undefined ? {} : { note }) });
  if (line.json) printJson(issue);
  else printIssue(issue);
  return true;
}

function printCriteria(line: CommandLine, criteria: { entry: Criterion[]; exit: Criterion[] }): boolean {
  if (line.json) printJson(criteria);
  else {
    const rows = [...criteria.entry, ...criteria.exit].map(({ when, id, met, title, detail }) => [
      when,
      id,
      met ? 'met' : 'NOT MET',
      title,
      detail,
    ]);
    printLine(table([['When', 'Criterion', 'Standing', 'Title', 'Why'], ...rows]));
  }
  return criteria.exit.every(({ met }) => met);
}

async function state(line: CommandLine, workbench: Workbench, criterion: string): Promise<boolean> {
  if (line.flag('met') === line.flag('not-met'))
    throw new WorkbenchError('invalid-argument', 'Say whether the criterion is met: --met, or --not-met');
  const note = line.text('note');
  const said = { criterion, met: line.flag('met'), ...(note === undefined ? {} : { note }) };
  printCriteria(line, await workbench['criterion.state'](said));
  return true;
}

export const issue: Command = {
  synopsis,
  summary:
    'Testing Issues with their work-off plan, and the entry and exit criteria of a campaign; criteria exits 1 while the exit is not met.',
  options: {
    campaign: { type: 'string' },
    target: { type: 'string' },
    title: { type: 'string' },
    severity: { type: 'string' },
    status: { type: 'string' },
    description: { type: 'string' },
    reference: { type: 'string' },
    finding: { type: 'string', multiple: true },
    owner: { type: 'string' },
    action: { type: 'string' },
    due: { type: 'string' },
    note: { type: 'string' },
    met: { type: 'boolean' },
    'not-met': { type: 'boolean' },
  },
  words: [1, 2],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const [verb, subject] = line.words;
      await openCampaign(workbench, line.text('campaign'), line.text('target'));
      if (verb === 'list' && subject === undefined) return list(line, workbench);
      if (verb === 'raise' && subject === undefined) return raise(line, workbench);
      if (verb === 'change' && subject !== undefined) return change(line, workbench, subject);
      if (verb === 'criteria' && subject === undefined)
        return printCriteria(line, await workbench['criterion.list']({}));
      if (verb === 'state' && subject !== undefined) return state(line, workbench, subject);
      throw new WorkbenchError('invalid-argument', `Usage: uept issue ${synopsis}`);
    }),
};
