import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer } from '../../ui/States.tsx';
import { preflight } from './store.ts';

/** What is looked at before a run, and how to mend what is not as it should be. Nothing is sent. */
export function Preflight({ opened, close }: { opened: boolean; close: () => void }) {
  useEffect(() => {
    if (opened) void preflight.load();
  }, [opened]);
  const remote = preflight.use();
  return (
    <Modal opened={opened} onClose={close} title="Pre-flight" size="lg" centered>
      <Answer of={remote} retry={() => void preflight.load()}>
        {({ target, ready, findings }) => (
          <>
            <p role="status">
              {target}: {ready ? 'ready to run' : 'not ready'}
            </p>
            <ul className="preflight-list">
              {findings.map(({ check, outcome, message, mend }) => (
                <li key={`${check} ${message}`}>
                  <Outcome of={outcome} quiet />
                  <span>
                    {message}
                    {mend === undefined ? null : <span className="quiet"> {mend}.</span>}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Modal>
  );
}
