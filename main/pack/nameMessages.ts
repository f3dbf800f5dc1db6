import type { EvidenceStore, StoredMessage } from '../application/ports.ts';
import type { ReportMessage } from './packContent.ts';

const kindWords: Readonly<Record<string, string>> = {
  serviceRequest: 'request',
  acknowledgement: 'acknowledgement',
  syncError: 'refusal',
  serviceResponse: 'response',
  nonDevice: 'response',
  dspScheduled: 'scheduled-response',
  smets1: 'smets1-response',
  preCommand: 'pre-command',
  signedPreCommand: 'signed-pre-command',
  deviceAlert: 'device-alert',
  dccAlert: 'dcc-alert',
};

// SHA-256 of nothing at all.
const emptyBody = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The messages of the runs that count, oldest first, each with the name that its file has in the pack. */
export function nameMessages(store: EvidenceStore, runIds: readonly string[]): ReportMessage[] {
  const all = runIds.flatMap((runId) => store.listMessages({ runId })).sort((a, b) => a.id - b.id);
  return all.map((message, index) => named(store, message, index + 1));
}

function named(store: EvidenceStore, message: StoredMessage, number: number): ReportMessage {
  const variant = message.judgement?.serviceReferenceVariant ?? 'message';
  const kind = kindWords[message.judgement?.kind ?? ''] ?? message.judgement?.kind ?? 'unread';
  return {
    path:
      message.bodySha256 === emptyBody ? null : `messages/${String(number).padStart(4, '0')}-${variant}-${kind}.xml`,
    label: `${variant} ${kind.replaceAll('-', ' ')}`,
    message,
    read: () => {
      const found = store.findMessage(message.id);
      const detail = found?.detail as { gbcs?: unknown; smets1?: unknown } | null | undefined;
      return {
        xml: found ? Buffer.from(found.body).toString('utf8') : '',
        gbcs: detail?.gbcs ?? null,
        smets1: detail?.smets1 ?? null,
      };
    },
  };
}
