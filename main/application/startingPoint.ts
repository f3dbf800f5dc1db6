import { WorkbenchError } from '../../shared/errors.ts';
import { defaultCommandVariant } from '../duis/catalogue.ts';
import { composeServiceRequest } from '../duis/compose.ts';
import type { DuisMaterial } from './ports.ts';

/** The parties of DCC's templates: a User, a Device and the Access Control Broker of the ZAZ1 test PKI. */
const templateOriginator = '90-B3-D5-1F-30-01-00-00';
const templateDevice = '00-DB-12-34-56-78-90-A0';
const templateBroker = '90-B3-D5-1F-30-00-00-02';
const nonDevice = 8;

/**
 * The request that composing starts from: the named or usual template of DCC, or, where DCC publishes none for the
 * service, one composed from the schema alone.
 *
 * @throws WorkbenchError `not-found` where there is no such Service Reference Variant, template, or service in the
 *   DUIS version
 */
export function startingPoint(
  material: DuisMaterial,
  wanted: {
    serviceReferenceVariant: string;
    template?: string | undefined;
    schemaVersion: string;
    originator?: string | undefined;
    target?: string | undefined;
  },
): string {
  const { serviceReferenceVariant, template, schemaVersion } = wanted;
  const row = material.catalogue.find((one) => one.serviceReferenceVariant === serviceReferenceVariant);
  if (row === undefined) {
    throw new WorkbenchError(
      'not-found',
      `There is no Service Reference Variant "${serviceReferenceVariant}"; the catalogue lists all ${material.catalogue.length}, such as 4.8.1`,
    );
  }
  const published = material.template(serviceReferenceVariant, template);
  if (published !== undefined) return published.xml;
  const usualTarget = defaultCommandVariant(row) === nonDevice ? templateBroker : templateDevice;
  return composeServiceRequest(material.model(schemaVersion), {
    serviceReferenceVariant,
    commandVariant: defaultCommandVariant(row),
    originator: wanted.originator ?? templateOriginator,
    target: wanted.target ?? usualTarget,
  });
}
