import { WorkbenchError } from '../../shared/errors.ts';
import type { EvidenceArchive } from '../application/ports.ts';

/** A body that the evidence names. @throws WorkbenchError `workspace-damaged` where it is gone */
export function mustFindBlob(archive: EvidenceArchive, name: string): Uint8Array {
  const bytes = archive.findBlob(name);
  if (bytes) return bytes;
  throw new WorkbenchError(
    'workspace-damaged',
    `The evidence names the body ${name}, which the workspace does not hold`,
  );
}
