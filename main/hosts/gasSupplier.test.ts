import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CampaignRun, runWholeCampaign } from './campaignRun.ts';
import { fixture } from './paths.ts';

let whole: CampaignRun;
beforeAll(async () => {
  whole = await runWholeCampaign(fixture('campaigns/gas-supplier.yaml'));
}, 60_000);
afterAll(() => whole.close());

describe('the Gas Supplier campaign against the bundled emulator', () => {
  it('passes', async () => {
    const { run, problems } = whole;
    const faults = run.findings.filter(({ outcome }) => outcome !== 'pass').map(({ message }) => message);
    expect({ outcome: run.outcome, faults, problems }).toEqual({ outcome: 'pass', faults: [], problems: [] });
    expect(run.steps.length).toBeGreaterThan(20);
  });
});
