import { describe, expect, it } from 'vitest';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { serviceReferenceVariants } from '../duis/catalogue.ts';
import { type PreflightFacts, preflightFindings } from './preflight.ts';

const campaign: LoadedCampaign = {
  id: 'c',
  title: 'A campaign',
  party: 'Example',
  userRole: 'IS',
  duisVersion: '5.1',
  signOff: 'optional',
  devices: { 'esme-1': { deviceId: '00-DB-12-34-56-78-90-A0' } },
  requirements: [{ id: 'R', title: 'R', group: 'G', provenance: 'ours' }],
  sequences: [
    {
      id: 's',
      title: 's',
      requirements: ['R'],
      steps: [
        { id: 'a', send: '7.2', device: 'esme-1', set: {}, signPreCommand: true },
        {
          id: 'b',
          send: '12.1',
          set: {},
          signPreCommand: true,
          expect: { acknowledgement: 'E2', findings: [], values: {} },
        },
      ],
    },
  ],
};

const good: PreflightFacts = {
  target: 'uit-a',
  campaign,
  catalogue: serviceReferenceVariants,
  profileProblems: [],
  schema: { wanted: '5.1', atHand: ['5.1'] },
  credentials: [
    { purpose: 'xmlSigning', name: 'x', eui64: 'A', remarks: [] },
    { purpose: 'digitalSignature', name: 'd', eui64: 'A', remarks: [] },
    { purpose: 'keyAgreement', name: undefined, remarks: [] },
  ],
  knownDevices: ['00-DB-12-34-56-78-90-A0'],
  smets1ServiceProviders: [],
  receiveResponse: { address: '127.0.0.1:8181', problem: undefined },
  reach: { address: 'https://uit', problem: undefined, clockAheadMs: 300 },
  workspace: { file: 'a.uept', problem: undefined, freeBytes: 10 ** 12 },
  chain: { length: 12, problem: undefined },
  counters: { highest: '1000', nowMs: 2000 },
};

const not = (facts: Partial<PreflightFacts>) =>
  preflightFindings({ ...good, ...facts }).filter(({ outcome }) => outcome === 'fail' || outcome === 'warning');

describe('pre-flight', () => {
  it('finds nothing wrong where all is well, and expects no permission for what is to be refused', () => {
    expect(not({})).toEqual([]);
  });

  it.each<[string, Partial<PreflightFacts>, string]>([
    ['a DUIS version that is not at hand', { schema: { wanted: '5.4', atHand: ['5.1'] } }, 'schema-version'],
    ['a device that the target does not have', { knownDevices: [] }, 'devices-are-known'],
    ['a port in use', { receiveResponse: { address: 'a', problem: 'Port 1 is in use' } }, 'receive-response-service'],
    ['a broken chain', { chain: { length: 3, problem: 'at event 2' } }, 'evidence-chain'],
    ['a role that may not send', { campaign: { ...campaign, userRole: 'MDR' } }, 'role-may-send'],
    ['a clock that is off', { reach: { ...good.reach, clockAheadMs: -60_000 } }, 'clock'],
    ['counters ahead of the clock', { counters: { highest: '3000', nowMs: 2000 } }, 'originator-counters'],
    [
      'a missing credential',
      { credentials: [{ purpose: 'digitalSignature', name: undefined, remarks: [] }] },
      'credential-digitalSignature',
    ],
    [
      'credentials of two parties',
      {
        credentials: [
          { purpose: 'xmlSigning', name: 'x', eui64: 'A', remarks: [] },
          { purpose: 'digitalSignature', name: 'd', eui64: 'B', remarks: [] },
        ],
      },
      'credentials-of-one-party',
    ],
  ])('finds %s, and says how to mend it', (_, facts, check) => {
    expect(not(facts)).toEqual([
      { check, outcome: expect.stringMatching(/fail|warning/), message: expect.any(String), mend: expect.any(String) },
    ]);
  });

  it('warns where SMETS1 devices are addressed and no S1SP is known, and keeps roles to their generation', () => {
    const smets1 = {
      ...campaign,
      devices: { 'esme-1': { deviceId: '00-DB-12-34-56-78-90-A0', generation: 'SMETS1' as const } },
    };
    const of = (facts: Partial<PreflightFacts>) => not(facts).map(({ check, outcome }) => [check, outcome]);
    expect(of({ campaign: smets1 })).toEqual([['smets1-service-providers', 'warning']]);
    expect(of({ campaign: smets1, smets1ServiceProviders: undefined })).toEqual([]);
    const [sequence] = campaign.sequences;
    if (sequence === undefined) throw new Error('no sequence');
    const read = { id: 'a', send: '4.1.1', device: 'esme-1', set: {}, signPreCommand: true };
    const retrieving = (generation: 'SMETS1' | 'SMETS2+'): LoadedCampaign => ({
      ...campaign,
      userRole: 'MDR',
      devices: { 'esme-1': { deviceId: '00-DB-12-34-56-78-90-A0', generation } },
      sequences: [{ ...sequence, steps: [read] }],
    });
    expect(of({ campaign: retrieving('SMETS2+') })).toEqual([['role-may-send', 'fail']]);
    expect(of({ campaign: retrieving('SMETS1'), smets1ServiceProviders: undefined })).toEqual([]);
  });
});
