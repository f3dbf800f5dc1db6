import type { PreflightFinding } from '../../shared/contract/shapes/targets.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { findServiceReferenceVariant, type ServiceReferenceVariant } from '../duis/catalogue.ts';
import { fail, pass, warn } from './preflightFinding.ts';
import { checkProviders } from './preflightProviders.ts';

/** What was found out about a target and this machine; nothing was sent to find it. */
export interface PreflightFacts {
  target: string;
  campaign: LoadedCampaign;
  catalogue: readonly ServiceReferenceVariant[];
  /** Why the profile cannot be read, or its hosts not be used. */
  profileProblems: readonly string[];
  schema: { wanted: string; atHand: readonly string[] };
  credentials: readonly CredentialFact[];
  /** The EUI-64s that the target has, where it says so. */
  knownDevices: readonly string[] | undefined;
  /** The S1SPs that the profile names; undefined where the target gives the certificates of its own. */
  smets1ServiceProviders: readonly string[] | undefined;
  receiveResponse: { address: string; problem: string | undefined };
  reach: { address: string; problem: string | undefined; clockAheadMs: number | undefined };
  workspace: { file: string; problem: string | undefined; freeBytes: number | undefined };
  chain: { length: number; problem: string | undefined };
  counters: { highest: string | undefined; nowMs: number };
}

export interface CredentialFact {
  purpose: 'xmlSigning' | 'digitalSignature' | 'keyAgreement';
  /** Undefined where the profile names none. */
  name: string | undefined;
  eui64?: string | undefined;
  /** Why it cannot be used at all. */
  problem?: string | undefined;
  /** As `checkCredential` makes them. */
  remarks: readonly { rule: string; severity: 'error' | 'warning'; message: string }[];
}

function checkProfile({ target, profileProblems }: PreflightFacts): PreflightFinding[] {
  if (profileProblems.length === 0) return [pass('target-profile', `The target "${target}" may be used`)];
  return profileProblems.map((problem) => fail('target-profile', problem, `Mend the file of the target "${target}"`));
}

function checkSchema({ schema: { wanted, atHand } }: PreflightFacts): PreflightFinding[] {
  if (atHand.includes(wanted)) return [pass('schema-version', `The DUIS schema ${wanted} is at hand`)];
  return [
    fail(
      'schema-version',
      `The target takes DUIS ${wanted}; at hand ${atHand.length === 1 ? 'is' : 'are'} ${atHand.join(', ')}`,
      `Import the XSDs that DCC publishes: uept schema import DIR`,
    ),
  ];
}

/** What lies below a critical service is signed by the User; an encrypted answer is read with its Key Agreement key. */
function needs({ campaign, catalogue }: PreflightFacts, purpose: CredentialFact['purpose']): string | undefined {
  if (purpose === 'xmlSigning') return 'every request is signed with it';
  const entries = campaign.sequences
    .flatMap(({ steps }) => steps)
    .flatMap((step) => ('send' in step ? [catalogue.find((one) => one.serviceReferenceVariant === step.send)] : []));
  const found = entries.find((entry) =>
    purpose === 'digitalSignature' ? entry?.critical : entry?.keyAgreementCertificate,
  );
  if (!found) return undefined;
  return purpose === 'digitalSignature'
    ? `the Pre-Commands of ${found.serviceReferenceVariant} are signed with it`
    : `answers to ${found.serviceReferenceVariant} are encrypted for it`;
}

const purposeNames: Readonly<Record<CredentialFact['purpose'], string>> = {
  xmlSigning: 'XML signing',
  digitalSignature: 'Digital Signature',
  keyAgreement: 'Key Agreement',
};
const askForNew = 'Ask for a new certificate: uept credential generate';
/** By the rule of `checkCredential` that spoke. */
const mendsOfCredentials: Readonly<Record<string, string>> = {
  'credential-validity': askForNew,
  'credential-expiry': askForNew,
  'credential-key': 'Import the key and the certificate that belong together',
};

