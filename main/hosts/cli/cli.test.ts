import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTestPki, type TestCredential } from '../../smki/testPki.ts';

/** The command line as a script outside the project meets it: a process, its streams and its exit code. */
const entry = fileURLToPath(new URL('../cli.ts', import.meta.url));
const supplier = '90-B3-D5-1F-30-01-00-00';
let folder = '';
let request = '';

interface Answer {
  code: number | null;
  out: string;
  /** Lines of standard error. */
  said: string[];
}

async function uept(
  args: readonly string[],
  options: { input?: string | Buffer; env?: Record<string, string> } = {},
): Promise<Answer> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    cwd: folder,
    // Its own home: nothing of whoever runs the tests is read or written.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_DATA_HOME: join(folder, 'data'),
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      ...options.env,
    },
  });
  // A command that needs no input may be gone before it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: typeof code === 'number' ? code : null, out, said: said.split('\n').filter((line) => line !== '') };
}

const write = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const refused = (message: RegExp) => ({ code: 2, out: '', said: [expect.stringMatching(message)] });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uept-cli-'));
  request = write('request.xml', (await uept(['build', '4.8.1'])).out);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.concurrent('build', () => {
  it('writes one whitespace-free request with what was asked for', async () => {
    const { code, out, said } = await uept([
      ...['build', '4.8.1', '--originator', '90b3d51f30020000', '--target', '00-DB-12-34-56-78-90-A1'],
      ...['--counter', '18446744073709551615', '--set', 'ReadLogPeriod.StartDateTime=2026-01-01T00:00:00.00Z'],
    ]);
    expect([code, said, out.trimEnd().split('\n').length]).toEqual([0, [], 1]);
    expect(out).toContain('>90-B3-D5-1F-30-02-00-00:00-DB-12-34-56-78-90-A1:18446744073709551615<');
    expect(out).toContain('<sr:StartDateTime>2026-01-01T00:00:00.00Z</sr:StartDateTime>');
    expect(out).not.toMatch(/>\s+</);
  });

  it('composes a service for which DCC publishes no template', async () => {
    const { code, out } = await uept(['build', '8.1.1', '--cv', '5']);
    expect([code, out.includes('<sr:ServiceReferenceVariant>8.1.1<')]).toEqual([0, true]);
  });

  it.each([
    ['an unknown SRV', ['build', '99.9'], /^uept: There is no Service Reference Variant "99\.9"/],
    ['no SRV', ['build'], /^uept: Usage: uept build SRV/],
    [
      'an unknown template',
      ['build', '4.8.1', '--template', 'NO'],
      /^uept: There is no template "NO" for 4\.8\.1; there is ECS22b/,
    ],
    [
      'an EUI-64 in the wrong form',
      ['build', '4.8.1', '--target', '00-DB-12'],
      /^uept: Target "00-DB-12" is not an EUI-64/,
    ],
    [
      'a counter past 64 bits',
      ['build', '4.8.1', '--counter', '18446744073709551616'],
      /is not a whole number from 0 to 18446744073709551615/,
    ],
    ['a path that leads nowhere', ['build', '4.8.1', '--set', 'No.Where=1'], /leads nowhere: .* it has ReadLogPeriod/],
    ['a setting without a value', ['build', '4.8.1', '--set', 'No'], /^uept: --set takes PATH=VALUE/],
    [
      'a Command Variant that is none',
      ['build', '4.8.1', '--cv', '12'],
      /^uept: --cv takes a whole number from 1 to 9/,
    ],
    ['a version that is none', ['build', '4.8.1', '--schema-version', 'new'], /^uept: "new" is not a DUIS version/],
    ['an unknown option', ['build', '4.8.1', '--nope'], /^uept: Unknown option '--nope'/],
  ])('refuses %s in one line', async (_, args, message) => {
    expect(await uept(args)).toEqual(refused(message));
  });
});

