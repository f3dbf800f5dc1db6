import { WorkbenchError } from '../../../shared/errors.ts';
import { identifyEmulator } from '../../capacity/identifyEmulator.ts';
import type { LoadTarget, TargetSample } from '../../capacity/loadTarget.ts';
import { homesOf } from '../../capacity/population.ts';
import { zaz1CertificatesBySerial } from '../../dccMaterial/zaz1.ts';
import { zaz1Users } from './zaz1Users.ts';

/**
 * An emulator that runs already, started by `emulator --credentials zaz1 --respond-to URL`. It is loaded with requests
 * only, and tells nothing of its inside.
 *
 * @throws WorkbenchError `target-refused` where it is no emulator, `conflict` where it does not answer to us
 */
export async function openRunningEmulator(url: string): Promise<LoadTarget> {
  const { fleet, receiveResponseServices, instance, hasComponents } = await identifyEmulator(url);
  const [service] = Object.values(receiveResponseServices);
  if (service === undefined) {
    throw new WorkbenchError(
      'conflict',
      `The emulator at ${url} delivers no responses; start it again with --respond-to http://127.0.0.1:8181/smartdcc/duis --credentials zaz1`,
    );
  }
  const { hostname, port, pathname } = new URL(service);
  const certificates = await zaz1CertificatesBySerial();
  let sampling: NodeJS.Timeout | undefined;
  return {
    baseUrl: url,
    users: zaz1Users(fleet),
    homes: homesOf(fleet),
    accessControlBroker: fleet.accessControlBroker,
    resolveCertificate: (serialNumber) => certificates.get(serialNumber),
    receiveResponseService: { host: hostname, port: Number(port), path: pathname },
    setRespondTo: () => {},
    background: undefined,
    onSample(listener: (sample: TargetSample) => void) {
      clearInterval(sampling);
      sampling = setInterval(() => listener({ components: undefined, utilisation: undefined }), 1000);
    },
    description: {
      emulator: `one that says so (${instance}), at ${url}, ${hasComponents ? 'with' : 'without'} a model of the DCC's systems`,
      population: `${fleet.premises.length} homes of the fleet "${fleet.name}"`,
      keys: 'those of DCC Boxed’s test PKI (ZAZ1) for the Users',
    },
    async close() {
      clearInterval(sampling);
    },
  };
}
