import type { Handlers } from '../../shared/contract/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { analyseProfiles } from '../application/analyseProfiles.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { HostServices } from './hostServices.ts';
import { messageDetail, messageSummary } from './messageViews.ts';
import { mmcDocument, smets1Document } from './mmcDocument.ts';

/** Messages as they were kept, and the half-hourly data in them. */
export function evidenceHandlers(
  host: HostServices,
): Pick<Handlers, 'message.list' | 'message.search' | 'message.get' | 'message.mmc' | 'profile.analyse'> {
  return {
    'message.list': async ({ limit }) => (await host.session()).core.store.listMessages({ limit }).map(messageSummary),
    'message.search': async ({ query, limit }) => {
      const { messages, ...count } = (await host.session()).core.store.searchMessages(query, limit);
      return { ...count, messages: messages.map(messageSummary) };
    },
    'message.get': async ({ id }) => {
      const found = (await host.session()).core.store.findMessage(id);
      if (!found) throw new WorkbenchError('not-found', `There is no message ${id} in this workspace`);
      return messageDetail(found);
    },
    'message.mmc': async ({ id }) => {
      const { core, campaign } = await host.session();
      const found = core.store.findMessage(id);
      if (!found) throw new WorkbenchError('not-found', `There is no message ${id} in this workspace`);
      const { gbcs, smets1 } = (found.detail ?? {}) as { gbcs?: DecodedMessage | null; smets1?: unknown };
      const told = smets1 ? smets1Document(found.body) : undefined;
      if (told !== undefined) return told;
      const model = core.material.mmcModel(campaign.duisVersion);
      return mmcDocument(gbcs ?? undefined, model, found.message.judgement?.serviceReferenceVariant ?? undefined);
    },
    'profile.analyse': async ({ name }) => analyseProfiles((await host.session()).core.store, name),
  };
}
