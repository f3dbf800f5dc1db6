import type { RequestModel } from '../../duis/model.ts';
import { type Smets1Model, smets1Model } from '../../mmc/smets1View.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { Migration } from './migration.ts';

/** What the systems of the SMETS1 path know: S1SP, Dual Control Organisation and Commissioning Party. */
export interface Smets1Systems {
  /** What the S1SP's responses are written by. */
  model: Smets1Model;
  /** The Originator Counter of the last critical instruction that the DCO agreed to, by device. */
  dcoCounters: Map<string, bigint>;
  /** Devices of installations that were not migrated, by UPRN: not in the inventory, and answering nobody. */
  dormant: Map<string, EmulatedDevice[]>;
  /** The last migration of each installation, by UPRN. */
  migrations: Map<string, Migration>;
}

export const makeSmets1Systems = (model: RequestModel, dormant: Map<string, EmulatedDevice[]>): Smets1Systems => ({
  model: smets1Model(model),
  dcoCounters: new Map(),
  dormant,
  migrations: new Map(),
});
