import './submitForm.css';
import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';

/** A form that stays open until what it asks for is done, and says why it is not. */
export function SubmitForm({
  act,
  tone,
  missing,
  submit,
  done,
  cancels = false,
  children,
}: {
  act: string;
  /** Red, where something is lost. */
  tone?: 'danger';
  /** What has to be given first; null where nothing is missing. */
  missing: string | null;
  /** Does it. @returns what stands in the way; null where it is done */
  submit: () => Promise<string | null>;
  done: () => void;
  /** For a form that can be left in no other way. */
  cancels?: boolean;
  children: ReactNode;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (missing !== null) return;
    setBusy(true);
    const said = await submit();
    setBusy(false);
    setProblem(said);
    if (said === null) done();
  };
  return (
    <form className="fields" onSubmit={(event) => void send(event)}>
      {children}
      {problem === null ? null : (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
      {missing === null ? null : <p className="quiet">{missing}</p>}
      <div className="actions">
        <Button
          type="submit"
          disabled={missing !== null}
          title={missing ?? undefined}
          loading={busy}
          {...(tone === 'danger' ? { color: 'red' } : {})}
        >
          {act}
        </Button>
        {cancels ? (
          <Button variant="default" onClick={done}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
  );
}