describe.concurrent('validate', () => {
  it('answers in JSON, with a place for each finding, and a warning is no failure', async () => {
    const zeros = (await uept(['build', '4.8.1', '--target', '0000000000000000'])).out;
    const { code, out } = await uept(['validate', '-', '--json'], { input: zeros });
    const answer = JSON.parse(out) as { valid: boolean; findings: Record<string, unknown>[] };
    expect([code, answer.valid]).toEqual([0, true]);
    expect(answer.findings).toContainEqual({
      rule: 'business-target',
      severity: 'warning',
      message: expect.any(String),
      line: 1,
      column: expect.any(Number),
      xpath: '/sr:Request/sr:Header/sr:RequestID',
    });
  });

  it('finds what the XSD and the rules beyond it forbid', async () => {
    const wrong = (await uept(['build', '4.8.1', '--cv', '4'])).out.replace('-30-01-00-00:', '-30-01-00-0:');
    const rules = async (args: string[]): Promise<[number | null, unknown[]]> => {
      const { code, out } = await uept(['validate', '-', '--json', ...args], { input: wrong });
      return [code, (JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)];
    };
    expect(await rules([])).toEqual([1, ['xsd-pattern', 'command-variant']]);
    expect(await rules(['--xsd-only'])).toEqual([1, ['xsd-pattern']]);
  });

  it('holds a Response against the XSD alone', async () => {
    const response = (await uept(['build', '4.8.1'])).out.replaceAll('sr:Request', 'sr:Response');
    const { code, out } = await uept(['validate', '-', '--json'], { input: response });
    const { findings } = JSON.parse(out) as { findings: { rule: string }[] };
    expect([code, findings.every(({ rule }) => rule.startsWith('xsd-'))]).toEqual([1, true]);
  });

  it('holds the role of the originator against the service', async () => {
    const update = (await uept(['build', '1.1.1'])).out;
    const { code, out } = await uept(['validate', '-', '--role', 'MDR'], { input: update });
    expect([code, out]).toEqual([1, expect.stringContaining('user-role')]);
    expect((await uept(['validate', '-', '--role', 'IS'], { input: update })).code).toBe(0);
  });

  it.each([
    ['a tag that does not close', '<a>\n<b></a>', 2, /./],
    ['two roots', '<a/><b/>', 1, /./],
    ['invalid UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0x0a, 0xff]), 2, /^the byte FF is not valid UTF-8/],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 1, /^a DOCTYPE is refused/],
    ['10,000 levels', '<a>'.repeat(10_000), 1, /nest deeper than 256 levels/],
    ['100 MB', Buffer.alloc(100 * 1024 * 1024, 0x20), 1, /the limit is 67108864/],
    ['nothing', '', 1, /there is no XML document here/],
  ])('answers no to %s, with the place', async (_, input, line, message) => {
    const { code, out } = await uept(['validate', '-', '--json'], { input });
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        valid: false,
        findings: [
          {
            rule: 'xml-well-formed',
            severity: 'error',
            message: expect.stringMatching(message),
            line,
            column: expect.any(Number),
            xpath: '',
          },
        ],
      },
    ]);
  });

  it.each([
    ['a file that is not there', ['validate', 'nowhere.xml'], /^uept: nowhere\.xml cannot be read \(ENOENT\)/],
    ['a folder', ['validate', '.'], /^uept: \. cannot be read \(EISDIR\)/],
    [
      'a version that is not at hand',
      ['validate', 'request.xml', '--schema', '9.9'],
      /^uept: DUIS 9\.9 is not at hand; there is 5\.1/,
    ],
    ['a role that is none', ['validate', 'request.xml', '--role', 'XX'], /^uept: There is no User Role "XX"/],
  ])('refuses %s in one line', async (_, args, message) => {
    expect(await uept(args)).toEqual(refused(message));
  });
});

