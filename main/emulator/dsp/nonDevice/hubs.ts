import { textAt } from '../../../duis/jsonTree.ts';
import { decodeMessage } from '../../../gbcs/decodeMessage.ts';
import type { FleetDevice } from '../../fleet.ts';
import { tellOfHub } from '../tellOfStatus.ts';
import { done, type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

type HubService = '8.14.1' | '8.14.2' | '8.14.3' | '8.14.4';

/** SRVs 8.14.1 to 8.14.4: a Communications Hub was installed, with or without WAN, or goes back. */
export const changeHubStatus =
  (variant: HubService, status: FleetDevice['status']): NonDeviceService =>
  ({ state, request: { body, requestId } }) => {
    const hub = state.devices.get(textAt(body, 'DeviceID')?.toUpperCase() ?? '');
    if (hub === undefined) return refuse(variant, 'unknownDevice');
    if (hub.description.deviceType !== 'CHF') return refuse(variant, 'notHub');
    const hasCoverage = state.networks.hasCoverage(hub.premises);
    if (variant === '8.14.1' && !hasCoverage) return refuse('8.14.1', 'noCoverage');
    hub.description.status = status;
    // Done, with a warning where the network hardly reaches the home.
    if (variant === '8.14.1' && hub.premises.coverage === 'Low') return refuse('8.14.1', 'lowCoverage');
    const isReturned = status === 'Withdrawn';
    const by = requestId.businessOriginatorId;
    return isReturned ? { ...done, afterwards: () => tellOfHub(state, hub, by) } : done;
  };

/** SRV 8.13: what a device answered to a command that was delivered locally. */
export const returnLocalResponse: NonDeviceService = ({ state, request: { body } }) => {
  const bytes = Buffer.from(textAt(body, 'DeviceGBCSResponse') ?? '', 'base64');
  const decoded = decodeMessage(bytes, state.pki.gbcsKeys);
  if (!decoded.ok) return refuse('8.13', 'unreadable');
  return state.devices.has(decoded.message.originator) ? done : refuse('8.13', 'notOurs');
};
