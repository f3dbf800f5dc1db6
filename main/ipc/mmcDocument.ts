import type { MmcDocument } from '../../shared/contract/shapes/messages.ts';
import { responseAndAlert, serviceUserGateway } from '../duis/namespaces.ts';
import { writeDocument } from '../duis/writeXml.ts';
import { walk } from '../duis/xmlPath.ts';
import { parseXmlTree } from '../duis/xmlTree.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { MmcModel } from '../mmc/mmcModel.ts';
import { mmcView } from '../mmc/mmcView.ts';
import { findMmcUseCase } from '../mmc/useCaseTable.ts';

/** The Message Mapping Catalogue's part of a SMETS1 response, as its S1SP wrote it; undefined where the message has none. */
export function smets1Document(xml: Uint8Array): MmcDocument | undefined {
  const { root } = parseXmlTree(xml);
  const said = [...walk(root)].find(({ localName }) => localName === 'SMETS1Response');
  // Its prefixes are declared on the DSP's message around it.
  const declarations: [string, string][] = [
    ['sr', serviceUserGateway],
    ['ra', responseAndAlert],
  ];
  return said && { xml: writeDocument({ ...said, declarations }), reason: null, uncovered: [] };
}

/**
 * A decoded message as the Message Mapping Catalogue's XML.
 *
 * @param asked the Service Reference Variant; needed only where the use case answers several
 */
export function mmcDocument(
  message: DecodedMessage | undefined,
  model: MmcModel,
  asked: string | undefined,
): MmcDocument {
  if (!message) return { xml: null, reason: 'The message carries no GBCS message.', uncovered: [] };
  const services = findMmcUseCase(message.messageCode)?.serviceReferenceVariants ?? [];
  const isNeeded = asked !== undefined && services.length > 1;
  const view = mmcView(message, { model, ...(isNeeded && { serviceReferenceVariant: asked }) });
  return view.ok
    ? { xml: view.xml, reason: null, uncovered: [...view.uncovered] }
    : { xml: null, reason: view.reason, uncovered: [] };
}
