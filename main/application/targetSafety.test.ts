import { describe, expect, it } from 'vitest';
import { TargetProfile } from '../../shared/target.ts';
import { ensureTargetMayBeUsed, looksLikeProduction } from './targetSafety.ts';

const uit = (change: Record<string, unknown> = {}): TargetProfile =>
  TargetProfile.parse({
    name: 'uit-a',
    title: 'UIT-A',
    kind: 'uit',
    url: 'https://uit-a.dcc.example:8079/dsp',
    allowHosts: ['uit-a.dcc.example'],
    credentials: { xmlSigning: 'supplier' },
    ...change,
  });

const refusal = (profile: TargetProfile, confirmation?: string): string => {
  try {
    ensureTargetMayBeUsed(profile, confirmation);
    return 'may be used';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('a target', () => {
  it('of UIT is used once its name has been typed, and not before', () => {
    expect([refusal(uit(), 'uit-a'), refusal(uit(), 'uit-b'), refusal(uit())]).toEqual([
      'may be used',
      expect.stringContaining('--confirm uit-a'),
      expect.stringContaining('--confirm uit-a'),
    ]);
  });

  it('is refused where a host is not on its list, the SMKI Repository’s included', () => {
    expect(refusal(uit({ allowHosts: [] }), 'uit-a')).toContain('add it to "allowHosts"');
    expect(refusal(uit({ smki: { url: 'https://smki.dcc.example' } }), 'uit-a')).toContain('smki.dcc.example');
  });

  it('is refused where a host looks like the live service, listed or not', () => {
    const live = uit({ url: 'https://dsp-prod1.dcc.example', allowHosts: ['dsp-prod1.dcc.example'] });
    expect(refusal(live, 'uit-a')).toContain('looks like the live service');
    expect(['live.dcc.example', 'delivery.example', 'product.example'].map(looksLikeProduction)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that is an emulator is used on this machine only', () => {
    const at = (url: string) => TargetProfile.parse({ name: 'emu', title: 'Emulator', kind: 'emulator', url });
    expect([refusal(at('http://127.0.0.1:8079')), refusal(at('http://10.0.0.7:8079'))]).toEqual([
      'may be used',
      expect.stringContaining('not on this machine'),
    ]);
  });
});
