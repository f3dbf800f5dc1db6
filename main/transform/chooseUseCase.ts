import { findUseCasesOf } from './registry.ts';
import { TransformFault } from './result.ts';
import type { Scope } from './scope.ts';
import type { UseCaseDescription } from './useCase.ts';

function versionParts(version: string): readonly number[] {
  return version.split('.').map(Number);
}

/** Whether a GBCS version is at least another. */
export function isAtLeast(version: string, least: string): boolean {
  const [one, other] = [versionParts(version), versionParts(least)];
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function isNamed(useCase: UseCaseDescription, name: string | undefined): boolean {
  return name !== undefined && useCase.name.toLowerCase() === name.toLowerCase();
}

function suits(useCase: UseCaseDescription, scope: Scope): boolean {
  const { gbcsVersion } = scope.build.target;
  return useCase.since === undefined || gbcsVersion === undefined || isAtLeast(gbcsVersion, useCase.since);
}

/** The use case that does what the request asks on the target. Throws a fault where there is none. */
export function chooseUseCase(scope: Scope): UseCaseDescription {
  const { request, target, context } = scope.build;
  const service = request.serviceReferenceVariant;
  const ofService = findUseCasesOf(service);
  const ofDevice = ofService.filter(({ deviceTypes }) => deviceTypes.includes(target.deviceType));
  if (ofDevice.length === 0) {
    throw new TransformFault('wrong-device-type', `The service ${service} does not reach a ${target.deviceType}.`);
  }
  const named = ofDevice.find((useCase) => isNamed(useCase, context.useCase));
  if (named !== undefined) return named;
  const fitting = ofDevice.filter(({ applies }) => applies === undefined || applies(scope));
  const { messageCode } = context;
  const coded = messageCode === undefined ? undefined : fitting.find((useCase) => useCase.messageCode === messageCode);
  if (coded !== undefined) return coded;
  const chosen = fitting.find((useCase) => suits(useCase, scope)) ?? fitting[0];
  if (chosen !== undefined) return chosen;
  throw new TransformFault(
    'invalid-value',
    `What this request for ${service} asks does not fit a ${target.deviceType}.`,
  );
}
