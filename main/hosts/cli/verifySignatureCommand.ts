import type { SignatureVerdict } from '../../../shared/contract/shapes/signatures.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { certificateResolver } from '../credentials.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine } from './output.ts';
import { readDocument } from './readDocument.ts';
import { withWorkbench } from './workbench.ts';

/** What is refused as XML carries no valid signature. */
async function judge(line: CommandLine): Promise<SignatureVerdict> {
  const certificate = line.text('cert');
  const resolver = certificate === undefined ? undefined : certificateResolver(certificate);
  try {
    const xml = readDocument(line.words[0] ?? '-');
    if (resolver) return verifyXmlSignature(xml, resolver);
    return await withWorkbench(line, (workbench) => workbench['signature.verify']({ xml }));
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.code !== 'invalid-xml') throw error;
    return { verdict: 'invalid', reason: error.message, digest: '' };
  }
}

export const verifySignature: Command = {
  synopsis: 'FILE|- [--cert FILE]',
  summary: 'Say whether the XML signature is valid, and who signed.',
  options: { cert: { type: 'string' } },
  words: [1, 1],
  async run(line) {
    const verdict = await judge(line);
    const { signer } = verdict;
    if (line.json) printJson(verdict);
    else {
      printLine(verdict.reason === undefined ? verdict.verdict : `${verdict.verdict}: ${verdict.reason}`);
      if (signer)
        printLine(`signed by ${[signer.eui64, signer.subject, signer.serialNumber].filter(Boolean).join(', ')}`);
    }
    return verdict.verdict === 'valid';
  },
};
