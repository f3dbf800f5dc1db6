import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { ChainEvent, EvidenceArchive } from '../application/ports.ts';
import { mustFindBlob } from './mustFindBlob.ts';
import type { Redaction } from './redaction.ts';

/** The events up to a length of the chain: what comes while a pack is made is for the next one. */
export function* eventsUpTo(archive: EvidenceArchive, length: number): Generator<ChainEvent> {
  for (const event of archive.listEvents()) {
    if (event.seq > length) return;
    yield event;
  }
}

/** Which events belong to the campaign: its own, and deliveries that were matched to it after they were stored. */
export function eventsOf(events: Iterable<ChainEvent>, campaignId: string): Set<number> {
  const own = new Set<number>();
  for (const event of events) {
    if (event.campaignId !== campaignId) continue;
    own.add(event.seq);
    if (event.kind === 'message-judged') own.add((JSON.parse(event.body) as { messageId: number }).messageId);
  }
  return own;
}

/** The bodies that an event names: one, or the files of a person's word. */
export function blobsOf({ body }: ChainEvent): string[] {
  const { blob, blobs = [] } = JSON.parse(body) as { blob?: string; blobs?: string[] };
  return blob === undefined ? blobs : [blob, ...blobs];
}

/** Whether an event, or the body that it names, holds what a redacted pack must not; then its hash alone is shown. */
export function isPersonal(event: ChainEvent, archive: EvidenceArchive, redaction: Redaction): boolean {
  // What a photograph shows, nobody can tell.
  if (event.kind === 'attestation' || redaction.concerns(event.body)) return true;
  return blobsOf(event).some((name) => redaction.concerns(Buffer.from(mustFindBlob(archive, name)).toString('utf8')));
}

/** A line of chain.jsonl. An event of another campaign keeps its place and hash; what it says stays at home. */
export function chainLine(event: ChainEvent, shown: ReadonlySet<number>): string {
  const { body, ...sealed } = event;
  return `${canonicalJson(shown.has(event.seq) ? { ...sealed, body: JSON.parse(body) as unknown } : sealed)}\n`;
}
