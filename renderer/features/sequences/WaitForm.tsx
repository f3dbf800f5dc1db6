import { Select } from '@mantine/core';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import type { StepPlace } from './StepForm.tsx';
import { valueAt } from './stepValues.ts';
import { change } from './store.ts';

const kinds = [
  { value: 'response', label: 'the response to an earlier step' },
  { value: 'scheduledResponse', label: 'what a schedule reads' },
  { value: 'alert', label: 'an alert' },
  { value: 'clock', label: 'a moment of the clock' },
];

/** What a wait of each kind is made of at first. */
const fresh: Readonly<Record<string, (earlier: readonly string[]) => Record<string, unknown>>> = {
  response: (earlier) => ({ response: earlier.at(-1) ?? '', within: '30 s' }),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a capture of the sequence, not of this program
  scheduledResponse: () => ({ scheduledResponse: '${schedule}', within: '1 day' }),
  alert: () => ({ alert: {}, within: '30 s' }),
  clock: () => ({ clock: 'tomorrow 02:00' }),
};

/** What a step waits for. */
export function WaitForm(place: StepPlace) {
  const { sequence, step, at } = place;
  const earlier = sequence.steps.slice(0, at).map(({ id }) => id);
  const kind = kinds.find(({ value }) => valueAt(step.body, ['wait', value]) !== undefined)?.value ?? null;
  const choose = (next: string | null): void => {
    const value = next === null ? undefined : fresh[next]?.(earlier);
    if (value && next !== kind) void change(sequence.file, sequence.id, { setStep: { at, path: ['wait'], value } });
  };
  return (
    <>
      <Select label="Waits for" data={kinds} value={kind} allowDeselect={false} onChange={choose} />
      <div className="step-pair">
        {kind === 'response' ? (
          <ChoiceField {...place} path={['wait', 'response']} label="Step" data={earlier} required />
        ) : null}
        {kind === 'scheduledResponse' ? (
          <>
            <TextField {...place} path={['wait', 'scheduledResponse']} label="DSP Schedule ID" />
            <NumberField {...place} path={['wait', 'count']} label="How many" placeholder="1" />
          </>
        ) : null}
        {kind === 'alert' ? (
          <>
            <TextField {...place} path={['wait', 'alert', 'code']} label="Alert code" placeholder="any" />
            <TextField {...place} path={['wait', 'alert', 'device']} label="Device" placeholder="any" />
            <NumberField {...place} path={['wait', 'count']} label="How many" placeholder="1" />
          </>
        ) : null}
        {kind === 'clock' ? <TextField {...place} path={['wait', 'clock']} label="Until" /> : null}
        {kind === 'clock' || kind === null ? null : (
          <TextField {...place} path={['wait', 'within']} label="At most" placeholder="30 s" />
        )}
      </div>
    </>
  );
}
