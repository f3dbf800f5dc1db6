import type { Handlers } from '../../shared/contract/contract.ts';
import { assistHandlers } from './assistHandlers.ts';
import { campaignHandlers } from './campaignHandlers.ts';
import { capacityHandlers } from './capacityHandlers.ts';
import { certificateHandlers } from './certificateHandlers.ts';
import { credentialHandlers } from './credentialHandlers.ts';
import { emulatorHandlers } from './emulatorHandlers.ts';
import { evidenceHandlers } from './evidenceHandlers.ts';
import { formHandlers } from './formHandlers.ts';
import type { HostServices } from './hostServices.ts';
import { issueHandlers } from './issueHandlers.ts';
import { packHandlers } from './packHandlers.ts';
import { requestHandlers } from './requestHandlers.ts';
import { requirementHandlers } from './requirementHandlers.ts';
import { runHandlers } from './runHandlers.ts';
import { schemaHandlers } from './schemaHandlers.ts';
import { workbenchHandlers } from './workbenchHandlers.ts';
import { workspaceHandlers } from './workspaceHandlers.ts';

/** Every operation of the contract. */
export function makeHandlers(host: HostServices): Handlers {
  return {
    ...workbenchHandlers(host),
    ...requestHandlers(host),
    ...formHandlers(host),
    ...certificateHandlers(host),
    ...assistHandlers(host),
    ...schemaHandlers(host),
    ...credentialHandlers(host),
    ...requirementHandlers(host),
    ...campaignHandlers(host),
    ...runHandlers(host),
    ...emulatorHandlers(host),
    ...evidenceHandlers(host),
    ...issueHandlers(host),
    ...packHandlers(host),
    ...capacityHandlers(host),
    ...workspaceHandlers(host),
  };
}
