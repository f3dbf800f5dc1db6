import type { GbzReply } from '../../../gbcs/answerGbz.ts';
import type { FutureDatedOutcome } from '../../../gbcs/dlms/dataNotification.ts';
import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import type { Pending } from '../pending.ts';
import type { GasMeter } from './gasMeter.ts';

/** Clusters of ZigBee Smart Energy. */
export const cluster = {
  price: 0x0700,
  metering: 0x0702,
  messaging: 0x0703,
  prepayment: 0x0705,
  calendar: 0x0707,
  deviceManagement: 0x0708,
  events: 0x0709,
} as const;

/** Status codes of the ZCL (2.5.3). */
export const zclStatus = {
  success: 0x00,
  failure: 0x01,
  unsupportedCommand: 0x81,
  notFound: 0x8b,
  inconsistent: 0xc0,
} as const;

/** What comes with a command besides its fields. */
export interface CommandContext {
  nowMs: number;
  /** Checks a top up code of this command; its worth in hundred-thousandths of the currency unit, undefined where it is refused. */
  topUpWorth(code: string): number | undefined;
  /** Where what is to be done later is held. */
  pending: Pending;
  /** The command as an alert names it that tells what became of it. */
  instruction: NonNullable<FutureDatedOutcome['zigbee']>;
  /** The time from which a future-dated component applies, as ZigBee fields read times; where it has one. */
  fromDateTime: string | undefined;
}

export type ClusterCommand = (
  meter: GasMeter,
  fields: ZigbeeRecord,
  context: CommandContext,
) => GbzReply | readonly GbzReply[];

/** Commands by their number; those from the server's side (ESI to the meter) are publications. */
export interface ClusterCommands {
  fromClient?: Readonly<Record<number, ClusterCommand>>;
  fromServer?: Readonly<Record<number, ClusterCommand>>;
}

export const done: GbzReply = { status: zclStatus.success };
export const notFound: GbzReply = { status: zclStatus.notFound };
