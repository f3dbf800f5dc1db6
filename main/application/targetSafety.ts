import { WorkbenchError } from '../../shared/errors.ts';
import type { DccProfile, TargetProfile } from '../../shared/target.ts';

/** Words in a host's name that speak of the live service; our reading, as DCC publishes no names of hosts. */
const productionWords = ['prod', 'production', 'prd', 'live', 'liveservice'];

const wordsOf = (host: string): string[] => host.toLowerCase().split(/[^a-z]+/);

/** Whether a host's name speaks of the live service. */
export const looksLikeProduction = (host: string): boolean =>
  wordsOf(host).some((word) => productionWords.includes(word));

/** The hosts that a profile sends to. */
export function hostsOf(profile: TargetProfile): string[] {
  const urls = [profile.url, ...(profile.kind === 'emulator' || !profile.smki ? [] : [profile.smki.url])];
  return [...new Set(urls.map((url) => new URL(url).hostname))];
}

/** Why requests may not go to a host, or undefined where they may. */
export function refusalOf(profile: DccProfile, host: string): string | undefined {
  if (looksLikeProduction(host))
    return `${host} looks like the live service, which this program never talks to; give "url" a test environment`;
  if (!profile.allowHosts.includes(host))
    return `${host} is not on the profile's list of hosts; add it to "allowHosts"`;
  return undefined;
}

/** A loopback address of this machine. */
export const isLoopback = (host: string): boolean =>
  ['localhost', '[::1]', '::1'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Lets a target be used: its hosts are on its list and do not look like the live service, and whoever sits there has
 * typed the name of a UIT target in this session. An emulator is used on this machine only.
 *
 * @param confirmation what was typed
 * @throws WorkbenchError `target-refused`
 */
export function ensureTargetMayBeUsed(profile: TargetProfile, confirmation: string | undefined): void {
  for (const host of hostsOf(profile)) {
    if (profile.kind === 'emulator') {
      if (isLoopback(host)) continue;
      throw new WorkbenchError('target-refused', `The emulator of "${profile.name}" is not on this machine (${host})`);
    }
    const refusal = refusalOf(profile, host);
    if (refusal !== undefined) throw new WorkbenchError('target-refused', `Target "${profile.name}": ${refusal}`);
  }
  if (profile.kind === 'uit' && confirmation !== profile.name) {
    throw new WorkbenchError(
      'target-refused',
      `Requests to "${profile.name}" leave this machine for ${new URL(profile.url).host}: confirm by typing the target's name (--confirm ${profile.name})`,
      { detail: { confirm: profile.name } },
    );
  }
}
