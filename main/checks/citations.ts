/** What a check rests on: the clause or source, and how that is known. */
export interface Citation {
  /** What it asserts, in a sentence. */
  title: string;
  rests: string;
  provenance: string;
}

const xsd = 'official XSD';
const published = 'DCC published code';
const quoted = 'third party quoting the DCC User Interface Specification';
const ours = 'our reading';

/** By the ids that sequences name in `findings`; every check has one. */
export const citations: Readonly<Record<string, Citation>> = {
  'acknowledgement-code': {
    title: 'The synchronous Response has the Response Code that was expected',
    rests: 'DUIS, ResponseCode of the Header; Command Variants and their web services',
    provenance: xsd,
  },
  'response-code': {
    title: 'The Service Response has the Response Code that was expected',
    rests: 'DUIS, ResponseCode of the Header',
    provenance: xsd,
  },
  'response-is-in-time': {
    title: 'The Service Response came within the time that the step allows',
    rests: 'the step; SEC Appendix E sets target response times',
    provenance: ours,
  },
  'response-meets-target': {
    title: 'The Service Response came within the target response time of its service',
    rests: 'SEC Appendix E, DCC User Interface Services Schedule',
    provenance: 'third party quoting SEC Appendix E',
  },
  'response-is-signed': {
    title: 'The message is signed by the DSP, and nothing of it was changed',
    rests: 'DUIS, ds:Signature; XML Signature 1.1, ECDSA P-256 with SHA-256',
    provenance: published,
  },
  'response-matches-schema': {
    title: 'The message is valid by the XSD of its DUIS version',
    rests: 'DUIS Schema',
    provenance: xsd,
  },
  'response-answers-request': {
    title: 'The ResponseID answers the RequestID: parties swapped, the same counter',
    rests: 'DUIS 2.4, ResponseID',
    provenance: published,
  },
  'device-signature-is-valid': {
    title: 'The device signed its answer to a critical command',
    rests: 'GBCS 4.3, digital signatures of critical messages',
    provenance: published,
  },
  'mac-is-valid': {
    title: 'The message authentication code is the device’s, for us',
    rests: 'GBCS 4.3, MAC by AES-128-GMAC under the agreed key',
    provenance: published,
  },
  'answer-is-protected': {
    title: 'The device vouches for its answer, by signature or MAC',
    rests: 'GBCS 4.3 and 6.2, protection of messages',
    provenance: published,
  },
  'provider-signature-is-valid': {
    title: 'The SMETS1 Service Provider signed what it says of the device, and nothing of it was changed',
    rests: 'DUIS, ds:Signature of SMETS1SignedResponse and S1SPAlert',
    provenance: xsd,
  },
  'pre-command-does-what-was-asked': {
    title: 'The Pre-Command does what the Service Request asked, and no more',
    rests: 'Parse and Correlate; SEC Guidance on the critical path',
    provenance: quoted,
  },
  'payload-is-decoded': {
    title: 'The GBCS message is of its use case, to the last octet',
    rests: 'GBCS 7, message formats and use cases',
    provenance: published,
  },
  'device-carried-it-out': {
    title: 'The device names no failure in its answer',
    rests: 'GBCS 7.3, 7.4 and 13: results of attributes, methods, commands and ASN.1 responses',
    provenance: published,
  },
  'instructions-are-carried-out': {
    title: 'Every instruction of a command that the device held was told of, and carried out',
    rests:
      'DUIS, FutureDatedDeviceAlertMessage: InstructionNumber and TotalCommandInstructions; GBCS alerts 8F66, 8F67',
    provenance: xsd,
  },
  'half-hours-are-complete': {
    title: 'Every half-hour of the period is there, once, in order',
    rests: 'SMETS, profile data log; DUIS, ReadLogPeriod',
    provenance: ours,
  },
  'daily-entries-are-complete': {
    title: 'Every day of the period is there, once, in order',
    rests: 'SMETS, daily logs; DUIS, ReadLogPeriod',
    provenance: ours,
  },
  'duplicate-is-handled-once': {
    title: 'A response that is delivered again is kept, and counts once',
    rests: 'DUIS 2.4: Users may receive duplicates',
    provenance: quoted,
  },
  'schedule-cadence-is-kept': {
    title: 'Scheduled responses follow one another at a frequency of DUIS, none left out',
    rests: 'DUIS, ScheduleFrequency',
    provenance: xsd,
  },
  'counters-rise': {
    title: 'Counters of a device rise from message to message',
    rests: 'GBCS 4.3, anti-replay by Originator Counter',
    provenance: published,
  },
  'inventory-answers-what-was-asked': {
    title: 'The inventory names the device, MPxN or UPRN that was asked for',
    rests: 'DUIS, ReadInventory',
    provenance: xsd,
  },
  'manual-action-is-attested': {
    title: 'A person says how the step went',
    rests: 'the step',
    provenance: ours,
  },
};
