import { Button, FileInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';

async function toAttachment(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { name: file.name, mediaType: file.type || 'application/octet-stream', bytes: btoa(text) };
}

/** How a manual step went, in a person's own words, with what shows it. */
export function AttestForm({ runId, position }: { runId: string; position: number }) {
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const say = async (outcome: 'pass' | 'fail'): Promise<void> => {
    try {
      const attachments = await Promise.all(files.map(toAttachment));
      await workbench['run.attest']({ runId, position, outcome, note, attachments });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <fieldset className="attest">
      <legend className="visually-hidden">How the manual step went</legend>
      <Textarea
        label="What you did and saw"
        value={note}
        autosize
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FileInput label="What shows it" multiple value={files} onChange={setFiles} placeholder="Photographs, logs" />
      {problem === null ? null : (
        <p role="alert" className="step-failure">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button onClick={() => void say('pass')}>It went as it should</Button>
        <Button variant="default" onClick={() => void say('fail')}>
          It did not
        </Button>
      </div>
    </fieldset>
  );
}
