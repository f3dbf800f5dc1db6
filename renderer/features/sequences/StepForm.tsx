import type { OutlineSequence, OutlineStep } from '../../../shared/campaignSource.ts';
import { ExpectForm } from './ExpectForm.tsx';
import { ChoiceField, ManyField, TextField, Values } from './fields.tsx';
import { SendForm } from './SendForm.tsx';
import { useAuthoring } from './store.ts';
import { WaitForm } from './WaitForm.tsx';

/** What every part of the form needs: the step, and where it stands. */
export interface StepPlace {
  sequence: OutlineSequence;
  step: OutlineStep;
  at: number;
}

/** One step as a form; what the form has no field for is in the YAML, and stays as it is. */
export function StepForm(place: StepPlace) {
  const { step } = place;
  const isOwn = useAuthoring((authoring) => authoring.source?.origin === 'own');
  const requirements = useAuthoring((authoring) => authoring.check?.requirements) ?? [];
  return (
    <fieldset className="step-form" disabled={!isOwn} aria-label={`Step ${step.id}`}>
      {isOwn ? null : <p className="quiet">Read only: make the campaign yours to change it.</p>}
      <div className="step-pair">
        <TextField {...place} path={['id']} label="Id" />
        <TextField {...place} path={['title']} label="Title" />
      </div>
      {step.kind === 'send' ? <SendForm {...place} /> : null}
      {step.kind === 'wait' ? <WaitForm {...place} /> : null}
      {step.kind === 'pause' ? (
        <>
          <TextField {...place} path={['pause']} label="What the person does and looks at" long />
          <ChoiceField
            {...place}
            path={['attachment']}
            label="A file as evidence"
            data={['optional', 'required']}
            placeholder="optional"
          />
        </>
      ) : null}
      {step.kind === 'pause' ? null : <ExpectForm {...place} />}
      <Values {...place} path={['capture']} title="Captures" name="Name" value="What it takes" />
      <ManyField {...place} path={['requirements']} label="Requirements of this step alone" data={requirements} />
    </fieldset>
  );
}
