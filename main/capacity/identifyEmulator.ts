import { request } from 'undici';
import { WorkbenchError } from '../../shared/errors.ts';
import { EmulatorIdentity, identityPath } from '../emulator/identity.ts';

/** A large fleet is a few megabytes of JSON. */
const largestIdentity = 64 * 1024 * 1024;
const patienceMs = 5000;

/**
 * Asks a host whether it is an emulator of ours. Anything else is refused: a load run must never reach an environment of
 * the DCC, which watches for such anomalies and quarantines who makes them.
 *
 * @throws WorkbenchError `target-refused` where it is none, `target-unreachable` where it does not answer
 */
export async function identifyEmulator(baseUrl: string): Promise<EmulatorIdentity> {
  const url = new URL(identityPath, baseUrl);
  const answer = await request(url, { headersTimeout: patienceMs, bodyTimeout: patienceMs }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new WorkbenchError(
      'target-unreachable',
      `${url.origin} does not answer (${why}); start an emulator there with "emulator", or leave --url out to have one started`,
      { cause },
    );
  });
  const length = Number(answer.headers['content-length'] ?? 0);
  const text = answer.statusCode === 200 && length <= largestIdentity ? await answer.body.text() : '';
  const identity = EmulatorIdentity.safeParse(parseJson(text));
  if (identity.success) return identity.data;
  await answer.body.dump();
  throw new WorkbenchError(
    'target-refused',
    `${url.origin} does not say that it is an emulator of this program, so no load is sent to it; load runs go to emulators only, never to UIT or any other environment of the DCC`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
