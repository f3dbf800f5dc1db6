/** Commands in ASN.1: credentials, joins, firmware, clock and device logs (GBCS 13). */

import { type Element, payloads } from '../../gbcs/asn1/schema.ts';
import {
  type Asn1Input,
  type Asn1Members,
  composeElement,
  singleBit,
  writeElement,
} from '../../gbcs/asn1/writeElement.ts';
import { parseEui64 } from '../../gbcs/bytes.ts';
import type { Sourced } from '../../gbcs/encoded.ts';
import type { DeviceType } from '../context.ts';
import { executionGeneralizedTime, executionPath, generalizedTime, millisecondsAt } from '../dates.ts';
import { at, choiceOf, integerOf, invalidValue, needContext, noteUndetermined, type Scope, textOf } from '../scope.ts';
import type { UseCaseDescription } from '../useCase.ts';
import { deviceTypeNumber } from './deviceTypes.ts';

type Rest = Pick<UseCaseDescription, 'applies' | 'sender' | 'isSigned' | 'since'>;

const everyDevice: readonly DeviceType[] = ['ESME', 'GSME', 'GPF', 'CHF', 'HCALCS', 'SAPC', 'PPMID'];

/** An ASN.1 use case: the element of the payload, and what it holds. */
export function asn1(
  name: string,
  messageCode: number,
  service: string,
  deviceTypes: readonly DeviceType[],
  element: Element,
  input: (scope: Scope) => Asn1Input,
  rest: Rest = {},
): UseCaseDescription {
  const payload = (scope: Scope) => writeElement(composeElement(element, input(scope)));
  return { name, messageCode, services: service.split(' '), deviceTypes, payload, ...rest };
}

// KeyUsage of X.509.
export const keyUsage = { digitalSignature: singleBit(0), keyAgreement: singleBit(4) } as const;
const credentialTypes = { 'Digital Signature': keyUsage.digitalSignature, 'Key Agreement': keyUsage.keyAgreement };

const credentialType = (scope: Scope): Asn1Members => ({
  'Key Usage': { value: choiceOf(scope, 'CredentialType', credentialTypes), path: 'CredentialType' },
});

/** The DER of a certificate in base64. */
export function certificateAt(scope: Scope, names: string): Sourced<Uint8Array> {
  const bytes = new Uint8Array(Buffer.from(textOf(scope, names), 'base64'));
  if (bytes[0] !== 0x30) throw invalidValue(scope, names, 'a certificate in base64');
  return { value: bytes, path: at(scope, names).path };
}

function euiAt(scope: Scope, names: string): Sourced<Uint8Array> {
  const value = parseEui64(textOf(scope, names));
  if (value === undefined) throw invalidValue(scope, names, 'an EUI-64');
  return { value, path: at(scope, names).path };
}

function counterOf(scope: Scope): bigint {
  return scope.build.header.originatorCounter;
}

const firmwareHash = (scope: Scope): Sourced<Uint8Array> => {
  const text = textOf(scope, 'FirmwareHash');
  if (!/^[0-9a-f]{64}$/i.test(text)) throw invalidValue(scope, 'FirmwareHash', '32 octets in hexadecimal');
  return { value: new Uint8Array(Buffer.from(text, 'hex')), path: 'FirmwareHash' };
};

/** The execution time as a member that is left out for "now". */
export function executionMember(scope: Scope): Asn1Members {
  const time = executionGeneralizedTime(scope);
  return time === undefined ? {} : { 'Execution Date Time': { value: time, path: executionPath } };
}

const setTime = (scope: Scope): Asn1Members => {
  const start = millisecondsAt(scope, 'CurrentDateTime');
  const tolerance = integerOf(scope, 'TolerancePeriod', 0, 86_400) * 1000;
  return {
    'Validity Interval Start': { value: generalizedTime(start), path: 'CurrentDateTime' },
    'Validity Interval End': { value: generalizedTime(start + tolerance), path: 'TolerancePeriod' },
  };
};

const joinMethod = { initiator: 0, responder: 1, methodB: 2, methodC: 3 } as const;

function otherDeviceType(scope: Scope): DeviceType | undefined {
  return scope.build.context.device(textOf(scope, 'OtherDeviceID').toUpperCase())?.deviceType;
}

function join(method: number): (scope: Scope) => Asn1Members {
  return (scope) => {
    const other = textOf(scope, 'OtherDeviceID').toUpperCase();
    noteUndetermined(scope, 'Device Type', 'the kind of the other Device stands in the DCC’s inventory');
    const deviceType = needContext(otherDeviceType(scope), `The kind of the Device ${other}`);
    return {
      'Join Method and Role': method,
      'Entity Id': euiAt(scope, 'OtherDeviceID'),
      'Device Type': deviceTypeNumber(deviceType),
      ...(method === joinMethod.methodC ? otherCertificate(scope, other) : {}),
    };
  };
}

