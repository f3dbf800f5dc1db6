import type { EvidenceArchive } from '../application/ports.ts';
import { findBlob } from './blobs.ts';
import { appendEvent, findChainHead, listEvents, listEventsOf } from './chain.ts';
import { workspaceSecret } from './secrets.ts';
import { inTransaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

/** The workspace behind the pack maker's port. */
export function evidenceArchive({ db }: Workspace): EvidenceArchive {
  return {
    chainHead() {
      const head = findChainHead(db);
      return head && { hash: head.hash, length: head.seq };
    },
    listEvents: () => listEvents(db),
    listEventsOf: (kind, campaignId) => listEventsOf(db, kind, campaignId),
    findBlob: (sha256) => findBlob(db, sha256),
    appendEvent: (event) => inTransaction(db, () => appendEvent(db, event)),
    secret: (name) => workspaceSecret(db, name),
    findPackSignature: (chainHead, packArguments) =>
      db
        .prepare<[string, string], { certificate: string; manifestSha256: string; signature: string }>(
          'SELECT certificate, manifest_sha256 AS manifestSha256, signature FROM pack_signature WHERE chain_head = ? AND arguments = ?',
        )
        .get(chainHead, packArguments),
    savePackSignature: (chainHead, packArguments, { certificate, manifestSha256, signature }) => {
      db.prepare(
        'INSERT INTO pack_signature (chain_head, arguments, certificate, manifest_sha256, signature) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET certificate = excluded.certificate, manifest_sha256 = excluded.manifest_sha256, signature = excluded.signature',
      ).run(chainHead, packArguments, certificate, manifestSha256, signature);
    },
  };
}
