import { useEffect } from 'react';
import { ChoiceField, NumberField, TextField, Values } from './fields.tsx';
import type { StepPlace } from './StepForm.tsx';
import { shown } from './stepValues.ts';
import { catalogue, templates, useAuthoring } from './store.ts';

/** What a step sends. */
export function SendForm(place: StepPlace) {
  const { sequence, step, at } = place;
  const services = catalogue.use((remote) => remote.value) ?? [];
  const devices = useAuthoring((authoring) => authoring.check?.devices) ?? [];
  const offered = templates.use((remote) => remote.value) ?? [];
  const variant = shown(step.body.send);
  useEffect(() => void templates.load(variant), [variant]);
  const earlier = sequence.steps.slice(0, at).map(({ id }) => id);
  return (
    <>
      <div className="step-pair">
        <ChoiceField
          {...place}
          path={['send']}
          label="Service Request"
          required
          data={services.map(({ serviceReferenceVariant, name }) => ({
            value: serviceReferenceVariant,
            label: `${serviceReferenceVariant} ${name}`,
          }))}
        />
        <ChoiceField {...place} path={['device']} label="Device" data={devices} placeholder="none: non-device" />
      </div>
      <ChoiceField
        {...place}
        path={['template']}
        label="Template"
        placeholder="the usual one"
        data={offered.map(({ name, title }) => ({ value: name, label: title }))}
      />
      <Values {...place} path={['set']} title="Values in the request" name="Element" value="Value" />
      <details>
        <summary>Command Variant, dependencies, negative tests</summary>
        <div className="step-pair">
          <NumberField {...place} path={['commandVariant']} label="Command Variant" placeholder="the usual one" />
          <NumberField {...place} path={['repeat']} label="Send it so many times" placeholder="once" />
          <ChoiceField
            {...place}
            path={['service']}
            label="Web service"
            data={['transform', 'sendCommand', 'nonDevice']}
            placeholder="as the Command Variant calls for"
          />
          <TextField {...place} path={['schemaVersion']} label="DUIS version" placeholder="the campaign’s" />
          <ChoiceField {...place} path={['after']} label="Depends on the step" data={earlier} placeholder="none" />
          <ChoiceField
            {...place}
            path={['replay']}
            label="Re-uses the Request ID of"
            data={earlier}
            placeholder="none"
          />
        </div>
      </details>
    </>
  );
}
