/** Security credentials of remote parties: reading and replacing them (CS02a, CS02b, CS02f, CS02g). */

import { payloads } from '../../gbcs/asn1/schema.ts';
import type { Asn1Input, Asn1Members } from '../../gbcs/asn1/writeElement.ts';
import type { DeviceType } from '../context.ts';
import { at, booleanOf, choiceOf, each, invalidValue, isPresent, optionalText, type Scope, textOf } from '../scope.ts';
import type { Sender, UseCaseDescription } from '../useCase.ts';
import { asn1, certificateAt, executionMember, keyUsage } from './asn1Commands.ts';

const everyDevice: readonly DeviceType[] = ['ESME', 'GSME', 'GPF', 'CHF', 'HCALCS', 'SAPC', 'PPMID'];

/** Roles of remote parties by the words of the request. */
const roles = {
  Root: 0,
  Recovery: 1,
  Supplier: 2,
  NetworkOperator: 3,
  ACB: 4,
  TransCoS: 5,
  LoadController: 8,
} as const;

const topUpCell = 1;

/** A cell of a Device that holds a party's certificate. */
function cell(role: number, usage: Uint8Array, cellUsage?: number): Asn1Members {
  return {
    'Remote Party Role': role,
    'Key Usage': usage,
    ...(cellUsage === undefined ? {} : { 'Cell Usage': cellUsage }),
  };
}

/** The certificates a request may bring for a party, and the cells they go to. */
const certificateKinds = [
  ['DigitalSigningCertificate', keyUsage.digitalSignature, undefined],
  ['KeyAgreementCertificate', keyUsage.keyAgreement, undefined],
  ['KeyAgreementTopUpCertificate', keyUsage.keyAgreement, topUpCell],
] as const;

function replacements(scope: Scope, names: string, role: number): readonly Asn1Members[] {
  const place = at(scope, names);
  return certificateKinds
    .filter(([name]) => isPresent(place, name))
    .map(([name, usage, cellUsage]) => ({
      'Replacement Certificate': certificateAt(place, name),
      'Target Trust Anchor Cell': cell(role, usage, cellUsage),
    }));
}

function pathCertificates(scope: Scope): readonly Asn1Input[] {
  return each(scope, 'CertificationPathCertificates.Certificate').map((place) => certificateAt(place, ''));
}

function counterAt(scope: Scope, names: string): Asn1Input | undefined {
  const text = optionalText(scope, names);
  if (text === undefined) return undefined;
  if (!/^\d{1,20}$/.test(text)) throw invalidValue(scope, names, 'a whole number');
  return { value: BigInt(text), path: at(scope, names).path };
}

const topUpSequence = 0;

/** The floor of the counter of prepayment top ups. */
function topUpFloor(scope: Scope, names: string): readonly Asn1Members[] | undefined {
  const floor = counterAt(scope, names);
  return floor === undefined ? undefined : [{ 'Seq Number Usage': topUpSequence, 'Seq Number': floor }];
}

const disapply = 1;

/** How one party replaces the credentials of a party. */
interface Replacement {
  readonly mode: number;
  /** The role of the party whose credentials are replaced. */
  readonly role: number;
  /** The role in which the sender signs; none where it has no signing credential on the Device. */
  readonly authorisedBy: number | undefined;
  readonly certificates: string;
  readonly floor: string;
  readonly topUpFloor?: string;
  /** The floors are of another party than the sender. */
  readonly isOtherParty?: boolean;
}

function floors(scope: Scope, replacement: Replacement): Asn1Members {
  const floor = counterAt(scope, replacement.floor);
  const specialist = replacement.topUpFloor === undefined ? undefined : topUpFloor(scope, replacement.topUpFloor);
  if (replacement.isOtherParty === true) {
    if (floor === undefined) return {};
    const change = {
      'Remote Party Role': replacement.role,
      'Floor Seq Number': floor,
      'Specialist Floor Seq Number': specialist,
    };
    return { 'Other Remote Party Seq Number Changes': [change] };
  }
  return { 'New Remote Party Floor Seq Number': floor, 'New Remote Party Specialist Floor Seq Number': specialist };
}

function replaceCredentials(replacement: Replacement, hasExecutionTime: boolean): (scope: Scope) => Asn1Members {
  return (scope) => ({
    'Authorising Remote Party Control': {
      'Credentials Replacement Mode': replacement.mode,
      'Apply Time Based CPV Checks': booleanOf(scope, 'ApplyTimeBasedCPVChecks')
        ? undefined
        : { value: disapply, path: 'ApplyTimeBasedCPVChecks' },
      'Authorising Remote Party TA Cell Identifier':
        replacement.authorisedBy === undefined ? undefined : cell(replacement.authorisedBy, keyUsage.digitalSignature),
      'Authorising Remote Party Seq Number': scope.build.header.originatorCounter,
      ...floors(scope, replacement),
    },
    Replacements: replacements(scope, replacement.certificates, replacement.role),
    'Certification Path Certificates': pathCertificates(scope),
    ...(hasExecutionTime ? executionMember(scope) : {}),
  });
}

