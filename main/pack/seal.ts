import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { EvidenceArchive } from '../application/ports.ts';
import type { PackContent } from './packContent.ts';
import { makeThrowAwaySigner, type PackSigner } from './signer.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface SealedManifest {
  manifest: string;
  signature: Uint8Array;
  /** PEM. */
  certificate: string;
}

/**
 * Writes the manifest and signs it. A signature is made once for a chain head and the same arguments, and kept: ECDSA
 * gives another each time, and the same workspace is to give the same pack.
 *
 * @param signer whose key signs; a throw-away key where there is none
 */
export async function sealManifest(
  archive: EvidenceArchive,
  content: PackContent,
  files: readonly { path: string; sha256: string; size: number }[],
  signer: PackSigner | undefined,
): Promise<SealedManifest> {
  const { campaign, draft, redacted, program, runs, chain } = content;
  const packArguments = canonicalJson({
    campaign: campaign.id,
    draft,
    runs: runs.map(({ run }) => run.id),
    ...(redacted ? { redacted } : {}),
    ...(signer === undefined ? {} : { signer: sha256(Buffer.from(signer.certificate)) }),
  });
  const build = (certificate: string): string =>
    canonicalJson({
      format: 'uept-pack/1',
      draft,
      ...(redacted ? { redacted } : {}),
      program,
      campaign: {
        id: campaign.id,
        title: campaign.title,
        userRole: campaign.userRole,
        duisVersion: campaign.duisVersion,
      },
      runs: runs.map(({ run }) => ({
        id: run.id,
        target: run.target,
        status: run.status,
        outcome: run.outcome,
        createdAt: run.createdAt,
        finishedAt: run.finishedAt,
      })),
      chain,
      signer: {
        ...(signer === undefined
          ? {
              kind: 'throw-away',
              subject: 'a key made for this pack and then forgotten: it shows that the pack is whole, not who made it',
            }
          : { kind: 'credential', subject: signer.subject }),
        certificateSha256: sha256(Buffer.from(certificate)),
      },
      files,
    });
  const earlier = archive.findPackSignature(chain.head, packArguments);
  if (earlier) {
    const manifest = build(earlier.certificate);
    if (sha256(Buffer.from(manifest)) === earlier.manifestSha256) {
      return { manifest, signature: Buffer.from(earlier.signature, 'base64'), certificate: earlier.certificate };
    }
  }
  const using = signer ?? (await makeThrowAwaySigner(new Date(runs.at(-1)?.run.createdAt ?? 0)));
  const manifest = build(using.certificate);
  const signature = await using.sign(Buffer.from(manifest));
  archive.savePackSignature(chain.head, packArguments, {
    certificate: using.certificate,
    manifestSha256: sha256(Buffer.from(manifest)),
    signature: Buffer.from(signature).toString('base64'),
  });
  return { manifest, signature, certificate: using.certificate };
}
