import type { RequestModel } from '../duis/model.ts';
import type { HostServices } from './hostServices.ts';

/** The DUIS version of what says none, while no target is open. */
export const defaultSchemaVersion = '5.1';

/** The model of the DUIS version that a request says it is written for. */
export async function modelFor(host: HostServices, xml: string): Promise<RequestModel> {
  const version = /schemaVersion="([^"]*)"/.exec(xml)?.[1] ?? host.live()?.duisVersion ?? defaultSchemaVersion;
  return (await host.material()).model(version);
}
