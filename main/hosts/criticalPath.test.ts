import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../shared/contract/contract.ts';
import type { RunDetail } from '../../shared/contract/shapes/runs.ts';
import { parseServiceRequest, parseServiceResponse } from '../duis/parse.ts';
import { type CampaignRun, runCampaignOnce } from './campaignRun.ts';
import { fixture } from './paths.ts';

/** The bundled Supplier campaign against the bundled emulator over real HTTP, once for all tests of this file. */
let whole: CampaignRun;
let workbench: Workbench;
let run: RunDetail;

const scenarios = [
  'disable-supply',
  'arm-supply',
  'correlate-only',
  'critical-as-non-critical',
  'tariff',
  'prepayment',
];

beforeAll(async () => {
  whole = await runCampaignOnce(fixture('campaigns/import-supplier.yaml'), scenarios);
  ({ workbench, run } = whole);
}, 60_000);
afterAll(() => whole.close());

const bodyOf = async (kind: string, variant: string): Promise<string> => {
  const found = run.messages.find((one) => one.kind === kind && one.serviceReferenceVariant === variant);
  return (await workbench['message.get']({ id: found?.id ?? 0 })).xml;
};

describe('the critical path against the emulator', () => {
  it('disables and arms the supply, and reads back what each left', () => {
    const problems = run.findings.filter((finding) => finding.outcome !== 'pass').map(({ message }) => message);
    expect({ outcome: run.outcome, problems }).toEqual({ outcome: 'pass', problems: [] });
    const values = run.findings.filter(({ check }) => check === 'value').map(({ message }) => message);
    expect(values).toEqual(['payload.state is disabled', 'payload.state is armed']);
  });

  it('answers Command Variant 4 with a Pre-Command, and 5 with the device’s own signed response', () => {
    const position = run.steps.findIndex(({ stepId }) => stepId === 'disable');
    const disable = run.messages.filter((one) => one.position === position);
    expect(disable.map(({ service, kind }) => `${service} ${kind}`)).toEqual([
      'transform serviceRequest',
      'transform preCommand',
      'sendCommand signedPreCommand',
      'sendCommand acknowledgement',
      'receiveResponse serviceResponse',
    ]);
    const signatures = run.findings.filter(({ check }) => check === 'device-signature-is-valid');
    // Of the supply, the tariff and prepayment.
    expect(signatures.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'pass'));
  });

  it('sends the signed Pre-Command under the Request ID of its request', async () => {
    const asked = parseServiceRequest(await bodyOf('serviceRequest', '7.2'));
    const signed = parseServiceRequest(await bodyOf('signedPreCommand', '7.2'));
    expect([asked.commandVariant, signed.commandVariant]).toEqual([4, 5]);
    expect(signed.requestId).toEqual(asked.requestId);
  });

  it('leaves a Pre-Command unsigned where the step says so', () => {
    const enable = run.steps.findIndex(({ stepId }) => stepId === 'ask');
    const checked = run.findings.filter(({ position }) => position === enable).map(({ check }) => check);
    expect(checked).toEqual(['acknowledgement-code', 'pre-command-does-what-was-asked']);
    const { requestId } = run.steps[enable] ?? {};
    expect(run.messages.filter((one) => one.requestId === requestId).map(({ kind }) => kind)).toEqual([
      'serviceRequest',
      'preCommand',
    ]);
  });

  it('tells a Pre-Command for another service by its fields', async () => {
    const preCommand = parseServiceResponse(await bodyOf('preCommand', '7.2')).gbcsPayload ?? '';
    const own = await workbench['preCommand.correlate']({ xml: await bodyOf('serviceRequest', '7.2'), preCommand });
    const other = await workbench['preCommand.correlate']({ xml: await bodyOf('serviceRequest', '7.3'), preCommand });
    expect(own).toEqual({ agrees: true, differences: [] });
    expect(other.agrees).toBe(false);
    expect(other.differences).toContainEqual(
      expect.objectContaining({ path: 'Payload.Access Request.Data[0]', expected: '54', actual: '52' }),
    );
  });

  it('goes the whole way for a request sent by hand', async () => {
    const { messages, differences } = await workbench['request.send']({ xml: await bodyOf('serviceRequest', '7.1') });
    expect(differences).toEqual([]);
    expect(messages.map(({ kind }) => kind)).toEqual([
      'serviceRequest',
      'preCommand',
      'signedPreCommand',
      'acknowledgement',
      'serviceResponse',
    ]);
  });

  it('does not sign a Pre-Command that a fault of the DSP has altered, and says where it differs', async () => {
    const rule = { when: { serviceReferenceVariant: '7.1' }, times: 1, fault: { kind: 'alterPreCommand' } };
    await workbench['emulator.addFault']({ rule });
    const { messages, differences } = await workbench['request.send']({ xml: await bodyOf('serviceRequest', '7.1') });
    expect(messages.map(({ kind }) => kind)).toEqual(['serviceRequest', 'preCommand']);
    expect(differences).toEqual([
      expect.objectContaining({ path: 'Payload.Access Request.Data[0]', expected: '51', actual: '50' }),
    ]);
  });
});
