// Verifies a pack with nothing but Node (20 or later): this file and the two that it imports are all that it takes.
//
//   node verify.js PACK.zip [--signer SHA-256] [--head HASH]
//
// Exits 0 for a pack that is whole, 1 for one that is not, 2 where it cannot be read.
import { parseArgs } from 'node:util';
import { withPackFile } from './packFile.js';
import { verifyPack } from './verifier.js';

const usage = 'node verify.js PACK.zip [--signer SHA-256] [--head HASH]';

/** @param {string} message */
function refuse(message) {
  process.stderr.write(`verify: ${message}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    const options = /** @type {const} */ ({ signer: { type: 'string' }, head: { type: 'string' } });
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [file] = positionals;
    if (file !== undefined && positionals.length === 1) return { file, expected: { ...values } };
  } catch {
    // What is wrong with them, the usage says.
  }
  return refuse(`usage: ${usage}`);
}

const { file, expected } = readArguments() ?? { file: '', expected: {} };
const verdict = await withPackFile(file, (reader) => verifyPack(reader, expected)).catch((/** @type {Error} */ error) =>
  refuse(`${file} cannot be read (${error.message}); check the path`),
);
if (verdict?.problem) {
  process.stdout.write(`not whole: ${verdict.problem.item}: ${verdict.problem.reason}\n`);
  process.exitCode = 1;
} else if (verdict) {
  const kind = `${verdict.draft ? ' (a draft)' : ''}${verdict.redacted ? ' (redacted)' : ''}`;
  process.stdout.write(
    `whole${kind}: ${verdict.files} files, ${verdict.events} events\nchain head ${verdict.chainHead}\nsigner ${verdict.signer}\nsigned off by ${verdict.signOffs.join(', ') || 'nobody but the tester'}\n`,
  );
}
