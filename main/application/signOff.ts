import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import type { SignOffView } from '../../shared/contract/shapes/pack.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Issue } from '../../shared/issue.ts';
import type { ChainEvent, EvidenceArchive, RunState } from './ports.ts';

const kind = 'signed-off';

/** What a second person puts their name to; its canonical JSON (RFC 8785) is what is signed. */
interface Statement {
  campaign: { id: string; title: string };
  /** The evidence up to here: the event before this one. */
  chain: { head: string; length: number };
  coverage: { id: string; status: string }[];
  runs: { id: string; outcome: string | null }[];
  issues: { id: string; severity: number; status: string }[];
  person: string;
  statement: string;
  at: string;
}

interface SignOffBody {
  statement: Statement;
  /** SubjectPublicKeyInfo, PEM. */
  publicKey: string;
  /** DER ECDSA-Sig-Value, base64, P-256 with SHA-256. */
  signature: string;
}

export interface SignOff {
  person: string;
  statement: string;
  /** P-256; the person's own. */
  privateKey: KeyObject;
  at: string;
}

function ensureSecondPerson(person: string, runs: readonly RunState[]): void {
  const name = person.trim().toLowerCase();
  if (name === '') throw new WorkbenchError('invalid-argument', 'Say who signs off');
  const tester = runs.find((run) => run.tester.trim().toLowerCase() === name)?.tester;
  if (tester === undefined) return;
  throw new WorkbenchError(
    'conflict',
    `${tester} ran the tests; a second person signs them off, with a key of their own`,
  );
}

function ensureP256(privateKey: KeyObject): void {
  if (privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') return;
  throw new WorkbenchError(
    'invalid-argument',
    'A sign-off is signed with an ECDSA P-256 key; this one is of another kind',
  );
}

/**
 * Puts a second person's signature under a campaign as it stands, as an event of the evidence chain.
 *
 * @param runs those that count
 * @throws WorkbenchError `conflict` where it is no second person, `incomplete` where there is nothing to sign off
 */
export function signOffCampaign(
  archive: EvidenceArchive,
  campaign: CampaignSummary,
  runs: readonly RunState[],
  issues: readonly Issue[],
  { person, statement, privateKey, at }: SignOff,
): void {
  ensureSecondPerson(person, runs);
  ensureP256(privateKey);
  const chain = archive.chainHead();
  if (!chain || runs.length === 0)
    throw new WorkbenchError('incomplete', 'There is nothing to sign off yet; run the campaign first');
  const signed: Statement = {
    campaign: { id: campaign.id, title: campaign.title },
    chain: { head: chain.hash, length: chain.length },
    coverage: campaign.groups.flatMap(({ requirements }) => requirements.map(({ id, status }) => ({ id, status }))),
    runs: runs.map(({ id, outcome }) => ({ id, outcome })),
    issues: issues.map(({ id, severity, status }) => ({ id, severity, status })),
    person: person.trim(),
    statement,
    at,
  };
  const body: SignOffBody = {
    statement: signed,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    signature: sign('sha256', Buffer.from(canonicalJson(signed)), { key: privateKey, dsaEncoding: 'der' }).toString(
      'base64',
    ),
  };
  archive.appendEvent({ at, kind, campaignId: campaign.id, body });
}

/** Kinds of events after which a sign-off no longer speaks of all there is. */
const movesOn = new Set(['run-created', 'run-status', 'finding', 'issue-recorded', 'criterion-stated']);

/** The sign-offs of a campaign, oldest first; `current` while nothing that it speaks of has moved on since. */
export function listSignOffs(events: Iterable<ChainEvent>, campaignId: string): SignOffView[] {
  let found: SignOffView[] = [];
  for (const event of events) {
    if (event.campaignId !== campaignId) continue;
    if (movesOn.has(event.kind)) found = found.map((one) => ({ ...one, current: false }));
    if (event.kind !== kind) continue;
    const { statement, publicKey } = JSON.parse(event.body) as SignOffBody;
    found.push({
      person: statement.person,
      statement: statement.statement,
      at: statement.at,
      publicKeySha256: createHash('sha256').update(publicKey).digest('hex'),
      covers: statement.chain.length,
      current: true,
    });
  }
  return found;
}
