import { z } from 'zod';
import { CapacityPlan, CapacityStanding, PhaseName, ProfileSummary } from '../../capacity.ts';
import { nothing, operation } from './operation.ts';

/** Load runs. */
export const capacityOperations = {
  /** Load profiles: the bundled ones, and those in the folder `capacity` beside the workspace. */
  'capacity.list': operation(nothing, z.array(ProfileSummary)),
  'capacity.plan': operation(
    z.strictObject({ file: z.string(), phase: PhaseName.optional(), scale: z.number().positive().optional() }),
    CapacityPlan,
  ),
  /** Runs a profile against an emulator that is started for it; one at a time. */
  'capacity.start': operation(
    z.strictObject({
      file: z.string(),
      phase: PhaseName.optional(),
      scale: z.number().positive().optional(),
      /** Look for the saturation point after the day. */
      withSteps: z.boolean().default(false),
    }),
    nothing,
  ),
  'capacity.stop': operation(nothing, nothing),
  'capacity.get': operation(nothing, CapacityStanding),
};
