import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CampaignRun, runCampaignOnce } from './campaignRun.ts';

/** What goes wrong on the SMETS1 path, as a Supplier's run judges it. */
const campaign = `
id: smets1
title: SMETS1
userRole: IS
duisVersion: "5.1"
devices: { meter: { deviceId: 00-DB-12-34-56-78-92-A0, generation: SMETS1 } }
requirements: [{ id: R, title: R, group: G, provenance: ours }]
sequences:
  - id: FORGED
    title: A signature of the S1SP that does not hold
    requirements: [R]
    steps:
      - id: read
        send: "4.1.1"
        device: meter
        fault: { kind: s1sp, failure: badSignature }
        expect: { acknowledgement: I99, response: { code: I0, within: 30 s } }
  - id: DISABLE
    title: Disable the supply by dual control
    requirements: [R]
    steps:
      - id: disable
        send: "7.2"
        device: meter
        expect:
          acknowledgement: I99
          response: { code: I0, within: 30 s }
          findings: [payload-is-decoded, mac-is-valid]
      - id: state
        send: "7.4"
        device: meter
        expect:
          acknowledgement: I99
          response: { code: I0, within: 30 s }
          values: { payload.SupplyState: Disabled }
  - id: DISAGREEMENT
    title: The DCO does not agree
    requirements: [R]
    steps:
      - id: arm
        send: "7.3"
        device: meter
        fault: { kind: dualControl, answer: disagrees }
        expect: { acknowledgement: I99, response: { code: E1001, within: 30 s } }
      - id: alert
        wait: { alert: { code: N55, device: meter }, within: 1 min }
        expect:
          response: { code: I0, within: 1 min }
          findings: [provider-signature-is-valid]
  - id: REFUSED
    title: A top up that the meter refuses
    requirements: [R]
    steps:
      - id: top-up
        send: "2.2"
        device: meter
        set: { UTRN: "12345678901234567890" }
        expect: { acknowledgement: I99, response: { code: I0, within: 30 s }, findings: [payload-is-decoded] }
      - id: alert
        wait: { alert: { code: 8F63, device: meter }, within: 1 min }
        expect: { response: { code: I0, within: 1 min } }
`;

let folder = '';
let whole: CampaignRun;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uept-smets1-'));
  const file = join(folder, 'smets1.yaml');
  writeFileSync(file, campaign);
  whole = await runCampaignOnce(file);
}, 60_000);
afterAll(async () => {
  await whole.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a run finds what is wrong on the SMETS1 path, and nothing where all is well', () => {
  const failures = whole.run.findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ check, message }) => `${check}: ${message}`);
  expect(failures).toEqual([
    expect.stringMatching(/^provider-signature-is-valid: The signature of the S1SP is invalid/),
    'payload-is-decoded: The device refused, as its S1SP tells: other-reason',
  ]);
  const skipped = whole.run.findings.filter(({ outcome }) => outcome === 'skipped').map(({ check }) => check);
  expect([skipped, whole.problems]).toEqual([['mac-is-valid'], []]);
});

it('a Device Alert of a SMETS1 meter and an alert of its S1SP are kept with their verdicts', () => {
  const alerts = whole.run.messages.filter(
    ({ service, requestId }) => service === 'receiveResponse' && requestId === null,
  );
  expect(alerts.map(({ kind, signatureVerdict, schemaVerdict }) => [kind, signatureVerdict, schemaVerdict])).toEqual([
    ['dccAlert', 'valid', 'valid'],
    ['smets1', 'valid', 'valid'],
  ]);
});
