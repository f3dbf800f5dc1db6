import type { Handlers } from '../../shared/contract/contract.ts';
import { indentXml } from '../application/indentXml.ts';
import { previewCommand } from '../application/previewCommand.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { addElement } from '../duis/form.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { decodedView } from './decodedView.ts';
import { filledForm, typedValue } from './filledForm.ts';
import type { HostServices } from './hostServices.ts';
import { modelFor } from './modelFor.ts';

type Operations = 'request.form' | 'request.edit' | 'request.preview';

/** A request as a form, in step with its XML, and what it will be for the device. */
export function formHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'request.form': async ({ xml }) => {
      const { businessOriginatorId: originator, businessTargetId: target } = parseServiceRequest(xml).requestId;
      const organisations = host.live()?.organisations ?? [];
      return { ...filledForm(await modelFor(host, xml), xml, organisations), originator, target };
    },
    'request.edit': async ({ xml, change }) => {
      const model = await modelFor(host, xml);
      const edit = (): string => {
        if ('add' in change) return addElement(model, xml, change.add);
        if ('target' in change) return buildServiceRequest({ template: xml, model, target: change.target });
        const { path, value } = change;
        const text = value === null ? null : typedValue(model, xml, path, value, host.now());
        return buildServiceRequest({ template: xml, model, set: [{ path, value: text }] });
      };
      return { xml: indentXml(edit()) };
    },
    'request.preview': async ({ xml }) => {
      const { core, devices } = await host.session();
      const types = new Map(devices.map(({ deviceId, deviceType }) => [deviceId, deviceType]));
      const preview = previewCommand(xml, core.target, types);
      if ('reason' in preview) return { command: null, reason: preview.reason };
      const { kind, useCase, messageCode, bytes, undetermined } = preview.command;
      return {
        reason: null,
        command: {
          kind,
          useCase,
          messageCode,
          length: bytes.length,
          message: decodedView(preview.message),
          undetermined: undetermined.map(({ field, reason }) => ({ field, reason })),
        },
      };
    },
  };
}
