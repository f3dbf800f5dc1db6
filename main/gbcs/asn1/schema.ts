/**
 * Formats of ASN.1 payloads (GBCS 13, DER). They give names to what is read; an element that no format covers is read by
 * its tag, under its place in its parent.
 */
export interface Element {
  readonly name: string;
  /** The identifier octet: universal, or context-specific where implicit tagging replaces it. */
  readonly tag: number;
  /** Members in order; those that are missing are optional or take their default. */
  readonly members?: readonly Element[];
  /** The format of every member of a SEQUENCE OF. */
  readonly each?: Element;
  readonly as?: ElementReading;
  /** Read as one field, e.g. a distinguished name. */
  readonly isWhole?: boolean;
}

export type ElementReading =
  | 'eui64'
  | 'alertCode'
  | 'role'
  | 'keyUsage'
  | 'cellUsage'
  | 'deviceType'
  | 'replacementMode'
  | 'joinMethod'
  | 'counter'
  | 'joinResponse'
  | 'firmwareResponse'
  | 'trustAnchorStatus'
  | 'timeStatus'
  | 'issueResponse';

export const universal = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function integer(name: string, as?: ElementReading, tag: number = universal.integer): Element {
  return as === undefined ? { name, tag } : { name, tag, as };
}

function octetString(name: string, as?: ElementReading): Element {
  return { name, tag: universal.octetString, ...(as === undefined ? {} : { as }) };
}

function sequence(name: string, members: readonly Element[], tag: number = universal.sequence): Element {
  return { name, tag, members };
}

function sequenceOf(name: string, each: Element, tag: number = universal.sequence): Element {
  return { name, tag, each };
}

function time(name: string): Element {
  return { name, tag: universal.generalizedTime };
}

const whole = (name: string, tag: number): Element => ({ name, tag, isWhole: true });

const certificate: Element = sequence('Certificate', [
  sequence('TBS Certificate', [
    whole('Version', 0xa0),
    integer('Serial Number'),
    whole('Signature Algorithm', universal.sequence),
    whole('Issuer', universal.sequence),
    { name: 'Validity', tag: universal.sequence },
    whole('Subject', universal.sequence),
    whole('Subject Public Key Info', universal.sequence),
    whole('Extensions', 0xa3),
  ]),
  whole('Signature Algorithm', universal.sequence),
  whole('Signature Value', universal.bitString),
]);

const named = (element: Element, name: string): Element => ({ ...element, name });
const remotePartyRole = integer('Remote Party Role', 'role');
const keyUsage: Element = { name: 'Key Usage', tag: universal.bitString, as: 'keyUsage' };
const cellUsage = integer('Cell Usage', 'cellUsage');
const trustAnchorCell = (name: string, tag: number = universal.sequence): Element =>
  sequence(name, [remotePartyRole, keyUsage, cellUsage], tag);
const specialistSeqNumbers = (name: string, tag: number = universal.sequence): Element =>
  sequenceOf(
    name,
    sequence('Specialist Seq Number', [integer('Seq Number Usage'), integer('Seq Number', 'counter')]),
    tag,
  );
const seqNumberChange = sequence('Remote Party Seq Number Change', [
  remotePartyRole,
  integer('Floor Seq Number', 'counter'),
  specialistSeqNumbers('Specialist Floor Seq Number'),
]);
const deviceLogEntry = sequence('Device Log Entry', [
  octetString('Device Id', 'eui64'),
  integer('Device Type', 'deviceType'),
]);
const deviceLogEntries = sequenceOf('Device Log Entries', deviceLogEntry);

const executionOutcome = sequence('Execution Outcome', [
  integer('Authorising Remote Party Seq Number', 'counter'),
  integer('Credentials Replacement Mode', 'replacementMode'),
  sequenceOf('Remote Party Seq Number Changes', seqNumberChange),
  sequenceOf(
    'Replacement Outcomes',
    sequence('Replacement Outcome', [
      trustAnchorCell('Affected Trust Anchor Cell'),
      { name: 'Status Code', tag: universal.enumerated, as: 'trustAnchorStatus' },
      octetString('Existing Subject Unique ID', 'eui64'),
      octetString('Existing Subject Key ID'),
      octetString('Replacing Subject Unique ID', 'eui64'),
      octetString('Replacing Subject Key ID'),
    ]),
  ),
]);

const responseCode = (as: ElementReading): Element => integer('Response Code', as);
const commandAccepted: Element = { name: 'Command Accepted', tag: universal.null };

const firmwareOutcome = sequence('Execution Outcome', [
  responseCode('firmwareResponse'),
  octetString('Firmware Version'),
]);

