import type { Handlers } from '../../shared/contract/contract.ts';
import type { CertificateChoice } from '../../shared/contract/shapes/certificates.ts';
import { certificateFacts } from './certificateViews.ts';
import type { HostServices } from './hostServices.ts';

/** The certificates that can stand in a request. */
export function certificateHandlers(host: HostServices): Pick<Handlers, 'certificate.list'> {
  return {
    'certificate.list': async ({ device, usage }) => {
      const { core, organisations } = await host.session();
      const { target } = core;
      const holders = new Set([
        target.user.deviceId,
        ...organisations.map(({ eui64 }) => eui64),
        target.accessControlBroker,
        ...(device === undefined ? [] : [device]),
      ]);
      return [...holders]
        .flatMap((eui64) => target.certificatesOf(eui64))
        .filter(({ keyUsage }) => usage === undefined || keyUsage.some((one) => one === usage))
        .map(
          (certificate): CertificateChoice => ({
            ...certificateFacts(certificate, organisations),
            base64: Buffer.from(certificate.der).toString('base64'),
          }),
        );
    },
  };
}
