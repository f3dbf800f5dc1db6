import { WorkbenchError } from '../../shared/errors.ts';
import { defaultCommandVariant, findServiceReferenceVariant } from './catalogue.ts';
import { parseEui64 } from './eui64.ts';
import type { ElementModel, GroupModel, Particle, RequestModel, TypeModel } from './model.ts';
import { responseAndAlert, serviceUserGateway, xmlSignature } from './namespaces.ts';
import { type PlaceholderContext, placeholderFor } from './placeholder.ts';
import { formatRequestId } from './requestId.ts';
import { escapeAttribute, escapeText, xmlDeclaration } from './writeXml.ts';

export interface ComposeServiceRequest {
  serviceReferenceVariant: string;
  originator?: string;
  target?: string;
  counter?: bigint | string;
  commandVariant?: number;
  /** ISO 8601 date that placeholders of dates use. */
  date?: string;
}

const prefixes: Readonly<Record<string, string>> = {
  [serviceUserGateway]: 'sr:',
  [responseAndAlert]: 'ra:',
  [xmlSignature]: 'ds:',
};

/** Names of DUIS elements as our documents write them. */
export const qualifiedName = (element: ElementModel): string => `${prefixes[element.namespace] ?? ''}${element.name}`;

const composing = new WeakSet<TypeModel>();

function composeParticle(particle: Particle, context: PlaceholderContext): string {
  const times = particle.minOccurs;
  return Array.from({ length: times }, (_, index) =>
    particle.kind === 'element' ? composeElement(particle, context, index + 1) : composeGroup(particle, context),
  ).join('');
}

/** Of a choice, the first alternative: the XSD lists the usual one first. */
function composeGroup(group: GroupModel, context: PlaceholderContext): string {
  const [first] = group.particles;
  if (group.kind === 'choice')
    return first === undefined ? '' : composeParticle({ ...first, minOccurs: Math.max(first.minOccurs, 1) }, context);
  return group.particles.map((particle) => composeParticle(particle, context)).join('');
}

/** One element with its mandatory parts. `position` numbers repetitions, which DUIS does by an index attribute. */
export function composeElement(element: ElementModel, context: PlaceholderContext = {}, position = 1): string {
  const { type } = element;
  const name = qualifiedName(element);
  if (composing.has(type))
    throw new WorkbenchError('schema-unavailable', `The schema nests ${element.name} in itself without end.`);
  composing.add(type);
  try {
    const attributes = type.attributes
      .filter(({ required }) => required)
      .map((attribute) => {
        const numbered = /^(index|identifier|position|auxiliaryControllerN)$/i.test(attribute.name);
        return ` ${attribute.name}="${escapeAttribute(numbered ? String(position) : placeholderFor(attribute.value, context))}"`;
      })
      .join('');
    const text = type.value === undefined ? '' : escapeText(placeholderFor(type.value, context));
    const content =
      type.content === undefined
        ? text
        : Array.from(
            { length: type.content.minOccurs },
            () => type.content && composeGroup(type.content, context),
          ).join('');
    return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
  } finally {
    composing.delete(type);
  }
}

/**
 * Composes a Service Request from nothing but the model: mandatory parts with placeholders, the first alternative of
 * each choice, no optional part.
 * @returns whitespace-free XML, valid by the XSD; what it says is for the User to fill in
 * @throws WorkbenchError `not-found` for an unknown Service Reference Variant or one outside this DUIS version
 */
export function composeServiceRequest(model: RequestModel, input: ComposeServiceRequest): string {
  const row = findServiceReferenceVariant(input.serviceReferenceVariant);
  const service = row === undefined ? undefined : model.services.get(row.bodyElement);
  if (row === undefined || service === undefined) {
    throw new WorkbenchError(
      'not-found',
      row === undefined
        ? `There is no Service Reference Variant ${input.serviceReferenceVariant}; the catalogue lists all 129.`
        : `DUIS ${model.version} has no ${row.bodyElement}; choose a DUIS version that has ${row.serviceReferenceVariant}.`,
    );
  }
  const target = parseEui64(input.target ?? '00-00-00-00-00-00-00-00', 'Target');
  const requestId = formatRequestId({
    businessOriginatorId: parseEui64(input.originator ?? '00-00-00-00-00-00-00-00', 'Originator'),
    businessTargetId: target,
    originatorCounter: String(input.counter ?? 0),
  });
  const context: PlaceholderContext = { deviceId: target, ...(input.date !== undefined && { date: input.date }) };
  const header =
    `<sr:RequestID>${requestId}</sr:RequestID><sr:CommandVariant>${input.commandVariant ?? defaultCommandVariant(row)}</sr:CommandVariant>` +
    `<sr:ServiceReference>${row.serviceReference}</sr:ServiceReference>` +
    `<sr:ServiceReferenceVariant>${row.serviceReferenceVariant}</sr:ServiceReferenceVariant>`;
  return `${xmlDeclaration}<sr:Request xmlns:sr="${serviceUserGateway}" schemaVersion="${model.version}"><sr:Header>${header}</sr:Header><sr:Body>${composeElement(service, context)}</sr:Body></sr:Request>`;
}