const ofUser = 'ReplacementCertificates.SupplierOrNetworkOperatorCertificates';
const floor = 'RemotePartyFloorSeqNumber';
const prepaymentFloor = 'RemotePartyPrepaymentTopUpFloorSeqNumber';

const supplierBySupplier: Replacement = {
  mode: 2,
  role: roles.Supplier,
  authorisedBy: roles.Supplier,
  certificates: ofUser,
  floor,
  topUpFloor: prepaymentFloor,
};
const networkOperatorByNetworkOperator: Replacement = {
  mode: 3,
  role: roles.NetworkOperator,
  authorisedBy: roles.NetworkOperator,
  certificates: ofUser,
  floor,
};
const brokerByBroker: Replacement = {
  mode: 4,
  role: roles.ACB,
  authorisedBy: undefined,
  certificates: 'ReplacementCertificates',
  floor: 'ACBFloorSeqNumber',
};
const supplierByTransCoS: Replacement = {
  mode: 7,
  role: roles.Supplier,
  authorisedBy: roles.TransCoS,
  certificates: 'SupplierReplacementCertificates',
  floor: 'SupplierFloorSeqNumber',
  topUpFloor: 'SupplierPrepaymentTopUpFloorSeqNumber',
  isOtherParty: true,
};
const loadControllerBySupplier: Replacement = {
  mode: 11,
  role: roles.LoadController,
  authorisedBy: roles.Supplier,
  certificates: ofUser,
  floor,
  isOtherParty: true,
};

const isRole = (role: string) => (scope: Scope) => textOf(scope, 'RemotePartyRole') === role;

interface Row {
  readonly name: string;
  readonly messageCode: number;
  readonly service: string;
  readonly replacement: Replacement;
  readonly role?: string;
  readonly sender?: Sender;
  /** The DCC holds the command until its time, so that the command has none. */
  readonly isHeldByDcc?: boolean;
}

const handover = { certificates: 'ReplacementCertificates' };

const rows: readonly Row[] = [
  {
    name: 'CS02bSupplierBySupplier',
    messageCode: 0x0102,
    service: '6.15.1',
    replacement: supplierBySupplier,
    role: 'Supplier',
  },
  {
    name: 'CS02bNOByNO',
    messageCode: 0x0103,
    service: '6.15.1',
    replacement: networkOperatorByNetworkOperator,
    role: 'NetworkOperator',
  },
  {
    name: 'CS02gLoadControllerBySupplier',
    messageCode: 0x0126,
    service: '6.15.1',
    replacement: loadControllerBySupplier,
    role: 'LoadController',
  },
  {
    name: 'CS02bSupplierBySupplierHandover',
    messageCode: 0x0102,
    service: '6.21',
    replacement: { ...supplierBySupplier, ...handover },
    role: 'Supplier',
    sender: 'accessControlBroker',
    isHeldByDcc: true,
  },
  {
    name: 'CS02bNOByNOHandover',
    messageCode: 0x0103,
    service: '6.21',
    replacement: { ...networkOperatorByNetworkOperator, ...handover },
    role: 'NetworkOperator',
    sender: 'accessControlBroker',
    isHeldByDcc: true,
  },
  {
    name: 'CS02bSupplierByTransCoS',
    messageCode: 0x0107,
    service: '6.23',
    replacement: supplierByTransCoS,
    sender: 'transitionalChangeOfSupplier',
  },
];

const replacementUseCases = rows.map(({ name, messageCode, service, replacement, role, sender, isHeldByDcc }) =>
  asn1(
    name,
    messageCode,
    service,
    everyDevice,
    payloads.updateSecurityCredentialsCommand,
    replaceCredentials(replacement, isHeldByDcc !== true),
    {
      ...(role === undefined ? {} : { applies: isRole(role) }),
      ...(sender === undefined ? {} : { sender, isSigned: true }),
    },
  ),
);

const rolesWanted = (scope: Scope): Asn1Members => ({
  'Authorising Remote Party TA Cell Identifier': cell(roles.ACB, keyUsage.keyAgreement),
  'Remote Party Roles Credentials Required': each(scope, 'RemotePartyRole').map((place) => ({
    value: choiceOf<number>(place, '', roles),
    path: place.path,
  })),
});

export const credentials: readonly UseCaseDescription[] = [
  ...replacementUseCases,
  asn1(
    'CS02bACBByACB',
    0x0104,
    '8.5',
    everyDevice,
    payloads.updateSecurityCredentialsCommand,
    replaceCredentials(brokerByBroker, false),
    { sender: 'accessControlBroker' },
  ),
  asn1('CS02fMAC', 0x011b, '6.24.1', everyDevice, payloads.provideSecurityCredentialsCommand, rolesWanted, {
    sender: 'accessControlBroker',
    since: '4.0',
  }),
  asn1('CS02aMAC', 0x0008, '6.24.1', everyDevice, payloads.provideSecurityCredentialsCommand, rolesWanted, {
    sender: 'accessControlBroker',
  }),
];
