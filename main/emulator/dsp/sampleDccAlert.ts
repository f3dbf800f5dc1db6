import { describeDccAlert } from '../../duis/codes.ts';
import { composeElement } from '../../duis/compose.ts';
import { type JsonObject, type JsonTree, toJsonTree } from '../../duis/jsonTree.ts';
import { childModel, type ElementModel } from '../../duis/model.ts';
import { parseXmlTree } from '../../duis/xmlTree.ts';
import type { EmulatorState } from '../state.ts';

const path = ['Body', 'DCCAlertMessage', 'DCCAlert'];
const fallback = 'PowerOutageEvent';

/** A DCC Alert's body of the kind that goes with its code, every mandatory part filled, about a device of ours. */
export function sampleDccAlert(state: EmulatorState, code: string, deviceId: string): JsonObject {
  const alerts = path.reduce<ElementModel | undefined>(
    (element, name) => element && childModel(element, name),
    state.model.response,
  );
  const name = describeDccAlert(code).bodyElement ?? fallback;
  const element = (alerts && childModel(alerts, name)) ?? (alerts && childModel(alerts, fallback));
  if (!element) return {};
  const namespaces =
    'xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" xmlns:ra="http://www.dccinterface.co.uk/ResponseAndAlert" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
  const { root } = parseXmlTree(`<sample ${namespaces}>${composeElement(element)}</sample>`);
  const [sample] = root.children;
  return sample ? { [element.name]: aboutDevice(toJsonTree(sample), deviceId) } : {};
}

/** Puts the device's own identifier where the sample has a placeholder for one. */
function aboutDevice(tree: JsonTree, deviceId: string): JsonTree {
  if (typeof tree === 'string') return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => {
      if (name === 'DeviceID' || name === 'ESMEDeviceID') return [name, deviceId];
      return [
        name,
        Array.isArray(value) ? value.map((one) => aboutDevice(one, deviceId)) : aboutDevice(value, deviceId),
      ];
    }),
  );
}
