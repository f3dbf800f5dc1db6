import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import type { CosemObjects } from './cosem/answerAccess.ts';
import { addEntry, logTime } from './cosem/logs.ts';
import type { Refusal } from './guard.ts';
import { addGasEvent, type GasMeter, gasLog } from './zigbee/gasMeter.ts';

/** Event codes of GBCS Table 16.2 (fixtures/gbcs/alertCodes.json). */
const codes = { commandActioned: 0x8154, authenticationFailure: 0x8f3d, otherFailure: 0x8f53 } as const;

const securityCode: Readonly<Record<Refusal, number>> = {
  unreadable: codes.otherFailure,
  badMac: codes.authenticationFailure,
  badSignature: codes.authenticationFailure,
  replayed: codes.otherFailure,
};

const eventLog = '7/0-0:99.98.0.255/2';
const securityLog = '7/0-0:99.98.1.255/2';

/** Writes a device's logs: what it did goes to the event log, what it refused to the security log. */
export interface EventRecorder {
  actioned(command: DecodedMessage, nowMs: number): void;
  refused(reason: Refusal, nowMs: number): void;
}

/** Commands that only read are not logged. */
const isRead = ({ signature }: DecodedMessage): boolean => signature === 'absent';

/** @param hear hears of the code of each event that is written, where somebody wants to */
export function recordEvents(
  objects: CosemObjects | undefined,
  gas: GasMeter | undefined,
  hear: (code: string) => void = () => {},
): EventRecorder {
  const hex = (code: number): string => code.toString(16).toUpperCase();
  return {
    actioned(command, nowMs) {
      if (isRead(command)) return;
      const messageCode = Buffer.from(command.messageCode, 'hex');
      if (objects) addEntry(objects.attributes, eventLog, [logTime(nowMs), codes.commandActioned, messageCode]);
      if (gas) addGasEvent(gas, gasLog.event, { code: hex(codes.commandActioned), timeMs: nowMs });
      hear(hex(codes.commandActioned));
    },
    refused(reason, nowMs) {
      const code = securityCode[reason];
      if (objects) addEntry(objects.attributes, securityLog, [logTime(nowMs), code]);
      if (gas) addGasEvent(gas, gasLog.security, { code: hex(code), timeMs: nowMs });
      hear(hex(code));
    },
  };
}
