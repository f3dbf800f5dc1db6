import { existsSync, statfsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { PreflightReport } from '../../shared/contract/shapes/targets.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import type { DccProfile, TargetProfile } from '../../shared/target.ts';
import type { DuisMaterial, Keystore } from '../application/ports.ts';
import { type CredentialFact, type PreflightFacts, preflightFindings } from '../application/preflight.ts';
import { hostsOf, isLoopback, refusalOf } from '../application/targetSafety.ts';
import { findBrokenEvent, listEvents } from '../evidence/chain.ts';
import { highestOriginatorCounter } from '../evidence/counters.ts';
import { openWorkspace, type Workspace } from '../evidence/workspace.ts';
import { checkCredential } from '../smki/credential.ts';
import { openEmulatorControl } from '../transport/emulatorControl.ts';
import type { Session } from './session.ts';
import { fleetOf } from './targets/bundledEmulator.ts';
import { openCredential } from './targets/dccTarget.ts';
import { bundledEmulator, readProfile } from './targets/profiles.ts';
import { readTls, type TlsMaterial } from './targets/tlsFiles.ts';

export interface PreflightChoice {
  /** `emulator`, or the name or file of a profile. */
  name: string;
  campaign: LoadedCampaign;
  workspace: string;
  folders: readonly string[];
  keystore: Keystore;
  askPassphrase(question: string): Promise<string | undefined>;
  material: DuisMaterial;
  /** The open session, where it is of this target: its port is taken by ourselves. */
  live: Session | undefined;
}

const connectMs = 5000;

/** The message of what the program says to its user; anything else is a fault and goes on. */
function expected(error: unknown): string {
  if (error instanceof WorkbenchError) return error.message;
  throw error;
}

async function lookAtWorkspace(
  file: string,
  live: Session | undefined,
): Promise<Pick<PreflightFacts, 'workspace' | 'chain'> & { highest: string | undefined }> {
  const read = ({ db }: Workspace) => {
    let length = 0;
    const counted = function* () {
      for (const event of listEvents(db)) {
        length += 1;
        yield event;
      }
    };
    const broken = findBrokenEvent(counted());
    const problem = broken && `at event ${broken.seq}, ${broken.reason}`;
    return { chain: { length, problem }, highest: highestOriginatorCounter(db) };
  };
  if (live) return { ...read(live.evidence), workspace: { file, problem: undefined, freeBytes: freeBytes(file) } };
  if (!existsSync(file)) {
    const empty = { chain: { length: 0, problem: undefined }, highest: undefined };
    return { ...empty, workspace: { file, problem: undefined, freeBytes: freeBytes(file) } };
  }
  try {
    const opened = await openWorkspace(file);
    try {
      return { ...read(opened), workspace: { file, problem: undefined, freeBytes: freeBytes(file) } };
    } finally {
      opened.db.close();
    }
  } catch (error) {
    const problem = expected(error);
    return {
      workspace: { file, problem, freeBytes: undefined },
      chain: { length: 0, problem: undefined },
      highest: undefined,
    };
  }
}

/** Of the nearest folder that is there already. */
function freeBytes(file: string): number | undefined {
  let folder = dirname(file);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function lookAtPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? `Port ${port} of ${host} is in use`
          : `${host}:${port} cannot be listened on (${error.message})`,
      ),
    );
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)));
  });
}

/** Makes a connection, TLS handshake included, and closes it; nothing is sent. */
function lookAtHost(url: string, tls: TlsMaterial | undefined): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'https:';
  const number = Number(port === '' ? (secure ? 443 : 80) : port);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = secure
      ? connectTls({ host, port: number, servername: tls?.servername ?? host, ...tls })
      : connect({ host, port: number });
    const finish = (problem: string | undefined): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(connectMs, () => finish(`${url} did not answer within ${connectMs / 1000} s`));
    socket.once('error', (error) => finish(`${url} cannot be reached (${error.message || String(error)})`));
    socket.once(secure ? 'secureConnect' : 'connect', () => finish(undefined));
  });
}

async function lookAtCredential(
  purpose: CredentialFact['purpose'],
  name: string | undefined,
  choice: PreflightChoice,
): Promise<CredentialFact> {
  if (name === undefined) return { purpose, name, remarks: [] };
  try {
    const { certificate, privateKey } = await openCredential(name, purpose, choice);
    const problems = checkCredential({ certificate, privateKey, purpose, now: Date.now() });
    // DCC Boxed goes on with its published test certificates, some of which ended in 2025.
    const remarks = name.startsWith('zaz1:')
      ? problems.map((one) => ({ ...one, severity: 'warning' as const }))
      : problems;
    return { purpose, name, eui64: certificate.eui64, remarks };
  } catch (error) {
    return { purpose, name, problem: expected(error), remarks: [] };
  }
}

type TargetFacts = Pick<
  PreflightFacts,
  'credentials' | 'knownDevices' | 'smets1ServiceProviders' | 'receiveResponse' | 'reach'
> & {
  profileProblems: string[];
  duisVersion?: string | undefined;
};

