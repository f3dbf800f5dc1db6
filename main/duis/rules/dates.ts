import { childOf, walk } from '../xmlPath.ts';
import type { XmlElementNode } from '../xmlTree.ts';
import type { Rule, RuleHit } from './rule.ts';

const millisecondsPerDay = 86_400_000;
const timeOf = (node: XmlElementNode | undefined): number => Date.parse(node?.text.trim() ?? '');

/** The date that cancels a Command which a Device holds: in every cancellation template of DCC. */
const cancellation = Date.parse('3000-12-31T00:00:00.00Z');
/** How far ahead a request may be dated: recollection, medium confidence. */
const horizonDays = 30;

export const ensureExecutionDateIsInReach: Rule = {
  id: 'execution-date',
  clause: 'DUIS Future Dated services; the horizon of 30 days is a recollection',
  *ensure({ row, service, commandVariant, commandVariantNode, context: { now } }) {
    const node = childOf(service, 'ExecutionDateTime');
    if (node === undefined) {
      if (row?.serviceReferenceVariant === '8.5')
        yield { severity: 'error', message: '8.5 needs an ExecutionDateTime.', node: service };
      return;
    }
    const time = timeOf(node);
    if (Number.isNaN(time)) return;
    if (![1, 4, 5].includes(commandVariant)) {
      yield {
        severity: 'error',
        message: `A request with Command Variant ${commandVariant} cannot be future dated; use 1, or 4 and 5.`,
        node: commandVariantNode,
      };
    }
    if (row?.futureDated === 'No') {
      yield {
        severity: 'warning',
        message: `${row.serviceReferenceVariant} cannot be future dated, as far as is known.`,
        node,
      };
    }
    if (time === cancellation) {
      if (row?.futureDated === 'DSP')
        yield {
          severity: 'warning',
          message: `The year 3000 cancels a Command that a Device holds; ${row.serviceReferenceVariant} is held by the DSP.`,
          node,
        };
      return;
    }
    if (now === undefined) return;
    // Warnings, because a file may be kept for later or come from the past; the DCC refuses such a request.
    if (time <= now)
      yield { severity: 'warning', message: `The ExecutionDateTime ${node.text.trim()} is not in the future.`, node };
    if (time > now + horizonDays * millisecondsPerDay) {
      yield {
        severity: 'warning',
        message: `The ExecutionDateTime ${node.text.trim()} is more than ${horizonDays} days ahead.`,
        node,
      };
    }
  },
};

/** How many months of half hours a meter keeps (SMETS2 Profile Data Log: 13 months). */
const profileMonths = 13;

function* checkPeriod(period: XmlElementNode, isProfile: boolean, now: number | undefined): Generator<RuleHit> {
  const start = childOf(period, 'StartDateTime');
  const end = childOf(period, 'EndDateTime');
  const [from, to] = [timeOf(start), timeOf(end)];
  if (Number.isNaN(from) || Number.isNaN(to)) return;
  if (from >= to)
    yield { severity: 'error', message: 'The read period ends before it begins, or has no length.', node: period };
  const longest = new Date(from);
  longest.setUTCMonth(longest.getUTCMonth() + profileMonths);
  if (isProfile && to > longest.getTime()) {
    yield {
      severity: 'warning',
      message: `The read period is longer than ${profileMonths} months, which is all that a meter keeps.`,
      node: period,
    };
  }
  if (now !== undefined && from > now) {
    yield {
      severity: 'warning',
      message: 'The read period begins in the future: there is nothing to read yet.',
      node: start,
    };
  }
}

export const ensureReadPeriodIsSound: Rule = {
  id: 'read-period',
  clause: 'DUIS ReadLogPeriod; SMETS2 Profile Data Log',
  *ensure({ service, serviceReferenceVariant, context: { now } }) {
    if (service === undefined) return;
    const isProfile = serviceReferenceVariant.startsWith('4.8.');
    for (const node of walk(service)) if (node.localName === 'ReadLogPeriod') yield* checkPeriod(node, isProfile, now);
  },
};
