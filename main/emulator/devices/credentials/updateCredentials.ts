import type { Asn1Answer } from '../../../gbcs/answerAsn1.ts';
import { type Asn1Element, type Asn1Record, type Asn1Value, holdsElements } from '../../../gbcs/asn1/element.ts';
import { type Asn1Payload, asn1Value } from '../../../gbcs/asn1/payloads.ts';
import { payloads } from '../../../gbcs/asn1/schema.ts';
import { type Asn1Input, writeElement } from '../../../gbcs/asn1/writeElement.ts';
import { formatEui64, parseEui64 } from '../../../gbcs/bytes.ts';
import type { GroupingHeader } from '../../../gbcs/header.ts';
import { parseCertificate, type SmkiCertificate } from '../../../smki/certificate.ts';
import type { CounterFloors } from '../guard.ts';
import { asn1Alert } from '../outcomeAlert.ts';
import type { InstructionResult, Pending } from '../pending.ts';
import { isoTime } from '../zigbee/times.ts';
import { type CellName, type CellUsage, remotePartyRole, type TrustAnchors } from './trustAnchors.ts';

/** Status codes of RFC 5934. */
const status = { success: 0, badCertificate: 5, noTrustAnchor: 10, notAuthorized: 11 } as const;

const topUpUsage = 1;

export const recordOf = (value: Asn1Value | undefined): Asn1Record =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Asn1Record) : {};
export const listOf = (value: Asn1Value | undefined): readonly Asn1Value[] =>
  Array.isArray(value) ? (value as readonly Asn1Value[]) : [];

function cellNameOf(value: Asn1Value | undefined): CellName {
  const cell = recordOf(value);
  return {
    role: Number(cell['Remote Party Role'] ?? -1),
    usage: cell['Key Usage'] as CellUsage,
    isTopUp: cell['Cell Usage'] === topUpUsage,
  };
}

const cellInput = ({ role, usage, isTopUp }: CellName): Asn1Input => ({
  'Remote Party Role': role,
  'Key Usage': usage,
  ...(isTopUp ? { 'Cell Usage': topUpUsage } : {}),
});

/** The elements of a name in a tree, in order. */
function elementsNamed(element: Asn1Element, name: string): Asn1Element[] {
  if ('encoded' in element) return [];
  if (element.format?.name === name) return [element];
  return holdsElements(element.content) ? element.content.flatMap((member) => elementsNamed(member, name)) : [];
}

const octetsOf = (eui64: string): Uint8Array => parseEui64(eui64) ?? new Uint8Array(8);

/** A credential that was replaced, and whose it was. */
export interface ReplacedCredential {
  cell: CellName;
  /** DER. */
  certificate: Uint8Array;
  /** EUI-64s of who held the cell and who holds it now. */
  before: string;
  after: string;
  /** The counter from which the new party goes on, where the command set one. */
  floor: bigint | undefined;
}

interface Replacement {
  cell: CellName;
  certificate: Uint8Array;
}

function replacementsOf({ elements: [command] }: Asn1Payload, value: Asn1Record): Replacement[] {
  const certificates = command === undefined ? [] : elementsNamed(command, 'Replacement Certificate');
  return listOf(value.Replacements).flatMap((replacement, index) => {
    const element = certificates[index];
    if (element === undefined) return [];
    const cell = cellNameOf(recordOf(replacement)['Target Trust Anchor Cell']);
    return [{ cell, certificate: writeElement(element).bytes }];
  });
}

/**
 * The certificate for a cell; undefined where it is none, or is of another usage or of a party in another role than the
 * cell's. The Access Control Broker's may lie in any (RTDS, CS02b of SRV 8.5; that a device looks at the role is our reading).
 */
function certificateFor(cell: CellName, der: Uint8Array): SmkiCertificate | undefined {
  try {
    const certificate = parseCertificate(der);
    const usage = cell.usage === 'Key Agreement' ? 'keyAgreement' : 'digitalSignature';
    const role = certificate.role?.number;
    const suits = role === cell.role || role === remotePartyRole.accessControlBroker;
    return suits && certificate.keyUsage.includes(usage) ? certificate : undefined;
  } catch {
    // What is no certificate gets the status that says so.
    return undefined;
  }
}

/** Who may replace what: the party in the cell that the command names; without one, the party whose cells they are. */
function isAuthorised(anchors: TrustAnchors, control: Asn1Record, header: GroupingHeader, cell: CellName): boolean {
  const named = control['Authorising Remote Party TA Cell Identifier'];
  const authorising = named === undefined ? { ...cell, isTopUp: false } : cellNameOf(named);
  return anchors.find(authorising)?.eui64 === formatEui64(header.originator ?? new Uint8Array(8));
}

function replaceOne(anchors: TrustAnchors, isAllowed: boolean, { cell, certificate }: Replacement) {
  const before = anchors.find(cell);
  const replacing = certificateFor(cell, certificate);
  const code =
    replacing === undefined
      ? status.badCertificate
      : before === undefined
        ? status.noTrustAnchor
        : isAllowed
          ? status.success
          : status.notAuthorized;
  if (code === status.success) anchors.put(cell, certificate);
  return {
    'Affected Trust Anchor Cell': cellInput(cell),
    'Status Code': code,
    'Existing Subject Unique ID': octetsOf(before?.eui64 ?? ''),
    'Existing Subject Key ID': before?.keyIdentifier ?? new Uint8Array(8),
    'Replacing Subject Unique ID': octetsOf(replacing?.eui64 ?? ''),
    'Replacing Subject Key ID': Buffer.from(replacing?.subjectKeyIdentifier ?? '', 'hex'),
  };
}