/** The payloads by what they are; a message code and direction choose among them by first tag. */
export const payloads = {
  updateSecurityCredentialsCommand: sequence('Update Security Credentials Command', [
    sequence('Authorising Remote Party Control', [
      integer('Credentials Replacement Mode', 'replacementMode'),
      // [0] explicit or implicit, by CHOICE: the plaintext symmetric key of a contingency replacement.
      whole('Plaintext Symmetric Key', 0x80),
      { name: 'Apply Time Based CPV Checks', tag: 0x81 },
      trustAnchorCell('Authorising Remote Party TA Cell Identifier', 0xa2),
      integer('Authorising Remote Party Seq Number', 'counter', 0x83),
      integer('New Remote Party Floor Seq Number', 'counter', 0x84),
      specialistSeqNumbers('New Remote Party Specialist Floor Seq Number', 0xa5),
      sequenceOf('Other Remote Party Seq Number Changes', seqNumberChange, 0xa6),
    ]),
    sequenceOf(
      'Replacements',
      sequence('Trust Anchor Replacement', [
        named(certificate, 'Replacement Certificate'),
        trustAnchorCell('Target Trust Anchor Cell'),
      ]),
    ),
    sequenceOf('Certification Path Certificates', certificate),
    time('Execution Date Time'),
  ]),
  updateSecurityCredentialsResponse: sequence('Update Security Credentials Response', [
    commandAccepted,
    executionOutcome,
  ]),
  updateSecurityCredentialsAlert: sequence('Update Security Credentials Alert', [
    integer('Alert Code', 'alertCode'),
    time('Execution Date Time'),
    executionOutcome,
  ]),
  provideSecurityCredentialsCommand: sequence('Provide Security Credential Details Command', [
    trustAnchorCell('Authorising Remote Party TA Cell Identifier'),
    sequenceOf('Remote Party Roles Credentials Required', remotePartyRole),
  ]),
  provideSecurityCredentialsResponse: sequenceOf(
    'Provide Security Credential Details Response',
    sequence('Remote Party Details', [
      remotePartyRole,
      { name: 'Status Code', tag: universal.enumerated, as: 'trustAnchorStatus' },
      integer('Current Seq Number', 'counter'),
      sequenceOf(
        'Trust Anchor Cell Details',
        sequence('Trust Anchor Cell Contents', [
          keyUsage,
          cellUsage,
          octetString('Subject Unique ID', 'eui64'),
          octetString('Subject Key Identifier'),
        ]),
      ),
    ]),
  ),
  issueSecurityCredentialsCommand: sequence('Issue Security Credentials Command', [keyUsage]),
  issueSecurityCredentialsResponse: sequence('Certification Request', [
    sequence('Certification Request Info', [
      integer('Version'),
      whole('Subject', universal.sequence),
      whole('Subject Public Key Info', universal.sequence),
      whole('Attributes', 0xa0),
    ]),
    whole('Signature Algorithm', universal.sequence),
    whole('Signature Value', universal.bitString),
  ]),
  issueFailure: responseCode('issueResponse'),
  certificate,
  provideDeviceCertificateCommand: sequence('Provide Device Certificate Command', [keyUsage]),
  joinDeviceCommand: sequence('Join Device Command', [
    integer('Join Method and Role', 'joinMethod'),
    octetString('Entity Id', 'eui64'),
    integer('Device Type', 'deviceType'),
    named(certificate, 'Other Device Key Agreement Certificate'),
  ]),
  joinResponse: responseCode('joinResponse'),
  unjoinDeviceCommand: octetString('Entity Id', 'eui64'),
  readDeviceJoinDetailsCommand: { name: 'Read Device Join Details Command', tag: universal.null },
  readDeviceJoinDetailsResponse: sequence('Read Device Join Details Response', [
    responseCode('joinResponse'),
    deviceLogEntries,
  ]),
  activateFirmwareCommand: sequence('Activate Firmware Command', [
    octetString('Manufacturer Image Hash'),
    integer('Originator Counter', 'counter'),
    time('Execution Date Time'),
  ]),
  activateFirmwareAlert: sequence('Activate Firmware Alert', [
    integer('Alert Code', 'alertCode'),
    time('Execution Date Time'),
    integer('Originator Counter', 'counter'),
    firmwareOutcome,
  ]),
  activateFirmwareResponse: firmwareOutcome,
  commandAccepted,
  readFirmwareVersionCommand: { name: 'Read Firmware Version Command', tag: universal.null },
  readFirmwareVersionResponse: sequence('Read Firmware Version Response', [
    octetString('Firmware Version'),
    responseCode('firmwareResponse'),
  ]),
  firmwareTransferAlert: sequence('Firmware Transfer Alert', [
    integer('Alert Code', 'alertCode'),
    time('Execution Date Time'),
    octetString('Entity Id', 'eui64'),
    octetString('Firmware Version'),
    responseCode('firmwareResponse'),
  ]),
  firmwareOutcomeAlert: sequence('Firmware Outcome Alert', [
    integer('Alert Code', 'alertCode'),
    time('Execution Date Time'),
    octetString('Firmware Version'),
    responseCode('firmwareResponse'),
  ]),
  setTimeCommand: sequence('Set Time Command', [time('Validity Interval Start'), time('Validity Interval End')]),
  setTimeResponse: sequence('Set Time Response', [time('Device Time'), integer('Device Time Status', 'timeStatus')]),
  gpfDeviceLogBackupAlert: sequence('GPF Device Log Backup Alert', [
    integer('Alert Code', 'alertCode'),
    time('Backup Date Time'),
    deviceLogEntries,
  ]),
  gpfDeviceLogRestoreCommand: sequence('GPF Device Log Restore Command', [deviceLogEntries]),
  gpfDeviceLogRestoreResponse: sequence('GPF Device Log Restore Response', [
    sequenceOf(
      'Restore Outcomes',
      sequence('Restore Outcome', [deviceLogEntry, integer('Join Response Code', 'joinResponse')]),
    ),
  ]),
} as const satisfies Readonly<Record<string, Element>>;
