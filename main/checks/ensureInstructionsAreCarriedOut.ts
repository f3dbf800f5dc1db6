import { textAt, valueAt } from '../duis/jsonTree.ts';
import { type Check, nothingArrived, type ObservedResponse } from './observation.ts';

const success = '8F66';

interface Told {
  number: number;
  total: number;
  isDone: boolean;
  messageId: number;
}

function toldBy({ response, messageId }: ObservedResponse): Told | undefined {
  const message = valueAt(response?.body, 'ResponseMessage', 'FutureDatedDeviceAlertMessage');
  if (message === undefined) return undefined;
  return {
    number: Number(textAt(message, 'InstructionNumber')),
    total: Number(textAt(message, 'TotalCommandInstructions')),
    isDone: textAt(message, 'FutureDatedAlertCode') === success,
    messageId,
  };
}

/** Every instruction of a command that the device held was told of, and carried out (DUIS XSD, FutureDatedDeviceAlertMessage; GBCS 8F66). */
export const ensureInstructionsAreCarriedOut: Check = ({ deliveries }) => {
  const told = deliveries.filter(({ duplicateOf }) => duplicateOf === null).flatMap((one) => toldBy(one) ?? []);
  const [first] = told;
  if (first === undefined) return nothingArrived('outcome of a future-dated command');
  const missing = Array.from({ length: first.total }, (_, index) => index + 1).filter(
    (number) => !told.some((one) => one.number === number),
  );
  const failed = told.filter(({ isDone }) => !isDone);
  const expected = `${first.total} of ${first.total} carried out`;
  const actual = `${told.length - failed.length} of ${first.total} carried out`;
  if (failed[0] !== undefined) {
    const numbers = failed.map(({ number }) => number).join(', ');
    const message = `The device could not carry out instruction ${numbers} of ${first.total}`;
    return { outcome: 'fail', message, expected, actual, messageId: failed[0].messageId, cause: 'device' };
  }
  if (missing.length > 0) {
    const message = `Nothing was told of instruction ${missing.join(', ')} of ${first.total}`;
    return { outcome: 'fail', message, expected, actual, messageId: first.messageId, cause: 'transport' };
  }
  const message = `The device carried out ${first.total === 1 ? 'its instruction' : `all ${first.total} instructions`}`;
  return { outcome: 'pass', message, expected, actual, messageId: first.messageId };
};