/** The floors that come with new credentials: of the replaced party, or of others. */
function floorChanges(
  control: Asn1Record,
  role: number,
): { role: number; floor: bigint; specialist: readonly Asn1Value[] }[] {
  const own = control['New Remote Party Floor Seq Number'];
  const changes = listOf(control['Other Remote Party Seq Number Changes']).map((change) => {
    const parts = recordOf(change);
    return {
      role: Number(parts['Remote Party Role']),
      floor: BigInt(String(parts['Floor Seq Number'] ?? 0)),
      specialist: listOf(parts['Specialist Floor Seq Number']),
    };
  });
  if (own === undefined) return changes;
  const specialist = listOf(control['New Remote Party Specialist Floor Seq Number']);
  return [{ role, floor: BigInt(String(own)), specialist }, ...changes];
}

const specialistInput = (values: readonly Asn1Value[]): Asn1Input =>
  values.map((value) => ({
    'Seq Number Usage': Number(recordOf(value)['Seq Number Usage'] ?? 0),
    'Seq Number': BigInt(String(recordOf(value)['Seq Number'] ?? 0)),
  }));

const timePattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970 of a time as the codec reads it; not a number for the one that never comes. */
export const millisecondsOf = (time: string): number =>
  // The year 9999 stands for never (GBCS, GeneralizedTime).
  time.startsWith('9999') ? Number.NaN : Date.parse(time.replace(timePattern, '$1-$2-$3T$4:$5:$6Z'));

/** Message Codes of the alerts: CS02g has its own (Reference Test Data Set). */
const alertCode = { CS02b: 0x00cb, CS02g: 0x0124 } as const;
const loadControllerCommands: readonly number[] = [0x0125, 0x0126];

/** The alert of an update that came to its time: done where every cell was replaced. */
const credentialsResult = (executionOutcome: Asn1Input, isDone: boolean): InstructionResult => ({
  isDone,
  alert: ({ alertCode: code, dueMs, command }) =>
    asn1Alert(
      loadControllerCommands.includes(command.messageCode) ? alertCode.CS02g : alertCode.CS02b,
      payloads.updateSecurityCredentialsAlert,
      { 'Alert Code': code, 'Execution Date Time': isoTime(dueMs), 'Execution Outcome': executionOutcome },
    ),
});

/**
 * Update Security Credentials (GBCS CS02b, CS02g): replaces what is in cells, at once or at a date. Paths to the root are
 * not followed: the emulated SMKI is the test's own (our reading).
 */
export function updateCredentials(
  asked: Asn1Payload,
  header: GroupingHeader,
  device: { anchors: TrustAnchors; floors: CounterFloors; pending: Pending; replaced: ReplacedCredential[] },
): Asn1Answer {
  const value = recordOf(asn1Value(asked));
  const control = recordOf(value['Authorising Remote Party Control']);
  const replacements = replacementsOf(asked, value);
  const [first] = replacements;
  const changes = floorChanges(control, first?.cell.role ?? -1);
  // Looked at before anything is replaced: the first replacement may be of the authorising credential itself.
  const allowed = replacements.map(({ cell }) => isAuthorised(device.anchors, control, header, cell));
  const echoed = {
    'Authorising Remote Party Seq Number': BigInt(String(control['Authorising Remote Party Seq Number'] ?? 0)),
    'Credentials Replacement Mode': Number(control['Credentials Replacement Mode'] ?? 0),
    'Remote Party Seq Number Changes': changes.map(({ role, floor, specialist }) => ({
      'Remote Party Role': role,
      'Floor Seq Number': floor,
      ...(specialist.length === 0 ? {} : { 'Specialist Floor Seq Number': specialistInput(specialist) }),
    })),
  };
  const execute = () => {
    const outcomes = replacements.map((one, index) => {
      const before = device.anchors.find(one.cell)?.eui64 ?? '';
      const outcome = replaceOne(device.anchors, allowed[index] === true, one);
      if (outcome['Status Code'] === status.success) {
        const floor = changes.find(({ role }) => role === one.cell.role)?.floor;
        device.replaced.push({ ...one, before, after: device.anchors.find(one.cell)?.eui64 ?? '', floor });
      }
      return outcome;
    });
    for (const { role, floor } of changes) {
      const party = device.anchors.cells(role)[0]?.eui64;
      // A party that replaces its own credentials goes on from its own counter, which is above the floor.
      if (party !== undefined && party !== formatEui64(header.originator ?? new Uint8Array(8))) {
        device.floors.restart(party, floor);
      }
    }
    const isDone = outcomes.every((one) => one['Status Code'] === status.success);
    return { isDone, outcome: { ...echoed, 'Replacement Outcomes': outcomes } };
  };
  const format = payloads.updateSecurityCredentialsResponse;
  const time = value['Execution Date Time'];
  if (typeof time === 'string') {
    const due = millisecondsOf(time);
    device.pending.cancel('credentials');
    if (!Number.isNaN(due)) {
      device.pending.at('credentials', due, () => {
        const { outcome, isDone } = execute();
        return credentialsResult(outcome, isDone);
      });
    }
    return { format, value: { 'Command Accepted': null } };
  }
  return { format, value: { 'Command Accepted': null, 'Execution Outcome': execute().outcome } };
}
