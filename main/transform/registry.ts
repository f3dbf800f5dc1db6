/** Every use case that a Service Request can become; where several fit, the first is the newest form. */

import type { UseCaseDescription } from './useCase.ts';
import { asn1Commands } from './useCases/asn1Commands.ts';
import { communicationsHub } from './useCases/communicationsHub.ts';
import { credentials } from './useCases/credentials.ts';
import { electricityAlerts } from './useCases/electricityAlerts.ts';
import { electricityConfiguration } from './useCases/electricityConfiguration.ts';
import { electricityPrepayment } from './useCases/electricityPrepayment.ts';
import { electricityActions, electricityReads } from './useCases/electricityReads.ts';
import { electricityTariff } from './useCases/electricityTariff.ts';
import { electricityVoltage } from './useCases/electricityVoltage.ts';
import { gasConfiguration } from './useCases/gasConfiguration.ts';
import { gasPrepayment } from './useCases/gasPrepayment.ts';
import { gasReads } from './useCases/gasReads.ts';
import { gasTariff } from './useCases/gasTariff.ts';
import { loadControl } from './useCases/loadControl.ts';

export const useCases: readonly UseCaseDescription[] = [
  ...electricityReads,
  ...electricityActions,
  ...electricityTariff,
  ...electricityPrepayment,
  ...electricityConfiguration,
  ...electricityVoltage,
  ...electricityAlerts,
  ...loadControl,
  ...communicationsHub,
  ...gasReads,
  ...gasTariff,
  ...gasPrepayment,
  ...gasConfiguration,
  ...credentials,
  ...asn1Commands,
];

const byService = new Map<string, UseCaseDescription[]>();
for (const useCase of useCases) {
  for (const service of useCase.services) byService.set(service, [...(byService.get(service) ?? []), useCase]);
}

/** The use cases of a Service Reference Variant; none where the service does not reach a Device. */
export function findUseCasesOf(service: string): readonly UseCaseDescription[] {
  return byService.get(service) ?? [];
}