function otherCertificate(scope: Scope, other: string): Asn1Members {
  const field = 'Other Device Key Agreement Certificate';
  noteUndetermined(scope, field, 'the certificate is in the SMKI Repository');
  return {
    [field]: needContext(
      scope.build.context.keyAgreementCertificate?.(other),
      `The Key Agreement certificate of ${other}`,
    ),
  };
}

const isOther =
  (...types: readonly DeviceType[]) =>
  (scope: Scope): boolean => {
    const type = otherDeviceType(scope);
    return type !== undefined && types.includes(type);
  };

const restoredEntries = (scope: Scope): Asn1Members => {
  const old = textOf(scope, 'OldGPFID').toUpperCase();
  noteUndetermined(scope, 'Device Log Entries', 'the log of the former Gas Proxy Function is kept by the DCC');
  const backup = needContext(scope.build.context.deviceLogBackup?.(old), `The device log of ${old}`);
  return {
    'Device Log Entries': backup.devices.map(({ deviceId, deviceType }) => ({
      'Device Id': needContext(parseEui64(deviceId), `An EUI-64 in the device log of ${old}`),
      'Device Type': deviceTypeNumber(deviceType),
    })),
  };
};

const firmwareDevices: readonly DeviceType[] = ['ESME', 'GSME', 'CHF', 'PPMID', 'HCALCS', 'SAPC'];
const joined: readonly DeviceType[] = ['ESME', 'GSME', 'GPF', 'HCALCS', 'SAPC', 'PPMID'];

export const asn1Commands: readonly UseCaseDescription[] = [
  asn1('CS02c', 0x000a, '6.17', everyDevice, payloads.issueSecurityCredentialsCommand, credentialType),
  asn1('CS02d', 0x000b, '6.15.2', everyDevice, payloads.certificate, (scope) =>
    certificateAt(scope, 'DeviceCertificate'),
  ),
  asn1('CS02e', 0x000c, '6.24.2', everyDevice, payloads.provideDeviceCertificateCommand, credentialType),
  asn1('CS03A1', 0x000d, '8.7.1', ['ESME'], payloads.joinDeviceCommand, join(joinMethod.initiator)),
  asn1('CS03A2Critical', 0x00ab, '8.7.1', ['HCALCS', 'SAPC'], payloads.joinDeviceCommand, join(joinMethod.responder)),
  asn1('CS03CCritical', 0x00af, '8.7.1', ['GSME'], payloads.joinDeviceCommand, join(joinMethod.methodC)),
  asn1('CS03A2NonCritical', 0x00ab, '8.7.2', ['PPMID'], payloads.joinDeviceCommand, join(joinMethod.responder), {
    applies: isOther('ESME'),
    isSigned: true,
  }),
  asn1('CS03CNonCritical', 0x00af, '8.7.2', ['PPMID'], payloads.joinDeviceCommand, join(joinMethod.methodC), {
    applies: isOther('GSME'),
    isSigned: true,
  }),
  asn1('CS03B', 0x000e, '8.7.2', ['ESME', 'GSME', 'GPF'], payloads.joinDeviceCommand, join(joinMethod.methodB)),
  asn1('CS04ACCritical', 0x000f, '8.8.1', ['ESME', 'GSME', 'HCALCS', 'SAPC'], payloads.unjoinDeviceCommand, (scope) =>
    euiAt(scope, 'OtherDeviceID'),
  ),
  asn1(
    'CS04ACNonCritical',
    0x000f,
    '8.8.2',
    ['PPMID'],
    payloads.unjoinDeviceCommand,
    (scope) => euiAt(scope, 'OtherDeviceID'),
    { isSigned: true },
  ),
  asn1('CS04B', 0x0010, '8.8.2', ['ESME', 'GSME', 'GPF'], payloads.unjoinDeviceCommand, (scope) =>
    euiAt(scope, 'OtherDeviceID'),
  ),
  asn1('CS06', 0x0012, '11.3', firmwareDevices, payloads.activateFirmwareCommand, (scope) => ({
    'Manufacturer Image Hash': firmwareHash(scope),
    'Originator Counter': counterOf(scope),
    ...executionMember(scope),
  })),
  asn1('CS07', 0x0013, '8.9', joined, payloads.readDeviceJoinDetailsCommand, () => null),
  asn1('CS08', 0x0129, '11.2', ['PPMID', 'HCALCS', 'SAPC'], payloads.readFirmwareVersionCommand, () => null),
  ...[
    ['GCS28Commission', '8.1.1'],
    ['GCS28', '6.11'],
  ].map(([name = '', service = '']) => asn1(name, 0x007f, service, ['GSME'], payloads.setTimeCommand, setTime)),
  asn1('GCS59', 0x008c, '8.12.2', ['GPF'], payloads.gpfDeviceLogRestoreCommand, restoredEntries),
];
