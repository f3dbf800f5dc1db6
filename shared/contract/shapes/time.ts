import { z } from 'zod';

/** Values that cross the contract are JSON only: counters are decimal strings, bytes base64 or text, times ISO 8601 UTC. */
export const Time = z.string();
