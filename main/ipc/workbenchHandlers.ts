import type { Handlers } from '../../shared/contract/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { citations } from '../checks/citations.ts';
import { UserRole } from '../duis/catalogue.ts';
import { listCodes } from './codes.ts';
import type { HostServices, HostSession } from './hostServices.ts';

type Operations =
  | 'workbench.status'
  | 'workbench.open'
  | 'campaign.list'
  | 'target.list'
  | 'target.check'
  | 'check.list'
  | 'catalogue.list'
  | 'code.list'
  | 'template.list'
  | 'draft.save'
  | 'draft.get';

/** Where the workbench stands: workspace, target, clock, evidence chain. */
function statusOf(version: string, session: HostSession) {
  const { target, store } = session.core;
  const head = session.archive.chainHead();
  const open = store.listRuns().filter((run) => run.status === 'running' || run.status === 'waiting');
  const waiting = open.flatMap((run) => store.listSteps(run.id)).filter((step) => step.status === 'waiting');
  return {
    version,
    workspace: session.workspace,
    target: { name: target.name, kind: target.kind, title: target.title, baseUrl: target.baseUrl },
    clock: { at: new Date(target.clock.now()).toISOString(), speed: target.clock.speed },
    receiveResponseService: { url: session.receiveResponseUrl },
    waiting: waiting.length,
    chain: { head: head?.hash ?? null, length: head?.length ?? 0 },
    organisations: session.organisations,
    devices: session.devices,
  };
}

/** Status, campaigns, targets, catalogue, templates and drafts. */
export function workbenchHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'workbench.status': async () => statusOf(host.version, await host.session()),
    'workbench.open': async (choice) => {
      const session = await host.open(choice);
      host.announce({ name: 'status.changed', data: {} });
      return statusOf(host.version, session);
    },
    'campaign.list': () => host.listCampaigns(),
    'target.list': () => host.listTargets(),
    'target.check': ({ name }) => host.preflight(name),
    'check.list': () => Object.entries(citations).map(([id, citation]) => ({ id, ...citation })),
    'catalogue.list': async ({ role }) => {
      const { catalogue } = await host.material();
      if (role === undefined) return [...catalogue];
      const known = UserRole.safeParse(role);
      if (!known.success) {
        throw new WorkbenchError(
          'invalid-argument',
          `There is no User Role "${role}"; there are ${UserRole.options.join(', ')}`,
        );
      }
      return catalogue.filter((entry) => entry.eligibleRoles.some((eligible) => eligible.role === known.data));
    },
    'code.list': ({ code }) => listCodes(code),
    'template.list': async ({ serviceReferenceVariant }) => (await host.material()).templates(serviceReferenceVariant),
    'draft.save': async ({ name, value }) => {
      (await host.session()).drafts.save(name, value);
      return {};
    },
    'draft.get': async ({ name }) => ({ value: (await host.session()).drafts.find(name) ?? null }),
  };
}