describe.concurrent('sign', () => {
  const counterOf = (xml: string): bigint => BigInt(/RequestID>[^<]*:(\d+)</.exec(xml)?.[1] ?? -1);

  it('gives each request a higher counter, remembered in the workspace', async () => {
    const workspace = join(folder, 'counters.uept');
    const sign = ['sign', request, '--credential', `zaz1:${supplier}`, '--workspace', workspace];
    const signed = [(await uept(sign)).out, (await uept(sign)).out];
    const [first = 0n, second = 0n] = signed.map(counterOf);
    expect(first > 1_700_000_000_000n && second > first && existsSync(workspace)).toBe(true);
    expect((await uept(['verify-signature', '-'], { input: signed[0] ?? '' })).code).toBe(0);
  });

  it('keeps the counter of the request where asked to, and needs no workspace for it', async () => {
    const workspace = join(folder, 'untouched.uept');
    const args = ['sign', '-', '--credential', `zaz1:${supplier}`, '--preserve-counter', '--workspace', workspace];
    const { code, out } = await uept(args, { input: readFileSync(request) });
    expect([code, counterOf(out), existsSync(workspace)]).toEqual([0, counterOf(readFileSync(request, 'utf8')), false]);
  });

  it('falls back to the clock, and says so, where the usual workspace cannot be written', async () => {
    const blocked = write('blocked', 'a file where a folder should be');
    const { code, out, said } = await uept(['sign', request, '--credential', `zaz1:${supplier}`], {
      env: { XDG_DATA_HOME: blocked },
    });
    expect([code, counterOf(out) > 1_700_000_000_000n, said]).toEqual([
      0,
      true,
      [expect.stringContaining('is the time of this machine')],
    ]);
  });

  it.each([
    ['nobody', [], /^uept: Say who signs, in one way/],
    ['an unknown credential', ['--credential', 'nobody'], /^uept: There is no credential "nobody"; none is kept/],
    [
      'an organisation that ZAZ1 lacks',
      ['--credential', 'zaz1:00-00-00-00-00-00-00-01'],
      /^uept: ZAZ1 has no credential of/,
    ],
    ['an EUI-64 in the wrong form', ['--credential', 'zaz1:12'], /^uept: EUI-64 "12" is not an EUI-64/],
    ['a key that is not there', ['--key', 'no.pem', '--cert', 'no.crt'], /^uept: no\.pem cannot be read/],
  ])('refuses %s in one line', async (_, args, message) => {
    expect(await uept(['sign', request, ...args])).toEqual(refused(message));
  });
});

describe.concurrent('verify-signature', () => {
  it('answers no to a changed document, to none, and to what is no XML', async () => {
    const signed = (await uept(['sign', request, '--credential', `zaz1:${supplier}`, '--preserve-counter'])).out;
    const verdictOf = async (input: string): Promise<[number | null, unknown]> => {
      const { code, out } = await uept(['verify-signature', '-', '--json'], { input });
      return [code, (JSON.parse(out) as { verdict: string }).verdict];
    };
    expect(await verdictOf(signed)).toEqual([0, 'valid']);
    expect(await verdictOf(signed.replace('4.8.1', '4.8.2'))).toEqual([1, 'invalid']);
    expect(await verdictOf(readFileSync(request, 'utf8'))).toEqual([1, 'absent']);
    expect(await verdictOf('<a>')).toEqual([1, 'invalid']);
  });
});

