import type { AttestedStep } from '../application/ports.ts';
import { insertBlob } from './blobs.ts';
import { appendEvent } from './chain.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { inTransaction } from './transaction.ts';

const kind = 'attestation';

/** Keeps a person's word, and every file that goes with it by its content, as one event. */
export function insertAttestation(
  db: WritableDb,
  { campaignId, runId, position }: { campaignId: string; runId: string; position: number },
  { outcome, note, person, attachments }: AttestedStep,
  at: string,
): void {
  inTransaction(db, () => {
    const kept = attachments.map(({ name, mediaType, bytes }) => ({
      name,
      mediaType,
      size: bytes.length,
      sha256: insertBlob(db, bytes),
    }));
    const blobs = kept.map(({ sha256 }) => sha256);
    appendEvent(db, {
      at,
      kind,
      campaignId,
      body: { runId, position, outcome, note, person, attachments: kept, blobs },
    });
  });
}

/** The last word on a step of a run. */
export function findAttestation(
  db: ReadableDb,
  runId: string,
  position: number,
): Pick<AttestedStep, 'outcome' | 'note'> | undefined {
  const row = statement<[string, string, number], { body: string }>(
    db,
    `SELECT body FROM event WHERE kind = ? AND body ->> '$.runId' = ? AND body ->> '$.position' = ? ORDER BY seq DESC LIMIT 1`,
  ).get(kind, runId, position);
  if (!row) return undefined;
  const { outcome, note } = JSON.parse(row.body) as AttestedStep;
  return { outcome, note };
}
