import { create } from 'zustand';
import type { OperationOutput } from '../../../shared/contract/contract.ts';
import type { PackVerdict } from '../../../shared/contract/shapes/pack.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { workbench } from '../../stores/workbench.ts';

export const readiness = makeRemote(() => workbench['pack.readiness']({}));

export const signOffs = makeRemote(() => workbench['campaign.signOffs']({}));

export const reportPreview = makeRemote(() => workbench['pack.preview']({}));

/** Forgets the report that was shown: it may be large, and evidence moves on. */
export const dropPreview = (): void => reportPreview.use.setState({ value: null, error: null, errorCode: null });

/** Asks for the report as it is now; one that was shown earlier is not shown meanwhile. */
export function loadPreview(): Promise<void> {
  dropPreview();
  return reportPreview.load();
}

/** Puts a second person's signature under the campaign. @returns why it could not be done */
export async function signOff(given: {
  person: string;
  statement: string;
  pem: string;
  passphrase: string;
}): Promise<string | null> {
  const { person, statement, pem, passphrase } = given;
  try {
    await workbench['campaign.signOff']({
      person,
      statement,
      key: { pem },
      ...(passphrase === '' ? {} : { passphrase }),
    });
    await Promise.all([signOffs.load(), readiness.load()]);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

type Making = 'pack' | 'draft' | 'redacted';

interface PackState {
  making: Making | null;
  made: OperationOutput<'pack.make'> | null;
  problem: string | null;
  verifying: boolean;
  verdict: PackVerdict | null;
  dropped: PackVerdict | null;
}

export const usePack = create<PackState>(() => ({
  making: null,
  made: null,
  problem: null,
  verifying: false,
  verdict: null,
  dropped: null,
}));

export async function make(making: Making): Promise<void> {
  usePack.setState({
    making,
    problem: null,
    verdict: null,
  });
  try {
    usePack.setState({
      made: await workbench['pack.make']({ draft: making === 'draft', redact: making === 'redacted' }),
    });
  } catch (error) {
    usePack.setState({ made: null, problem: messageOf(error) });
  } finally {
    usePack.setState({ making: null });
  }
}

export async function verifyMade(): Promise<void> {
  const { made } = usePack.getState();
  if (!made) return;
  usePack.setState({ verifying: true });
  try {
    usePack.setState({
      verdict: await workbench['pack.verify']({ file: made.file }),
    });
  } catch (error) {
    tellFailure('The pack was not verified', error);
  } finally {
    usePack.setState({ verifying: false });
  }
}

/** Shows the pack that was made in the system's file manager. */
export async function showMade(): Promise<void> {
  const { made } = usePack.getState();
  if (!made) return;
  try {
    await workbench['pack.show']({ file: made.file });
  } catch (error) {
    tellFailure('The pack was not shown in its folder', error);
  }
}

/** Verifies a pack on this machine's own disk, by its path: one that was double-clicked. */
export async function verifyPath(file: string): Promise<void> {
  usePack.setState({ dropped: null });
  try {
    usePack.setState({ dropped: await workbench['pack.verify']({ file }) });
  } catch (error) {
    tellFailure('The pack was not verified', error);
  }
}

async function toBase64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error(`${file.name} could not be read`));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}

export async function verifyFile(file: File): Promise<void> {
  usePack.setState({ dropped: null });
  try {
    usePack.setState({
      dropped: await workbench['pack.verify']({ bytes: await toBase64(file) }),
    });
  } catch (error) {
    tellFailure(`${file.name} was not verified`, error);
  }
}