const noReach = { clockAheadMs: undefined, problem: undefined };

/** The emulator inside makes its own keys and takes free ports. */
function lookAtBundledEmulator(fleetName: string | undefined, folders: readonly string[]): TargetFacts {
  const fleet = fleetOf(fleetName, folders);
  return {
    profileProblems: [],
    credentials: [],
    // What waits for its migration is not in the inventory.
    knownDevices: fleet.premises
      .filter(({ migration }) => migration === undefined)
      .flatMap(({ devices }) => devices.map(({ deviceId }) => deviceId)),
    smets1ServiceProviders: undefined,
    receiveResponse: { address: 'a free port', problem: undefined },
    reach: { address: 'the emulator inside the workbench', ...noReach },
  };
}

async function lookAtEmulator(url: string): Promise<Pick<TargetFacts, 'knownDevices' | 'reach'>> {
  try {
    const control = await openEmulatorControl(url);
    const { devices } = control.identity;
    await control.close();
    return { knownDevices: devices.map(({ deviceId }) => deviceId), reach: { address: url, ...noReach } };
  } catch (error) {
    const problem = expected(error);
    return { knownDevices: undefined, reach: { address: url, clockAheadMs: undefined, problem } };
  }
}

async function lookAtDcc(
  profile: DccProfile,
  choice: PreflightChoice,
): Promise<Pick<TargetFacts, 'credentials' | 'reach' | 'profileProblems'>> {
  const { xmlSigning, digitalSignature, keyAgreement } = profile.credentials;
  const credentials = [
    await lookAtCredential('xmlSigning', xmlSigning, choice),
    await lookAtCredential('digitalSignature', digitalSignature, choice),
    await lookAtCredential('keyAgreement', keyAgreement, choice),
  ];
  const refusals = hostsOf(profile).flatMap((host) => refusalOf(profile, host) ?? []);
  const tls =
    profile.tls && (await readTls(profile.tls, choice.askPassphrase).catch((error: unknown) => expected(error)));
  const tlsProblem = typeof tls === 'string' ? [tls] : [];
  const material = typeof tls === 'string' ? undefined : tls;
  // A host that may not be sent to is not even knocked at.
  const reached =
    refusals.length === 0 ? await lookAtHost(profile.url, material) : 'The target’s hosts may not be used';
  return {
    credentials,
    profileProblems: [...refusals, ...tlsProblem],
    reach: { address: profile.url, problem: reached, clockAheadMs: undefined },
  };
}

async function lookAtProfile(profile: TargetProfile, choice: PreflightChoice): Promise<TargetFacts> {
  const { host, port, path } = profile.receiveResponse;
  const problem = choice.live ? undefined : await lookAtPort(host, port);
  const receiveResponse = { address: `${host}:${port === 0 ? 'any' : port}${path}`, problem };
  if (profile.kind !== 'emulator')
    return {
      knownDevices: undefined,
      smets1ServiceProviders: profile.smets1ServiceProviders,
      receiveResponse,
      duisVersion: profile.duisVersion,
      ...(await lookAtDcc(profile, choice)),
    };
  const elsewhere = hostsOf(profile).filter((name) => !isLoopback(name));
  const profileProblems = elsewhere.map((name) => `An emulator is used on this machine only, not at ${name}`);
  return {
    profileProblems,
    credentials: [],
    smets1ServiceProviders: undefined,
    receiveResponse,
    ...(await lookAtEmulator(profile.url)),
  };
}

async function lookAtTarget(choice: PreflightChoice): Promise<TargetFacts> {
  if (choice.name === bundledEmulator) return lookAtBundledEmulator(choice.campaign.fleet, choice.folders);
  try {
    return await lookAtProfile(readProfile(choice.name, choice.folders), choice);
  } catch (error) {
    if (error instanceof WorkbenchError && error.code === 'not-found') throw error;
    const nowhere = { address: choice.name, problem: 'The profile cannot be read' };
    return {
      profileProblems: [expected(error)],
      credentials: [],
      knownDevices: undefined,
      smets1ServiceProviders: undefined,
      receiveResponse: nowhere,
      reach: { ...nowhere, clockAheadMs: undefined },
    };
  }
}

/**
 * Looks at everything that a run against a target needs, and sends nothing.
 * @throws WorkbenchError `not-found` where there is no such target
 */
export async function preflight(choice: PreflightChoice): Promise<PreflightReport> {
  const { duisVersion, ...target } = await lookAtTarget(choice);
  const { highest, ...evidence } = await lookAtWorkspace(choice.workspace, choice.live);
  const findings = preflightFindings({
    target: choice.name,
    campaign: choice.campaign,
    catalogue: choice.material.catalogue,
    schema: {
      wanted: duisVersion ?? choice.campaign.duisVersion,
      atHand: choice.material.schemaVersions().map(({ version }) => version),
    },
    ...target,
    ...evidence,
    counters: { highest, nowMs: Date.now() },
  });
  return { target: choice.name, ready: findings.every(({ outcome }) => outcome !== 'fail'), findings };
}
