import { z } from 'zod';
import { CampaignFile, CampaignSource, OutlineSequence, SequenceChange, SourceFinding } from '../../campaignSource.ts';
import { Criterion, Issue, IssueFacts, IssueRevision, NewIssue, OpenFinding } from '../../issue.ts';
import { CampaignEntry, CampaignSummary, RequirementChanges } from '../shapes/campaigns.ts';
import { SignOffView } from '../shapes/pack.ts';
import { CredentialName, Document, nothing, operation, Passphrase } from './operation.ts';

/** The campaign: its sequences, requirements, criteria and Testing Issues, and its sign-off. */
export const campaignOperations = {
  /** The requirement set of the campaign as CSV: id, title, group, sequences, notApplicable, provenance. */
  'requirement.export': operation(nothing, z.object({ csv: z.string() })),
  /**
   * Lays a requirement set (CSV), such as DCC's Common Test Scenarios for the role, over the campaign's own; without
   * `apply`, only says what that would change.
   */
  'requirement.import': operation(
    z.strictObject({ csv: Document, apply: z.boolean().default(false) }),
    RequirementChanges,
  ),
  'campaign.get': operation(nothing, CampaignSummary),
  'campaign.list': operation(nothing, z.array(CampaignEntry)),
  /** The files of the campaign that is open, as they are on disk. */
  'campaign.source': operation(nothing, CampaignSource),
  /** What the campaign would be with some of its files as given: its sequences, and what is wrong. Nothing is kept. */
  'campaign.check': operation(
    z.strictObject({ files: z.array(CampaignFile.omit({ seen: true })).max(1000) }),
    z.object({
      sequences: z.array(OutlineSequence),
      findings: z.array(SourceFinding),
      /** What a step can name: the campaign's devices, the checks there are, its requirements. */
      devices: z.array(z.string()),
      checks: z.array(z.string()),
      requirements: z.array(z.string()),
    }),
  ),
  /** Copies a bundled campaign to the user's own `campaigns` folder and goes on with the copy; its runs stay. */
  'campaign.copy': operation(nothing, CampaignSource),
  /**
   * Writes files of an own campaign, all or none, and goes on with it. @throws WorkbenchError `invalid-document` where
   * it could not run, `conflict` where a file has changed on disk since it was `seen`
   */
  'campaign.save': operation(z.strictObject({ files: z.array(CampaignFile).min(1).max(1000) }), CampaignSource),
  /** Makes one change in the text of a file; comments and everything else stay. Nothing is kept. */
  'sequence.edit': operation(
    z.strictObject({ text: CampaignFile.shape.text, sequence: z.string(), change: SequenceChange }),
    z.object({ text: z.string() }),
  ),
  /** The Testing Issues of the campaign, and what failed or is for review and has none. */
  'issue.list': operation(nothing, z.object({ issues: z.array(Issue), withoutIssue: z.array(OpenFinding) })),
  /** Every state that an issue has been in, oldest first. */
  'issue.history': operation(z.strictObject({ id: z.string() }), z.array(IssueRevision)),
  'issue.raise': operation(NewIssue, Issue),
  /** What is left out stays; `seen` is the `changedAt` of what its changer looked at. */
  'issue.change': operation(
    z.strictObject({
      id: z.string(),
      facts: IssueFacts.partial(),
      note: z.string().max(4000).default(''),
      seen: z.string().optional(),
    }),
    Issue,
  ),
  /** The conditions for beginning and for ending the tests, and which are met now. */
  'criterion.list': operation(nothing, z.object({ entry: z.array(Criterion), exit: z.array(Criterion) })),
  /** A person says whether a criterion that the campaign leaves to people is met. */
  'criterion.state': operation(
    z.strictObject({ criterion: z.string(), met: z.boolean(), note: z.string().max(4000).default('') }),
    z.object({ entry: z.array(Criterion), exit: z.array(Criterion) }),
  ),
  /** A second person puts their name to the campaign as it stands, with a key of the keystore or a private key (PEM). */
  'campaign.signOff': operation(
    z.strictObject({
      person: z.string().min(1).max(200),
      statement: z.string().max(4000).default('I have reviewed the evidence of this campaign.'),
      key: z.union([
        z.strictObject({ credential: CredentialName }),
        z.strictObject({ pem: z.string().max(64 * 1024) }),
      ]),
      passphrase: Passphrase.optional(),
    }),
    z.array(SignOffView),
  ),
  'campaign.signOffs': operation(nothing, z.array(SignOffView)),
};
