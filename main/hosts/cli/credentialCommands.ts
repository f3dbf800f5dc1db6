import { writeFileSync } from 'node:fs';
import type { OperationInput, Workbench } from '../../../shared/contract/contract.ts';
import type { CredentialView } from '../../../shared/contract/shapes/credentials.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { parseEui64 } from '../../duis/eui64.ts';
import { readBytes } from '../credentials.ts';
import type { Command, CommandLine } from './arguments.ts';
import { given } from './given.ts';
import { printJson, printLine, remark, table } from './output.ts';
import { askFilePassphrase } from './passphrase.ts';
import { withWorkbench } from './workbench.ts';

const synopsis =
  'list [--zaz1] | import FILE [--cert FILE] --name NAME [--replace] | generate --role ROLE --eui EUI [--purpose PURPOSE] [--common-name TEXT] [--name NAME] [--out FILE] | remove NAME';

const usage = (): WorkbenchError => new WorkbenchError('invalid-argument', `Usage: uept credential ${synopsis}`);

function describe(credential: CredentialView): string {
  const { name, standing, purpose, role, eui64, notBefore, notAfter, fingerprint, serialNumber, problems } = credential;
  const rows = [
    `${name}: ${standing}`,
    `  for ${purpose ?? 'nothing yet'}${role === null ? '' : `, role ${role.number} (${role.name})`}, ${eui64 ?? 'no EUI-64'}`,
    ...(notBefore === null ? [] : [`  valid ${notBefore} to ${notAfter}, serial number ${serialNumber}`]),
    ...(fingerprint === null ? [] : [`  SHA-256 ${fingerprint}`]),
    ...(fingerprint !== null || credential.publicKeyFingerprint === null
      ? []
      : [`  public key SHA-256 ${credential.publicKeyFingerprint}`]),
    ...problems.map(({ severity, message }) => `  ${severity}: ${message}`),
  ];
  return rows.join('\n');
}

async function list(line: CommandLine, workbench: Workbench): Promise<boolean> {
  const credentials = await workbench['credential.list']({ includeTestCredentials: line.flag('zaz1') });
  if (line.json) printJson(credentials);
  else if (credentials.length === 0) printLine('No credential is kept here; --zaz1 lists those of DCC Boxed.');
  else {
    const rows = credentials.map((one) => [
      one.name,
      one.standing,
      one.purpose ?? '',
      one.eui64 ?? '',
      one.role?.name ?? '',
      one.notAfter?.slice(0, 10) ?? '',
      (one.fingerprint ?? one.publicKeyFingerprint ?? '').slice(0, 16),
      one.problems.map(({ message }) => message).join(' '),
    ]);
    printLine(table([['Name', 'Standing', 'For', 'EUI-64', 'Role', 'Until', 'SHA-256', ''], ...rows]));
  }
  return true;
}

/** Tries the files as they are, and asks for their passphrase only where they need one. */
async function importFiles(
  workbench: Workbench,
  input: OperationInput<'credential.import'>,
  file: string,
): Promise<CredentialView> {
  try {
    return await workbench['credential.import'](input);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.code !== 'wrong-password') throw error;
    const filePassphrase = await askFilePassphrase(`Passphrase of ${file}`);
    if (filePassphrase === undefined) throw error;
    return workbench['credential.import']({ ...input, filePassphrase });
  }
}

async function take(line: CommandLine, workbench: Workbench, file: string): Promise<boolean> {
  const [name, certificate] = [line.text('name'), line.text('cert')];
  if (name === undefined) throw new WorkbenchError('invalid-argument', 'Say how to call the credential: --name NAME');
  const files = [file, ...(certificate === undefined ? [] : [certificate])].map((one) =>
    Buffer.from(readBytes(one)).toString('base64'),
  );
  const kept = await importFiles(workbench, { name, files, replace: line.flag('replace') }, file);
  if (line.json) printJson(kept);
  else printLine(describe(kept));
  return true;
}

/** Remote Party Roles of certificates (GBCS), by name and by the User Roles that hold them. */
const remotePartyRoles: Readonly<Record<string, number>> = {
  supplier: 2,
  is: 2,
  gs: 2,
  es: 2,
  networkoperator: 3,
  ed: 3,
  gt: 3,
  other: 127,
  rsa: 127,
  ou: 127,
  mdr: 127,
  xmlsign: 135,
};
const xmlSigningRole = 135;
const purposes = ['xmlSigning', 'digitalSignature', 'keyAgreement'] as const;

function readRole(text: string | undefined): number {
  const role = /^\d{1,3}$/.test(text ?? '') ? Number(text) : remotePartyRoles[text?.toLowerCase() ?? ''];
  if (role !== undefined && role <= 255) return role;
  throw new WorkbenchError(
    'invalid-argument',
    `--role takes xmlSign, supplier, networkOperator, other, a User Role such as MDR, or the number of a Remote Party Role, not "${text ?? ''}"`,
  );
}

function readPurpose(text: string | undefined, role: number): (typeof purposes)[number] {
  if (text === undefined) return role === xmlSigningRole ? 'xmlSigning' : 'digitalSignature';
  const found = purposes.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new WorkbenchError('invalid-argument', `--purpose takes ${purposes.join(', ')}, not "${text}"`);
}

function writeRequest(file: string, pem: string): void {
  try {
    writeFileSync(file, pem);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new WorkbenchError('unwritable-file', `${file} cannot be written (${code}); check the path`, { cause });
  }
}

async function generate(line: CommandLine, workbench: Workbench): Promise<boolean> {
  const eui = line.text('eui');
  if (eui === undefined) throw new WorkbenchError('invalid-argument', 'Say whose it is: --eui EUI-64');
  const eui64 = parseEui64(eui);
  const remotePartyRole = readRole(line.text('role'));
  const purpose = readPurpose(line.text('purpose'), remotePartyRole);
  const { credential, requestPem } = await workbench['credential.generate']({
    name: line.text('name') ?? `${eui64}-${purpose}`,
    purpose,
    eui64,
    remotePartyRole,
    ...given('commonName', line.text('common-name')),
  });
  const out = line.text('out');
  if (out !== undefined) writeRequest(out, requestPem);
  if (line.json) printJson({ credential, requestPem });
  else if (out === undefined) printLine(requestPem.trimEnd());
  remark(
    `The key of "${credential.name}" is kept, encrypted. Send the certificate signing request to the SMKI, and import the certificate under the same name.`,
  );
  return true;
}

async function remove(workbench: Workbench, name: string): Promise<boolean> {
  await workbench['credential.remove']({ name });
  remark(`The credential "${name}" is removed.`);
  return true;
}

export const credential: Command = {
  synopsis,
  summary:
    'Credentials: keys and certificates, kept beside the workspace, private keys encrypted under UEPT_PASSPHRASE or what you type.',
  options: {
    name: { type: 'string' },
    cert: { type: 'string' },
    role: { type: 'string' },
    eui: { type: 'string' },
    purpose: { type: 'string' },
    'common-name': { type: 'string' },
    out: { type: 'string' },
    replace: { type: 'boolean' },
    zaz1: { type: 'boolean' },
  },
  words: [1, 2],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const [verb, word] = line.words;
      if (verb === 'list' && word === undefined) return list(line, workbench);
      if (verb === 'import' && word !== undefined) return take(line, workbench, word);
      if (verb === 'generate' && word === undefined) return generate(line, workbench);
      if (verb === 'remove' && word !== undefined) return remove(workbench, word);
      throw usage();
    }),
};
