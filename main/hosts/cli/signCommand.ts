import { WorkbenchError } from '../../../shared/errors.ts';
import type { SigningCredential } from '../../ipc/hostServices.ts';
import { remarkOnSigner } from '../../ipc/prepareRequest.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import { credentialFromFiles } from '../credentials.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine, remark } from './output.ts';
import { askFilePassphrase } from './passphrase.ts';
import { readDocument } from './readDocument.ts';
import { withWorkbench } from './workbench.ts';

/** Opens the files; a passphrase is asked for only where they need one. */
async function openFiles(files: readonly string[]): Promise<SigningCredential> {
  try {
    return credentialFromFiles(files, undefined);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.code !== 'wrong-password') throw error;
    const passphrase = await askFilePassphrase(`Passphrase of ${files[0]}`);
    if (passphrase !== undefined) return credentialFromFiles(files, passphrase);
    throw new WorkbenchError(
      'wrong-password',
      `${files[0]} is protected by a passphrase: set UEPT_PASSPHRASE, or run in a terminal`,
      { cause: error },
    );
  }
}

interface Signed {
  xml: string;
  remarks: string[];
}

async function signWithFiles(line: CommandLine, xml: string, files: readonly string[]): Promise<Signed> {
  const { signer, certificate, remarks } = await openFiles(files);
  const preserveCounter = line.flag('preserve-counter');
  const prepared = await withWorkbench(line, (workbench) => workbench['request.prepare']({ xml, preserveCounter }));
  return {
    xml: signXml(prepared.xml, signer),
    remarks: [...remarks, ...prepared.remarks, ...remarkOnSigner(prepared.xml, certificate.eui64)],
  };
}

function signed(line: CommandLine, xml: string): Promise<Signed> {
  const [credential, key, cert] = [line.text('credential'), line.text('key'), line.text('cert')];
  if (credential === undefined && key !== undefined) {
    return signWithFiles(line, xml, cert === undefined ? [key] : [key, cert]);
  }
  if (credential === undefined || key !== undefined || cert !== undefined) {
    throw new WorkbenchError(
      'invalid-argument',
      'Say who signs, in one way: --credential NAME (for example zaz1:90-B3-D5-1F-30-01-00-00), or --key FILE with --cert FILE',
    );
  }
  const preserveCounter = line.flag('preserve-counter');
  return withWorkbench(line, (workbench) => workbench['request.sign']({ xml, credential, preserveCounter }));
}

export const sign: Command = {
  synopsis: 'FILE|- [--credential NAME | --key FILE --cert FILE] [--preserve-counter]',
  summary:
    'Sign a Service Request under a fresh Originator Counter, or its own; zaz1:<EUI-64> names a DCC Boxed test credential.',
  options: {
    credential: { type: 'string' },
    key: { type: 'string' },
    cert: { type: 'string' },
    'preserve-counter': { type: 'boolean' },
  },
  words: [1, 1],
  async run(line) {
    const { xml, remarks } = await signed(line, readDocument(line.words[0] ?? '-'));
    if (line.json) printJson({ xml, remarks });
    else printLine(xml);
    for (const text of remarks) remark(`uept: ${text}`);
    return true;
  },
};
