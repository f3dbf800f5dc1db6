import type { Handlers } from '../../shared/contract/contract.ts';
import type { HostServices } from './hostServices.ts';

type Operations = 'capacity.list' | 'capacity.plan' | 'capacity.start' | 'capacity.stop' | 'capacity.get';

/** Load runs against an emulator of their own. */
export function capacityHandlers({ capacity }: HostServices): Pick<Handlers, Operations> {
  return {
    'capacity.list': () => capacity.list(),
    'capacity.plan': (choice) => capacity.plan(choice),
    'capacity.start': (choice) => {
      capacity.start(choice);
      return {};
    },
    'capacity.stop': () => {
      capacity.stop();
      return {};
    },
    'capacity.get': () => capacity.standing(),
  };
}
