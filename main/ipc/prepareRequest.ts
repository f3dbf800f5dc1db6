import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import type { HostServices } from './hostServices.ts';

/** XML with what its User ought to know about it, a sentence each. */
export interface PreparedRequest {
  xml: string;
  remarks: string[];
}

const versionsOf = (material: DuisMaterial): string =>
  material
    .schemaVersions()
    .map(({ version }) => version)
    .join(', ');

/** @throws WorkbenchError `schema-unavailable` naming the versions there are */
export function requireSchemaVersion(material: DuisMaterial, version: string): void {
  if (material.schemaVersions().some((one) => one.version === version)) return;
  throw new WorkbenchError(
    'schema-unavailable',
    `DUIS ${version} is not at hand; there is ${versionsOf(material)}. Take in another with "schema import" and its folder or zip`,
  );
}

/** A remark where a request is written for a version that cannot be checked here. @throws WorkbenchError where it is no version */
export function remarkOnVersion(material: DuisMaterial, version: string): string[] {
  if (!/^\d+\.\d+$/.test(version)) {
    throw new WorkbenchError('invalid-argument', `"${version}" is not a DUIS version; write it as 5.1`);
  }
  if (material.schemaVersions().some((one) => one.version === version)) return [];
  return [`DUIS ${version} is not at hand; the request was made by ${material.model(version).version}`];
}

/**
 * A Service Request ready to be signed: without white space, comments and an earlier signature, and with a fresh
 * Originator Counter unless it keeps its own.
 * @throws WorkbenchError `invalid-xml`, `invalid-document`
 */
export async function prepareRequest(
  host: HostServices,
  xml: string,
  preserveCounter: boolean,
): Promise<PreparedRequest> {
  const material = await host.material();
  const { requestId, schemaVersion } = parseServiceRequest(xml);
  const model = material.model(schemaVersion);
  if (preserveCounter) return { xml: buildServiceRequest({ template: xml, model }), remarks: [] };
  const { counter, remarks } = await host.nextOriginatorCounter(
    requestId.businessOriginatorId,
    requestId.businessTargetId,
  );
  return { xml: buildServiceRequest({ template: xml, model, counter }), remarks };
}

/** A remark where another organisation signs than the request says it comes from. */
export function remarkOnSigner(xml: string, signer: string | undefined): string[] {
  const originator = parseServiceRequest(xml).requestId.businessOriginatorId;
  if (signer === undefined || signer === originator) return [];
  return [`the request comes from ${originator} and is signed by ${signer}; the DCC refuses that`];
}
