import { CodeField, ManyField, NumberField, TextField, Values } from './fields.tsx';
import type { StepPlace } from './StepForm.tsx';
import { valueAt } from './stepValues.ts';
import { useAuthoring } from './store.ts';

/** What a step expects to come back. */
export function ExpectForm(place: StepPlace) {
  const checks = useAuthoring((authoring) => authoring.check?.checks) ?? [];
  const response = valueAt(place.step.body, ['expect', 'response']);
  return (
    <fieldset>
      <legend>Expects</legend>
      <div className="step-pair">
        <CodeField {...place} path={['expect', 'acknowledgement']} label="Acknowledgement" />
        <CodeField
          {...place}
          path={['expect', 'response', 'code']}
          label="Response Code"
          group={['expect', 'response']}
        />
        {response === undefined ? null : (
          <TextField {...place} path={['expect', 'response', 'within']} label="Response within" placeholder="30 s" />
        )}
        <NumberField {...place} path={['expect', 'deliveries']} label="Deliveries of it" placeholder="1" />
      </div>
      <ManyField {...place} path={['expect', 'findings']} label="Checks that must pass" data={checks} />
      <Values {...place} path={['expect', 'values']} title="Values of the result" name="Path" value="Value" />
    </fieldset>
  );
}