describe('credential', () => {
  let current: TestCredential;
  let expired: TestCredential;
  let other: TestCredential;
  const passphrase = { UEPT_PASSPHRASE: 'correct horse' };
  const at = (): string[] => ['--workspace', join(folder, 'own', 'a.uept')];

  beforeAll(async () => {
    const make = (notBefore: string, notAfter: string) =>
      generateTestPki({
        organisations: [],
        devices: [],
        dsp: supplier,
        notBefore: new Date(notBefore),
        notAfter: new Date(notAfter),
      });
    const pki = await make('2020-01-01', '2099-01-01');
    [current, other] = [pki.dsp.xmlSigning, pki.dsp.digitalSignature];
    expired = (await make('2020-01-01', '2021-01-01')).dsp.xmlSigning;
    write('current.pem', current.privateKeyPem + current.certificatePem);
    write('current.key', current.privateKeyPem);
    write('other.crt', other.certificatePem);
    write('expired.pem', expired.privateKeyPem + expired.certificatePem);
  });

  it('imports, lists and signs, and shows no private key', async () => {
    const imported = await uept(['credential', 'import', 'current.pem', '--name', 'mine', '--json', ...at()], {
      env: passphrase,
    });
    const { fingerprint, serialNumber, notAfter } = current.certificate;
    expect([imported.code, JSON.parse(imported.out)]).toMatchObject([
      0,
      {
        name: 'mine',
        standing: 'ready',
        eui64: supplier,
        purpose: 'xmlSigning',
        fingerprint,
        serialNumber,
        notAfter,
        problems: [],
      },
    ]);
    const listed = await uept(['credential', 'list', '--json', ...at()]);
    expect([listed.code, JSON.parse(listed.out)]).toMatchObject([0, [{ name: 'mine', hasPrivateKey: true }]]);
    const file = join(folder, 'own', 'credentials', 'mine.credential.json');
    expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8').includes('BEGIN PRIVATE KEY')]).toEqual([
      0o600,
      false,
    ]);
    expect(imported.out + listed.out).not.toContain('PRIVATE KEY');
    for (const name of ['mine', supplier, serialNumber]) {
      const signed = await uept(['sign', request, '--preserve-counter', '--credential', name, ...at()], {
        env: passphrase,
      });
      expect([signed.code, signed.said]).toEqual([0, []]);
      expect((await uept(['verify-signature', '-', ...at()], { input: signed.out })).code).toBe(0);
    }
  });

  it('refuses a wrong passphrase, a missing one, and a name that is taken', async () => {
    const sign = ['sign', request, '--credential', 'mine', ...at()];
    expect(await uept(sign, { env: { UEPT_PASSPHRASE: 'wrong' } })).toEqual(
      refused(/^uept: The passphrase does not open the credential "mine"$/),
    );
    expect(await uept(sign)).toEqual(refused(/is protected by a passphrase: set UEPT_PASSPHRASE/));
    const again = ['credential', 'import', 'current.pem', '--name', 'mine', ...at()];
    expect(await uept(again, { env: passphrase })).toEqual(refused(/^uept: There is a credential "mine" already/));
    expect(await uept(['credential', 'import', 'current.pem', '--name', 'new', ...at()])).toEqual(
      refused(/^uept: Private keys are kept encrypted only/),
    );
  });

  it('refuses a certificate for another key, and an expired one', async () => {
    const pair = ['--key', 'current.key', '--cert', 'other.crt'];
    expect(await uept(['sign', request, ...pair])).toEqual(refused(/is for another key/));
    expect(await uept(['credential', 'import', 'current.key', '--cert', 'other.crt', '--name', 'x', ...at()])).toEqual(
      refused(/is for another key/),
    );
    expect(await uept(['sign', request, '--key', 'expired.pem'])).toEqual(
      refused(/valid from 2020-01-01T00:00:00Z to 2021/),
    );
    expect(await uept(['credential', 'import', 'expired.pem', '--name', 'x', ...at()], { env: passphrase })).toEqual(
      refused(/valid from 2020-01-01T00:00:00Z to 2021/),
    );
  });

  it('generates a key with its request, and removes it', async () => {
    const args = ['credential', 'generate', '--role', 'xmlSign', '--eui', supplier, '--name', 'fresh', ...at()];
    const made = await uept(args, { env: passphrase });
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^-----BEGIN CERTIFICATE REQUEST-----/)]);
    expect(await uept(['sign', request, '--credential', 'fresh', ...at()])).toEqual(refused(/awaits its certificate/));
    expect(await uept(['credential', 'import', 'other.crt', '--name', 'fresh', ...at()])).toEqual(
      refused(/is for another key/),
    );
    expect((await uept(['credential', 'remove', 'fresh', ...at()])).code).toBe(0);
    expect(await uept(['credential', 'remove', 'fresh', ...at()])).toEqual(
      refused(/^uept: There is no credential "fresh"/),
    );
  });
});

