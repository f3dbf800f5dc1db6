import { serviceReferenceVariants } from '../catalogue.ts';
import { childOf, descendantOf } from '../xmlPath.ts';
import type { XmlElementNode } from '../xmlTree.ts';
import type { Rule, RuleHit } from './rule.ts';

const textOf = (node: XmlElementNode | undefined): string => node?.text.trim() ?? '';
const dateOf = (node: XmlElementNode | undefined): number => Date.parse(textOf(node).slice(0, 10));

export const ensureScheduleDatesAreSound: Rule = {
  id: 'schedule-dates',
  clause: 'DUIS 5.1 Create Schedule; Response Codes E0501nn',
  *ensure({ service, context: { now } }) {
    if (service?.localName !== 'CreateSchedule') return;
    const [start, end] = [childOf(service, 'ScheduleStartDate'), childOf(service, 'ScheduleEndDate')];
    if (end !== undefined && dateOf(end) < dateOf(start)) {
      yield { severity: 'error', message: 'The schedule ends before it starts.', node: end };
    }
    if (now === undefined) return;
    const today = Date.parse(new Date(now).toISOString().slice(0, 10));
    if (end !== undefined && dateOf(end) < today)
      yield { severity: 'warning', message: 'The schedule ended in the past.', node: end };
    if (dateOf(start) < today) yield { severity: 'warning', message: 'The schedule starts in the past.', node: start };
  },
};

function* checkOffsets(body: XmlElementNode): Generator<RuleHit> {
  const days = (name: string): number => Number(textOf(childOf(body, name)));
  const [from, to] = [days('StartDateOffset'), days('EndDateOffset')];
  const [start, end] = [textOf(childOf(body, 'StartTime')), textOf(childOf(body, 'EndTime'))];
  if (childOf(body, 'StartDateOffset') === undefined) return;
  if (from > to || (from === to && start >= end)) {
    yield {
      severity: 'error',
      message: 'The scheduled read period ends before it begins, or has no length.',
      node: body,
    };
  }
}

export const ensureScheduledServiceIsAllowed: Rule = {
  id: 'scheduled-service',
  clause: 'DUIS 5.1 Create Schedule: schedulable services (official XSD), eligibility (Response Code E2)',
  *ensure({ service, context: { userRoles, catalogue } }) {
    if (service?.localName !== 'CreateSchedule') return;
    const node = childOf(service, 'DSPScheduledServiceReferenceVariant');
    const variant = textOf(node);
    const row = (catalogue ?? serviceReferenceVariants).find((one) => one.serviceReferenceVariant === variant);
    if (row === undefined) return;
    if (!row.schedulable)
      yield { severity: 'error', message: `${row.serviceReferenceVariant} cannot be scheduled.`, node };
    const reference = textOf(childOf(service, 'DSPScheduledServiceReference'));
    if (reference !== row.serviceReference) {
      yield {
        severity: 'error',
        message: `Service Reference ${reference} does not go with ${row.serviceReferenceVariant}; it must be ${row.serviceReference}.`,
        node,
      };
    }
    const body = service.children.at(-1);
    if (body?.localName.startsWith('DSP') && body.localName !== `DSP${row.bodyElement}` && body !== node) {
      yield {
        severity: 'error',
        message: `The schedule holds ${body.localName}; ${row.serviceReferenceVariant} needs DSP${row.bodyElement}.`,
        node: body,
      };
    }
    if (body !== undefined) yield* checkOffsets(body);
    if (userRoles !== undefined && !row.eligibleRoles.some(({ role }) => userRoles.includes(role))) {
      yield {
        severity: 'error',
        message: `${row.serviceReferenceVariant} is not for ${userRoles.join(', ')}, so it cannot schedule it.`,
        node,
      };
    }
  },
};

export const ensureScheduleTargetsADevice: Rule = {
  id: 'schedule-device',
  clause: 'DUIS 5.1 Create Schedule: DeviceID',
  *ensure({ service, requestId }) {
    const device = descendantOf(service, 'DeviceID');
    if (service?.localName !== 'CreateSchedule' || device === undefined || requestId === undefined) return;
    if (textOf(device).toUpperCase() !== requestId.businessTargetId) return;
    yield {
      severity: 'warning',
      message:
        'The schedule reads the target of the request itself, which is the Access Control Broker and not a Device.',
      node: device,
    };
  },
};
