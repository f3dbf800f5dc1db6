import { formatRequestId, type RequestId } from '../../duis/requestId.ts';
import type { EmulatorState } from '../state.ts';
import { type AlertCause, alertUser } from './alertUser.ts';

/** Tells a User that a command did not get through, or was not answered (DCC Alert, CommandFailure). */
export async function tellOfFailure(
  state: EmulatorState,
  cause: AlertCause,
  requestId: RequestId,
  dspScheduleId?: string,
): Promise<void> {
  const { businessOriginatorId: to, businessTargetId: deviceId } = requestId;
  await alertUser(state, {
    cause,
    to,
    deviceId,
    content: {
      CommandFailure: {
        CommandRequestID: formatRequestId(requestId),
        ...(dspScheduleId === undefined ? {} : { DSPScheduleID: dspScheduleId }),
        DeviceID: deviceId,
      },
    },
  });
}
