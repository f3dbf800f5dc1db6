/** Use cases by message code: what reads their meaning, and what builds them. */
import type { UseCaseCodec } from './codec.ts';
import { dailyReadLogCodec } from './dailyReadLog.ts';
import type { Interpreter } from './interpreter.ts';
import { profileCodecs } from './profiles.ts';
import { registerCodecs } from './registers.ts';

const codecs = new Map<number, UseCaseCodec>(
  [...profileCodecs, dailyReadLogCodec, ...registerCodecs].map((codec) => [codec.messageCode, codec]),
);

export function codecOf(messageCode: number): UseCaseCodec | undefined {
  return codecs.get(messageCode);
}

/** The use cases that can be built, by message code. */
export function encodableMessageCodes(): readonly number[] {
  return [...codecs.keys()];
}

export function interpreterOf(messageCode: number): Interpreter | undefined {
  return codecs.get(messageCode)?.interpret;
}
