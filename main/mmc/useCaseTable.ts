import table from '../../fixtures/mmc/useCases.json' with { type: 'json' };
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import type { JsonObject } from '../duis/jsonTree.ts';

/** How the response of one message code becomes an MMC body. */
export interface MmcUseCase {
  readonly messageCode: string;
  readonly useCase: string;
  /** The services it answers; where there are several, the message does not say which. */
  readonly serviceReferenceVariants: readonly string[];
  /** `status`: the MMC has nothing but success or failure; else a name in bodies/registry.ts. */
  readonly body: string;
  /** What the body holds at the least, where the XSD asks for it. */
  readonly empty?: JsonObject;
}

const useCases: readonly MmcUseCase[] = table.useCases;
const byCode = new Map(useCases.map((row) => [row.messageCode, row]));
const reasons = new Map(table.notCovered.map((row) => [row.messageCode, row.why]));
const elements: Readonly<Record<string, string>> = table.elements;

export function findMmcUseCase(messageCode: string): MmcUseCase | undefined {
  return byCode.get(messageCode);
}

/** Every response that is covered, in the order of message codes. */
export function listMmcUseCases(): readonly MmcUseCase[] {
  return useCases;
}

/** Why the response of a message code has no MMC view. */
export function whyNotCovered(messageCode: string): string {
  return reasons.get(messageCode) ?? `The message code ${messageCode} is not in the table of MMC use cases.`;
}

/** The MMC element of a service: the DUIS body element and "Rsp", but for one. */
export function responseElement(serviceReferenceVariant: string): string | undefined {
  const row = findServiceReferenceVariant(serviceReferenceVariant);
  return elements[serviceReferenceVariant] ?? (row === undefined ? undefined : `${row.bodyElement}Rsp`);
}