function checkCredentials(facts: PreflightFacts): PreflightFinding[] {
  return facts.credentials.flatMap((fact): PreflightFinding[] => {
    const check = `credential-${fact.purpose}`;
    const need = needs(facts, fact.purpose);
    if (fact.name === undefined) {
      if (need === undefined) return [{ check, outcome: 'skipped', message: 'None is named, and none is needed' }];
      return [
        fail(
          check,
          `The target names no credential for ${fact.purpose}, and ${need}`,
          `Name one under "credentials" of the target`,
        ),
      ];
    }
    if (fact.problem !== undefined)
      return [fail(check, fact.problem, 'Import the credential, or name another: uept credential list')];
    if (fact.remarks.length === 0)
      return [pass(check, `${purposeNames[fact.purpose]}, "${fact.name}" of ${fact.eui64 ?? 'no EUI-64'}: good today`)];
    return fact.remarks.map(({ rule, severity, message }) => {
      const said = `${purposeNames[fact.purpose]}, "${fact.name}": ${message}`;
      const mend = mendsOfCredentials[rule] ?? 'Name a credential that was issued for this purpose';
      return severity === 'error' ? fail(check, said, mend) : warn(check, said, mend);
    });
  });
}

function checkOneParty({ credentials }: PreflightFacts): PreflightFinding[] {
  const owners = [...new Set(credentials.flatMap(({ eui64 }) => eui64 ?? []))];
  if (owners.length < 2) return [];
  return [
    fail(
      'credentials-of-one-party',
      `The credentials are of different parties: ${owners.join(', ')}`,
      'Name credentials of one EUI-64',
    ),
  ];
}

/** A step that expects a refusal may ask for what its role may not have. */
const expectsRefusal = (code: string | undefined): boolean => code?.startsWith('E') ?? false;

function checkRole({ campaign, catalogue }: PreflightFacts): PreflightFinding[] {
  const wrong = campaign.sequences.flatMap((sequence) =>
    sequence.steps.flatMap((step) => {
      if (!('send' in step) || expectsRefusal(step.expect?.acknowledgement)) return [];
      const entry = catalogue.find((one) => one.serviceReferenceVariant === step.send);
      const generation = step.device === undefined ? undefined : campaign.devices[step.device]?.generation;
      const own = entry?.eligibleRoles.filter(({ role }) => role === campaign.userRole) ?? [];
      if (own.length === 0) return [`${sequence.id} ${step.id} sends ${step.send}`];
      const may = own.some(
        ({ deviceGenerations }) => generation === undefined || (deviceGenerations?.includes(generation) ?? true),
      );
      return may ? [] : [`${sequence.id} ${step.id} sends ${step.send} to a ${generation} device`];
    }),
  );
  if (wrong.length === 0)
    return [pass('role-may-send', `The role ${campaign.userRole} may send every service of "${campaign.title}"`)];
  return [
    fail(
      'role-may-send',
      `The role ${campaign.userRole} may not send: ${wrong.join('; ')}`,
      'Change the steps, or expect a refusal (E2)',
    ),
  ];
}

/** Services that are sent to no device. */
const isNonDevice = (variant: string): boolean =>
  findServiceReferenceVariant(variant)?.commandVariants.includes(8) ?? false;

function checkDevices({ campaign, knownDevices }: PreflightFacts): PreflightFinding[] {
  const used = new Set(
    campaign.sequences.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        'send' in step &&
        step.device !== undefined &&
        !isNonDevice(step.send) &&
        !expectsRefusal(step.expect?.acknowledgement)
          ? [step.device]
          : [],
      ),
    ),
  );
  if (used.size === 0) return [{ check: 'devices-are-known', outcome: 'skipped', message: 'No device is addressed' }];
  if (knownDevices === undefined)
    return [
      {
        check: 'devices-are-known',
        outcome: 'skipped',
        message: `The target does not say which devices it has; ${used.size} are addressed`,
      },
    ];
  const missing = [...used].filter((name) => !knownDevices.includes(campaign.devices[name]?.deviceId ?? name));
  if (missing.length === 0) return [pass('devices-are-known', `The target has all ${used.size} devices`)];
  return [
    fail(
      'devices-are-known',
      `The target has no ${missing.map((name) => `${name} (${campaign.devices[name]?.deviceId ?? 'by EUI-64'})`).join(', ')}`,
      'Correct "devices" of the campaign',
    ),
  ];
}

