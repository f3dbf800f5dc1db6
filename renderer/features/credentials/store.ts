import type { OperationInput } from '../../../shared/contract/contract.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { saveFile } from '../../stores/saveFile.ts';
import { workbench } from '../../stores/workbench.ts';

export const credentials = makeRemote((includeTestCredentials: boolean) =>
  workbench['credential.list']({ includeTestCredentials }),
);

/** Does something to the credentials; says why it could not be done. */
async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    await credentials.load(false);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

export const importFiles = (
  name: string,
  files: readonly File[],
  secrets: { filePassphrase?: string; passphrase?: string },
): Promise<string | null> =>
  attempt(async () =>
    workbench['credential.import']({ name, files: await Promise.all(files.map(toBase64)), ...secrets }),
  );

/** Makes a key and the request for its certificate; saves the request as a file. */
export const generate = (input: OperationInput<'credential.generate'>): Promise<string | null> =>
  attempt(async () => {
    const { requestPem } = await workbench['credential.generate'](input);
    saveFile(`${input.name}.csr.pem`, requestPem, 'application/pkcs10');
  });

export const remove = (name: string): Promise<string | null> => attempt(() => workbench['credential.remove']({ name }));
