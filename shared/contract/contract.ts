import { z } from 'zod';
import { campaignOperations } from './operations/campaignOperations.ts';
import { capacityOperations } from './operations/capacityOperations.ts';
import { credentialOperations } from './operations/credentialOperations.ts';
import { messageOperations } from './operations/messageOperations.ts';
import { packOperations } from './operations/packOperations.ts';
import { requestOperations } from './operations/requestOperations.ts';
import { runOperations } from './operations/runOperations.ts';
import { standardsOperations } from './operations/standardsOperations.ts';
import { targetOperations } from './operations/targetOperations.ts';
import { workbenchOperations } from './operations/workbenchOperations.ts';

/** Everything that a user can ask of the workbench. One name, one input, one output, both checked. */
export const contract = {
  ...workbenchOperations,
  ...standardsOperations,
  ...requestOperations,
  ...credentialOperations,
  ...messageOperations,
  ...campaignOperations,
  ...runOperations,
  ...targetOperations,
  ...capacityOperations,
  ...packOperations,
} as const;

export type Contract = typeof contract;
export type OperationName = keyof Contract;
export type OperationInput<N extends OperationName> = z.input<Contract[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<Contract[N]['output']>;

/** The workbench as its callers see it. */
export type Workbench = { [N in OperationName]: (input: OperationInput<N>) => Promise<OperationOutput<N>> };

type Awaitable<T> = T | Promise<T>;
/** The workbench as its implementation sees it: input parsed, output still to be checked. */
export type Handlers = {
  [N in OperationName]: (input: z.output<Contract[N]['input']>) => Awaitable<z.input<Contract[N]['output']>>;
};

/** The one answer to any call. */
export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), detail: z.record(z.string(), z.unknown()) }),
  }),
]);
export type Reply = z.infer<typeof Reply>;