const largestSkewMs = 10_000;
const leastFreeBytes = 200 * 1024 * 1024;

function checkClock({ reach: { clockAheadMs } }: PreflightFacts): PreflightFinding[] {
  if (clockAheadMs === undefined)
    return [{ check: 'clock', outcome: 'skipped', message: 'The target does not tell the time' }];
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  if (Math.abs(clockAheadMs) <= largestSkewMs)
    return [
      pass(
        'clock',
        `The target’s clock and this one are ${seconds === 0 ? 'less than a second' : `${seconds} s`} apart`,
      ),
    ];
  return [
    warn(
      'clock',
      `The target’s clock is ${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this one`,
      'Set this machine’s clock: execution times, read periods and counters depend on it',
    ),
  ];
}

function checkCounters({ counters: { highest, nowMs } }: PreflightFacts): PreflightFinding[] {
  if (highest === undefined) return [pass('originator-counters', 'No Originator Counter has been used yet')];
  if (BigInt(highest) <= BigInt(nowMs))
    return [
      pass(
        'originator-counters',
        `The highest Originator Counter so far is ${highest}; the next ones follow the clock`,
      ),
    ];
  return [
    warn(
      'originator-counters',
      `The highest Originator Counter, ${highest}, is ahead of this machine’s clock; the next ones count on from it`,
      'Nothing needs to be done, unless another program sends for the same party: then both must not share counters',
    ),
  ];
}

function checkWorkspace({ workspace, chain }: PreflightFacts): PreflightFinding[] {
  const { file, problem, freeBytes } = workspace;
  if (problem !== undefined) return [fail('workspace', problem, 'Name another workspace with --workspace')];
  const findings = [
    freeBytes !== undefined && freeBytes < leastFreeBytes
      ? warn(
          'disk-space',
          `${Math.floor(freeBytes / 1024 / 1024)} MB are free beside ${file}`,
          'Make room: evidence is never thrown away',
        )
      : pass('disk-space', `There is room beside ${file}`),
  ];
  return [
    ...findings,
    chain.problem === undefined
      ? pass('evidence-chain', `The evidence chain is whole: ${chain.length} events`)
      : fail(
          'evidence-chain',
          `The evidence chain is broken: ${chain.problem}`,
          'Keep the file as it is, and go on in another workspace',
        ),
  ];
}

function checkPlaces({ reach, receiveResponse }: PreflightFacts): PreflightFinding[] {
  return [
    reach.problem === undefined
      ? pass('target-is-reachable', `${reach.address} takes connections`)
      : fail(
          'target-is-reachable',
          reach.problem,
          'Start the target, or correct "url", "tls" or the way there (VPN, gateway)',
        ),
    receiveResponse.problem === undefined
      ? pass('receive-response-service', `${receiveResponse.address} is free for the Receive Response Service`)
      : fail(
          'receive-response-service',
          receiveResponse.problem,
          'Stop the program that holds the port, or give "receiveResponse" another',
        ),
  ];
}

/**
 * Pre-flight: everything that a run against a target needs, each finding with how to mend it.
 *
 * @returns findings in the order in which one would mend them; the run may begin where none is `fail`
 */
export function preflightFindings(facts: PreflightFacts): PreflightFinding[] {
  return [
    ...checkProfile(facts),
    ...checkWorkspace(facts),
    ...checkSchema(facts),
    ...checkCredentials(facts),
    ...checkOneParty(facts),
    ...checkRole(facts),
    ...checkPlaces(facts),
    ...checkClock(facts),
    ...checkDevices(facts),
    ...checkProviders(facts),
    ...checkCounters(facts),
  ];
}
