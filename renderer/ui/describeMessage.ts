import type { MessageSummary } from '../../shared/contract/shapes/messages.ts';

const kinds: Readonly<Record<string, string>> = {
  serviceRequest: 'request',
  signedPreCommand: 'Signed Pre-Command',
  acknowledgement: 'acknowledgement',
  syncError: 'refused',
  serviceResponse: 'response',
  nonDevice: 'answer',
  dspScheduled: 'scheduled response',
  smets1: 'SMETS1 response',
  preCommand: 'Pre-Command',
  deviceAlert: 'Device Alert',
  dccAlert: 'DCC Alert',
  unreadable: 'no DUIS Response',
};

/** A message in a few words: `4.8.1 response I0`. */
export function describeMessage(message: MessageSummary): string {
  const kind = message.kind === null ? 'message' : (kinds[message.kind] ?? message.kind);
  const mark = message.duplicateOf === null ? '' : '(duplicate)';
  const standing =
    message.standing === 'late' ? '(late)' : message.standing === 'orphan' ? '(belongs to no request)' : '';
  return [message.serviceReferenceVariant, kind, message.responseCode, mark, standing].filter(Boolean).join(' ');
}
