import { WorkbenchError } from '../../shared/errors.ts';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { parseEui64 as canonicalEui64 } from '../duis/eui64.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import type { Encoded } from '../gbcs/encoded.ts';
import { addMac, addSignature, encodeSigned, withoutSignature } from '../gbcs/encodeMessage.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import type { CompleteHeader } from '../gbcs/useCases/codec.ts';
import { findUseCase, formatMessageCode } from '../gbcs/useCaseTable.ts';
import { chooseUseCase } from './chooseUseCase.ts';
import { headerOf, octetsOf } from './commandHeader.ts';
import type { TransformContext } from './context.ts';
import { findUseCasesOf } from './registry.ts';
import { TransformFault, type TransformResult, type UndeterminedField } from './result.ts';
import { noteUndetermined, type Scope } from './scope.ts';
import { isCritical, type UseCaseDescription } from './useCase.ts';

/**
 * Turns a Service Request into what a Device takes: a Pre-Command for a critical service, a command for any other.
 * What cannot be transformed is a result too; nothing is thrown.
 */
export function transformServiceRequest(request: ServiceRequest, context: TransformContext): TransformResult {
  try {
    return transform(request, context);
  } catch (error) {
    if (error instanceof TransformFault) {
      const path = error.path === undefined ? {} : { path: error.path };
      return { ok: false, code: error.code, message: error.message, ...path };
    }
    if (error instanceof WorkbenchError) return { ok: false, code: 'missing-context', message: error.message };
    throw error;
  }
}

function transform(request: ServiceRequest, context: TransformContext): TransformResult {
  checkService(request);
  const scope = initialScope(request, context);
  const useCase = chooseUseCase(scope);
  const header = headerOf(scope, useCase);
  const complete: Scope = { ...scope, build: { ...scope.build, header } };
  const payload = useCase.payload(complete);
  return finish(complete, useCase, payload);
}

function checkService({ serviceReferenceVariant: service, bodyElement }: ServiceRequest): void {
  if (bodyElement === 'SignedPreCommand') {
    throw new TransformFault('already-transformed', 'The request carries a Signed Pre-Command, not a service.');
  }
  if (findServiceReferenceVariant(service) === undefined) {
    throw new TransformFault('unknown-service', `There is no service ${service}.`);
  }
  if (findUseCasesOf(service).length === 0) {
    throw new TransformFault('not-a-device-service', `The service ${service} is the DCC's own: no Device is reached.`);
  }
}

/** The scope before the use case is known: its header is the User's own. */
function initialScope(request: ServiceRequest, context: TransformContext): Scope {
  const { businessOriginatorId, businessTargetId, originatorCounter } = request.requestId;
  const target = context.device(canonicalEui64(businessTargetId));
  if (target === undefined) {
    throw new TransformFault('unknown-device', `The Device ${businessTargetId} is not known.`);
  }
  const header: CompleteHeader = {
    cra: 'command',
    messageCode: 0,
    originatorCounter: BigInt(originatorCounter),
    originator: octetsOf(businessOriginatorId, 'originator'),
    recipient: octetsOf(businessTargetId, 'target'),
  };
  const undetermined: UndeterminedField[] = [];
  return { tree: request.body, path: '', build: { request, context, target, header, undetermined } };
}

function finish(scope: Scope, useCase: UseCaseDescription, payload: Encoded): TransformResult {
  const { header, request, undetermined, context } = scope.build;
  const signed = encodeSigned(header, payload.bytes);
  const offset = signed.length - payload.bytes.length;
  const isPreCommand = isCritical(request.serviceReferenceVariant) && useCase.sender === undefined;
  const isSignedByDcc = useCase.isSigned === true;
  if (isSignedByDcc) {
    noteUndetermined(scope, 'Signature', 'a party of the DCC signs this command; an ECDSA signature is random', true);
    noteUndetermined(scope, 'MAC', 'it covers the signature', true);
  }
  const { bytes, hasMac } = isPreCommand
    ? { bytes: signed, hasMac: false }
    : protect(header, signed, isSignedByDcc, context.keys);
  return {
    ok: true,
    kind: isPreCommand ? 'preCommand' : 'command',
    useCase: findUseCase(useCase.messageCode)?.useCase ?? useCase.name,
    messageCode: formatMessageCode(useCase.messageCode),
    bytes,
    signed,
    hasMac,
    isSignedByDcc,
    undetermined,
    sources: payload.sources.map(({ from, to, path }) => ({ from: from + offset, to: to + offset, path })),
  };
}

/** Adds signature and MAC as far as the keys are at hand. */
function protect(header: CompleteHeader, signed: Uint8Array, isSigned: boolean, keys: GbcsKeys | undefined) {
  const unprotected = { bytes: withoutSignature(signed), hasMac: false };
  if (keys === undefined) return unprotected;
  try {
    const complete = isSigned ? addSignature(header, signed, keys) : withoutSignature(signed);
    return { bytes: addMac(header, complete, keys), hasMac: true };
  } catch (error) {
    if (error instanceof WorkbenchError && error.code === 'credential-unavailable') return unprotected;
    throw error;
  }
}
