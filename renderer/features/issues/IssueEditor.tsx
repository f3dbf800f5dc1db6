import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { type Issue, IssueStatus, type Severity } from '../../../shared/issue.ts';
import { Moment } from '../../ui/time.tsx';
import { IssueHistory } from './IssueHistory.tsx';
import { fieldNames, type IssueForm, problemOf, sayField, toForm } from './issueForm.ts';
import { LinkedFindings } from './LinkedFindings.tsx';
import { severities } from './severities.ts';
import { discard, editingOf, save, takeIn, type, typeNote, useEditings } from './store.ts';

const severityOptions = severities.map(({ level, words }) => ({
  value: String(level),
  label: `${level} — ${words}`,
}));

/** One issue, or a new one: what it is, how it will be worked off, and what became of it. */
export function IssueEditor({ name, issue }: { name: string; issue: Issue | null }) {
  const { saving, problem, open } = useEditings();
  const { form, note, clashes } = editingOf(name, issue);
  const isEdited = open[name] !== undefined;
  useEffect(() => {
    if (issue) takeIn(name, issue);
  }, [name, issue]);
  const typed = (said: Partial<IssueForm>): void => type(name, issue, said);
  const text = (field: 'title' | 'description' | 'reference' | 'owner' | 'action' | 'due') => ({
    label: fieldNames[field],
    value: form[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      typed({ [field]: event.currentTarget.value }),
  });
  const why = problemOf(form) ?? (issue && !isEdited ? 'Nothing has been changed' : null);
  return (
    <form
      className="pane-body issue-editor"
      aria-label={issue ? issue.id : 'New issue'}
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null) void save(name, issue);
      }}
    >
      <header>
        <h2>{issue ? issue.id : 'New issue'}</h2>
        {issue ? (
          <span className="quiet">
            raised by {issue.raisedBy}, <Moment at={issue.raisedAt} />
          </span>
        ) : null}
      </header>
      {clashes.length === 0 || !issue ? null : (
        <div className="issue-clash" role="alert">
          <p>
            <IconAlertTriangle size={14} aria-hidden /> {issue.changedBy} has changed this issue while you were. Yours
            stands below; choose theirs where it is right.
          </p>
          <ul>
            {clashes.map(({ name: field }) => (
              <li key={field}>
                {fieldNames[field]}: theirs is “{sayField(field, toForm(issue))}”{' '}
                <button type="button" className="link" onClick={() => typed({ [field]: toForm(issue)[field] })}>
                  Take theirs
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextInput {...text('title')} required withAsterisk={false} data-autofocus />
      <div className="issue-pair">
        <Select
          label="Severity"
          data={severityOptions}
          value={String(form.severity)}
          allowDeselect={false}
          onChange={(value) => value && typed({ severity: Number(value) as Severity })}
        />
        <Select
          label="Status"
          data={IssueStatus.options}
          value={form.status}
          allowDeselect={false}
          onChange={(value) => value && typed({ status: IssueStatus.parse(value) })}
        />
      </div>
      <Textarea {...text('description')} autosize minRows={3} maxRows={14} />
      <TextInput {...text('reference')} placeholder="The number under which DCC knows it" />
      <LinkedFindings links={form.links} onChange={(links) => typed({ links })} />
      <fieldset>
        <legend>Work-off plan</legend>
        <p className="quiet">What stays open at the exit needs one.</p>
        <div className="issue-pair">
          <TextInput {...text('owner')} />
          <TextInput {...text('due')} type="date" />
        </div>
        <Textarea {...text('action')} autosize minRows={1} maxRows={8} />
      </fieldset>
      {issue ? (
        <Textarea
          label="Why it changes"
          placeholder="Kept in its history"
          value={note}
          autosize
          maxRows={6}
          onChange={(event) => typeNote(name, issue, event.currentTarget.value)}
        />
      ) : null}
      {problem === null ? null : (
        <p role="alert" className="issue-problem">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button type="submit" loading={saving} disabled={why !== null} title={why ?? undefined}>
          {issue ? 'Save' : 'Raise the issue'}
        </Button>
        <Button
          variant="default"
          disabled={!isEdited}
          title={isEdited ? undefined : 'Nothing has been changed'}
          onClick={() => discard(name)}
        >
          Discard
        </Button>
        <span className="quiet">{why ?? ''}</span>
      </div>
      {issue ? <IssueHistory id={issue.id} changedAt={issue.changedAt} /> : null}
    </form>
  );
}