describe.concurrent('catalogue and codes', () => {
  it('lays a file of the user over the catalogue, and shows it as theirs', async () => {
    write('own.yaml', '- serviceReferenceVariant: "4.8.2"\n  eligibleRoles: [MDR]\n');
    const entries = JSON.parse(
      (await uept(['catalogue', '--role', 'MDR', '--catalogue', 'own.yaml', '--json'])).out,
    ) as {
      serviceReferenceVariant: string;
      provenance: string;
    }[];
    const own = entries.find((entry) => entry.serviceReferenceVariant === '4.8.2');
    expect([entries.length, own?.provenance]).toEqual([
      12,
      expect.stringMatching(/^own entry: eligibleRoles; otherwise/),
    ]);
    write('wrong.yaml', '- serviceReferenceVariant: "4.8.2"\n  critical: perhaps\n');
    expect(await uept(['catalogue', '--catalogue', 'wrong.yaml'])).toEqual(
      refused(/^uept: wrong\.yaml: .* 4\.8\.2, critical:/),
    );
  });

  it('says what a code means', async () => {
    const [code] = JSON.parse((await uept(['codes', 'E19', '--json'])).out) as Record<string, unknown>[];
    expect(code).toMatchObject({ code: 'E19', kind: 'responseCode', severity: 'error', meaning: expect.any(String) });
    expect((JSON.parse((await uept(['codes', '--json'])).out) as unknown[]).length).toBe(194 + 66);
    expect((await uept(['codes', '8f66'])).out).toContain('(deviceAlert)');
    expect(await uept(['codes', 'XX'])).toEqual(refused(/^uept: "XX" is none of the 194 Response Codes/));
  });
});

const published = fileURLToPath(new URL('../../../../shared/schemas/5.4', import.meta.url));
const absent = existsSync(published) ? '' : ' (skipped: ../shared/schemas is absent)';

describe.concurrent('schema', () => {
  it('lists what is bundled, and refuses what holds no schema', async () => {
    expect(JSON.parse((await uept(['schema', 'list', '--json'])).out)).toMatchObject([
      { version: '5.1', origin: 'bundled' },
    ]);
    expect(await uept(['schema', 'import', 'nowhere'])).toEqual(refused(/nowhere is not a folder or zip/));
    expect(await uept(['schema', 'diff', '5.1', '7.0'])).toEqual(refused(/^uept: DUIS 7\.0 is not at hand/));
    expect(await uept(['schema', 'mend'])).toEqual(refused(/^uept: Usage: uept schema/));
  });

  it.skipIf(absent !== '')(`takes in a version as DCC publishes it, and checks by it${absent}`, async () => {
    const at = ['--workspace', join(folder, 'schemas-of-my-own', 'a.uept')];
    const imported = await uept(['schema', 'import', published, '--json', ...at]);
    expect([imported.code, JSON.parse(imported.out)]).toMatchObject([
      0,
      { imported: { version: '5.4', origin: 'own' }, replaced: false },
    ]);
    expect((await uept(['validate', request, '--schema', '5.4', ...at])).code).toBe(0);
    const diff = JSON.parse((await uept(['schema', 'diff', '5.1', '5.4', '--json', ...at])).out) as Record<
      string,
      unknown
    >[];
    expect(diff.map(({ serviceReferenceVariant }) => serviceReferenceVariant)).toContain('5.1');
  });
});
