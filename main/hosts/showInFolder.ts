import { dirname } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { whyNoWindow } from './electronProgram.ts';
import { folderOpener, launch } from './openers.ts';

/** Shows a file that is there in the system's file manager. @throws WorkbenchError `target-refused` */
export type ShowInFolder = (file: string) => Promise<void> | void;

/** Shows a file by the system's own opener, for a host without a window of its own. */
export const showBySystem: ShowInFolder = async (file) => {
  const refusal = (reason: string, cause?: unknown): WorkbenchError =>
    new WorkbenchError(
      'target-refused',
      `No file manager can be opened here (${reason}); the file is in ${dirname(file)}`,
      {
        cause,
      },
    );
  const hindrance = whyNoWindow(process.platform, process.env);
  if (hindrance !== undefined) throw refusal(hindrance);
  const opener = folderOpener(process.platform, process.env, file);
  if (!opener) throw refusal(`none is known for ${process.platform}`);
  await launch(opener).catch((error: Error) => {
    throw refusal(error.message, error);
  });
};
