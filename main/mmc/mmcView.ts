import { WorkbenchError } from '../../shared/errors.ts';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { responseAndAlert } from '../duis/namespaces.ts';
import { writeFromTree } from '../duis/treeToXml.ts';
import { xmlDeclaration } from '../duis/writeXml.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { alertPart } from './alert.ts';
import { bodyBuilders } from './bodies/registry.ts';
import { fitToModel } from './fitToModel.ts';
import { headerTree, type Service } from './header.ts';
import type { MmcModel } from './mmcModel.ts';
import { type BodyPart, part } from './part.ts';
import { type Results, readResults } from './results.ts';
import { findMmcUseCase, type MmcUseCase, responseElement, whyNotCovered } from './useCaseTable.ts';

export interface MmcOptions {
  readonly model: MmcModel;
  /** The service the message answers: needed where its use case answers several. */
  readonly serviceReferenceVariant?: string;
}

export type MmcView =
  | { readonly ok: true; readonly xml: string; readonly uncovered: readonly string[] }
  | { readonly ok: false; readonly reason: string };

type Refusal = Extract<MmcView, { ok: false }>;

/** What the MMC says of a message, before it is written into a document. */
export interface MmcContent {
  readonly ok: true;
  readonly service: Service;
  readonly body: BodyPart;
}

const refuse = (reason: string): Refusal => ({ ok: false, reason });

function writeView(message: DecodedMessage, model: MmcModel, { service, body }: MmcContent): MmcView {
  const uncovered = [...body.uncovered];
  const tree = fitToModel(
    model.root,
    {
      '@xmlns:ra': responseAndAlert,
      '@schemaVersion': model.version,
      Header: headerTree(message, service),
      Body: body.tree,
    },
    '',
    uncovered,
  );
  if (tree === undefined) return refuse(`The message does not fit the MMC schema: ${uncovered.join('; ')}.`);
  try {
    return { ok: true, xml: xmlDeclaration + writeFromTree(model.root, tree), uncovered };
  } catch (error) {
    if (error instanceof WorkbenchError) return refuse(error.message);
    throw error;
  }
}

/** The service a response answers, or why it cannot be told. */
function serviceOf(row: MmcUseCase, asked: string | undefined): { variant: string } | { reason: string } {
  const variants = row.serviceReferenceVariants;
  const [only] = variants;
  const named = variants.join(', ');
  if (asked !== undefined) {
    return variants.includes(asked)
      ? { variant: asked }
      : { reason: `${row.useCase} does not answer ${asked}; it answers ${named}.` };
  }
  if (only !== undefined && variants.length === 1) return { variant: only };
  return { reason: `${row.useCase} answers several services: choose the Service Reference Variant (${named}).` };
}

function bodyOf(message: DecodedMessage, row: MmcUseCase): BodyPart | undefined {
  if (message.data?.kind === 'failure') return part(row.empty ?? {});
  return bodyBuilders[row.body]?.(message);
}

function responseBody(element: string, results: Results, body: BodyPart): BodyPart {
  const success = results.success && body.success !== false;
  return part(
    {
      ResponseMessage: {
        SMETSData: { [element]: { '@MessageSuccess': String(success), ...body.tree } },
        ...(results.debug && { DebugInfo: results.debug }),
      },
    },
    body.uncovered,
  );
}

/**
 * The content of a response. The data are those of the device; the service is that which was asked, or which alone the
 * use case answers.
 */
export function responseContent(
  message: DecodedMessage,
  model: Pick<MmcModel, 'version' | 'responses'>,
  serviceReferenceVariant: string | undefined,
): MmcContent | Refusal {
  const row = findMmcUseCase(message.messageCode);
  if (row === undefined) return refuse(whyNotCovered(message.messageCode));
  const service = serviceOf(row, serviceReferenceVariant);
  if ('reason' in service) return refuse(service.reason);
  const element = responseElement(service.variant);
  if (element === undefined || !model.responses.has(element)) {
    return refuse(`The MMC schema ${model.version} has no element for ${service.variant}.`);
  }
  const body = bodyOf(message, row);
  if (body === undefined) {
    return refuse(
      `The data of ${row.useCase} cannot be read: it is encrypted for keys that are not at hand, or has another form.`,
    );
  }
  const reference = findServiceReferenceVariant(service.variant)?.serviceReference;
  const named = { ...(reference && { serviceReference: reference }), serviceReferenceVariant: service.variant };
  return { ok: true, service: named, body: responseBody(element, readResults(message), body) };
}

function alertContent(message: DecodedMessage): MmcContent | Refusal {
  const content = alertPart(message);
  if (typeof content === 'string') return refuse(content);
  const body = part({ DeviceAlertMessage: { DeviceAlertContent: content.tree } }, content.uncovered);
  return { ok: true, service: {}, body };
}

/**
 * A response or alert as the Message Mapping Catalogue's XML, valid against the XSD of `model`.
 * Nothing is added that the message does not hold. What it holds and the MMC has no place for, or we do not know the
 * place of, is listed in `uncovered`. Never throws for a message that was decoded.
 */
export function mmcView(message: DecodedMessage, options: MmcOptions): MmcView {
  if (message.cra === 'command')
    return refuse('The Message Mapping Catalogue holds responses and device alerts, not commands.');
  const { model, serviceReferenceVariant } = options;
  const content =
    message.cra === 'alert' ? alertContent(message) : responseContent(message, model, serviceReferenceVariant);
  return content.ok ? writeView(message, model, content) : content;
}
