import { z } from 'zod';

/** 4 MB: far above any campaign, far below what would hold the workbench up. */
const Text = z.string().max(4 * 1024 * 1024);
/** A file of a campaign, by its path from the campaign's own file, with slashes. */
const FileName = z.string().min(1).max(500);

/** A file as it is on disk, or as somebody would have it. */
export const CampaignFile = z.strictObject({
  name: FileName,
  text: Text,
  /** SHA-256 of the text as it was read, hex; what is saved over another state is a conflict. '' for a new file. */
  seen: z.string(),
});
export type CampaignFile = z.infer<typeof CampaignFile>;

/** A campaign as its author sees it: the files, the campaign's own first. */
export const CampaignSource = z.strictObject({
  campaignId: z.string(),
  /** What is bundled is read only: it is copied to the user's own folder first. */
  origin: z.enum(['bundled', 'own']),
  /** Where the campaign's own file lies. */
  folder: z.string(),
  files: z.array(CampaignFile),
});
export type CampaignSource = z.infer<typeof CampaignSource>;

/** Something that is wrong in a file; line and column count from 1. */
export const SourceFinding = z.strictObject({
  file: FileName,
  line: z.int(),
  column: z.int(),
  message: z.string(),
});
export type SourceFinding = z.infer<typeof SourceFinding>;

/** A step as it stands in its file, whether or not it is a good one. */
export const OutlineStep = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['send', 'wait', 'pause', 'unknown']),
  /** What it does, in a few words. */
  summary: z.string(),
  line: z.int(),
  body: z.record(z.string(), z.unknown()),
});
export type OutlineStep = z.infer<typeof OutlineStep>;

export const OutlineSequence = z.strictObject({
  file: FileName,
  id: z.string(),
  title: z.string(),
  group: z.string(),
  requirements: z.array(z.string()),
  line: z.int(),
  steps: z.array(OutlineStep),
});
export type OutlineSequence = z.infer<typeof OutlineSequence>;

const Place = z.int().min(0).max(10_000);
const Body = z.record(z.string(), z.unknown());

/** One change of a sequence, or of the order of sequences, that leaves everything else in the file as it is. */
export const SequenceChange = z.union([
  z.strictObject({ moveStep: z.strictObject({ from: Place, to: Place }) }),
  z.strictObject({ removeStep: Place }),
  z.strictObject({ insertStep: z.strictObject({ at: Place, step: Body }) }),
  /** A value by its path in a step; null takes it away. */
  z.strictObject({
    setStep: z.strictObject({ at: Place, path: z.array(z.string()).min(1).max(20), value: z.unknown() }),
  }),
  /** The two below are of the campaign's own file. */
  z.strictObject({ moveSequence: z.strictObject({ from: Place, to: Place }) }),
  z.strictObject({ insertSequence: z.strictObject({ at: Place, sequence: Body }) }),
]);
export type SequenceChange = z.infer<typeof SequenceChange>;
