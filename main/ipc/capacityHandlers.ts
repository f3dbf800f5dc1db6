import type { Handlers } from '../../shared/contract/contract.ts';
import type { HostServices } from './hostServices.ts';

type Operations = 'capacity.list' | 'capacity.plan' | 'capacity.start' | 'capacity.stop' | 'capacity.get';

/** Load runs against an emulator of their own. */
export function capacityHandlers({ capacity }: HostServices): Pick<Handlers, Operations> {
  return {
    'capacity.list': async () => (await capacity()).list(),
    'capacity.plan': async (choice) => (await capacity()).plan(choice),
    'capacity.start': async (choice) => {
      (await capacity()).start(choice);
      return {};
    },
    'capacity.stop': async () => {
      (await capacity()).stop();
      return {};
    },
    'capacity.get': async () => (await capacity()).standing(),
  };
}
