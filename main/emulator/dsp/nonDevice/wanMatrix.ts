import { type JsonObject, textAt, valueAt } from '../../../duis/jsonTree.ts';
import type { Premises } from '../../fleet.ts';
import { type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

const regionOf = ({ devices }: Premises): string => {
  const hub = devices.find((device) => device.deviceType === 'CHF');
  return hub?.deviceType === 'CHF' ? hub.cspRegion : 'South';
};

/** How each region is reached: radio in the north, cellular elsewhere. */
const technologyOf = (region: string): string => (region === 'North' ? 'Long Range Radio' : 'Cellular');

/** SRV 12.1: the coverage at an address of the fleet. */
export const readWanMatrix: NonDeviceService = ({ state, request: { body } }) => {
  const uprn = textAt(body, 'UPRN');
  const address = valueAt(body, 'PartialAddress');
  const postCode = textAt(address, 'PostCode')?.replaceAll(' ', '');
  const found = state.premises.find((premises) =>
    uprn === undefined ? premises.postCode.replaceAll(' ', '') === postCode : premises.uprn === uprn,
  );
  if (found === undefined) return refuse('12.1', 'unknownPremises');
  const region = regionOf(found);
  const Request: JsonObject = uprn === undefined ? { PartialAddress: address ?? {} } : { UPRN: uprn };
  return {
    code: 'I0',
    content: {
      DSPWANMatrix: {
        Request,
        CSPRegion: region,
        CoverageAvailability: 'true',
        WANTechnology: technologyOf(region),
        ConnectivityLikelihood: 'High',
      },
    },
  };
};
