import type { LoadedCampaign } from '../../../shared/sequence.ts';
import type { ReceiveResponse } from '../../../shared/target.ts';
import type { Keystore, Target } from '../../application/ports.ts';
import { ensureTargetMayBeUsed } from '../../application/targetSafety.ts';
import { openBundledEmulator } from './bundledEmulator.ts';
import { openDccTarget } from './dccTarget.ts';
import { openEmulatorElsewhere } from './emulatorElsewhere.ts';
import { bundledEmulator, readProfile } from './profiles.ts';

export interface TargetDevice {
  deviceId: string;
  deviceType: string;
  status: string;
  mpxns: string[];
}

/** A target that is ready to be sent to, and what it knows of itself. */
export interface OpenTarget {
  target: Target;
  /** Empty where the target does not say. */
  devices: TargetDevice[];
  organisations: { eui64: string; name: string; roles: string[] }[];
  receiveResponse: Pick<ReceiveResponse, 'host' | 'port' | 'path' | 'tls'>;
  /** In place of the campaign's. */
  duisVersion?: string | undefined;
  /** Tells an emulator where the User's Receive Response Service listens; DCC has it registered. */
  setRespondTo(url: string): Promise<void>;
  close(): Promise<void>;
}

export interface TargetChoice {
  /** `emulator`, the name of a profile, or the path of its file. */
  name: string;
  /** What the person typed to let requests leave for UIT. */
  confirmation?: string | undefined;
  campaign: LoadedCampaign;
  /** The user's own. */
  folders: readonly string[];
  keystore: Keystore;
  askPassphrase(question: string): Promise<string | undefined>;
}

/**
 * Opens a target by name.
 * @throws WorkbenchError `not-found`, `target-refused`, `target-unreachable`, `credential-unavailable`, `wrong-password`
 */
export async function openTarget(choice: TargetChoice): Promise<OpenTarget> {
  if (choice.name === bundledEmulator)
    return openBundledEmulator(choice.campaign.userRole, choice.folders, choice.campaign.fleet);
  const profile = readProfile(choice.name, choice.folders);
  ensureTargetMayBeUsed(profile, choice.confirmation);
  return profile.kind === 'emulator'
    ? openEmulatorElsewhere(profile, choice.campaign.userRole)
    : openDccTarget(profile, choice);
}
