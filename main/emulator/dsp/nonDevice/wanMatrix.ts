import { type JsonObject, textAt, valueAt } from '../../../duis/jsonTree.ts';
import { compareVersions } from '../../../duis/schemaVersion.ts';
import { networkOf } from '../../csp/networks.ts';
import { type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

/** How each region is reached: radio in the north, cellular elsewhere. */
const technologyOf = (region: string): string => (region === 'North' ? 'Long Range Radio' : 'Cellular');

/** From this version on an answer lists a response for each network, with a code of its own (DUIS XSDs 5.1 and 5.4). */
const firstWithList = '5.4';

/** SRV 12.1: the coverage at an address of the fleet. */
export const readWanMatrix: NonDeviceService = ({ state, request: { body, schemaVersion } }) => {
  const uprn = textAt(body, 'UPRN');
  const address = valueAt(body, 'PartialAddress');
  const postCode = textAt(address, 'PostCode')?.replaceAll(' ', '');
  const found = state.premises.find((premises) =>
    uprn === undefined ? premises.postCode.replaceAll(' ', '') === postCode : premises.uprn === uprn,
  );
  if (found === undefined) return refuse('12.1', 'unknownPremises');
  const region = networkOf(found);
  const Request: JsonObject = uprn === undefined ? { PartialAddress: address ?? {} } : { UPRN: uprn };
  const hasCoverage = state.networks.hasCoverage(found);
  const coverage = {
    CoverageAvailability: String(hasCoverage),
    WANTechnology: technologyOf(region),
    // The XSD has no word for none.
    ConnectivityLikelihood: hasCoverage && found.coverage !== 'None' ? found.coverage : 'Low',
  };
  const hasList = compareVersions(schemaVersion, firstWithList) >= 0;
  const answer: JsonObject = hasList
    ? { DSPWANMatrixResponse: { CSPRegion: region, CSPRegionResponseCode: 'I0', ...coverage } }
    : { CSPRegion: region, ...coverage };
  return { code: 'I0', content: { DSPWANMatrix: { Request, ...answer } } };
};
