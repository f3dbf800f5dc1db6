import type { MmcDocument } from '../../shared/contract/shapes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { MmcModel } from '../mmc/mmcModel.ts';
import { mmcView } from '../mmc/mmcView.ts';
import { findMmcUseCase } from '../mmc/useCaseTable.ts';

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
