import { Button } from '@mantine/core';
import { IconPlugConnected, IconStethoscope } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PreflightFinding, TargetEntry } from '../../../shared/contract/shapes/targets.ts';
import { openTarget, targets, useOpening } from '../../stores/opening.ts';
import { status } from '../../stores/status.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer } from '../../ui/States.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { preflight } from './store.ts';

/** The targets, which of them is open, and pre-flight for each. */
export function Targets() {
  useEffect(() => void targets.load(), []);
  const [checked, check] = useState<string | null>(null);
  const remote = targets.use();
  const open = status.use((one) => one.value?.target.name);
  const { busy } = useOpening();
  const look = (name: string): void => {
    check(name);
    void preflight.load(name);
  };
  return (
    <section className="section" aria-label="Targets">
      <h2>Targets</h2>
      <Answer of={remote} retry={() => void targets.load()}>
        {(list) => (
          <table className="rows">
            <TableHead columns={['Name', 'What it is', 'Where']} acts />
            <tbody>
              {list.map((one) => (
                <tr key={one.name}>
                  <td>
                    <strong>{one.title}</strong> <span className="code quiet">{one.name}</span>
                  </td>
                  <td>{kinds[one.kind]}</td>
                  <td className="quiet">{one.problem ?? one.url ?? 'inside the workbench'}</td>
                  <td>
                    <div className="actions">
                      <Button
                        size="xs"
                        variant="default"
                        leftSection={<IconStethoscope size={14} aria-hidden />}
                        onClick={() => look(one.name)}
                      >
                        Pre-flight
                      </Button>
                      {one.name === open ? (
                        <Outcome of="open" />
                      ) : (
                        <Button
                          size="xs"
                          variant="default"
                          disabled={one.problem !== null || busy !== null}
                          title={one.problem ?? undefined}
                          leftSection={<IconPlugConnected size={14} aria-hidden />}
                          onClick={() => void openTarget(one)}
                        >
                          Open
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
      <p className="quiet settings-actions">
        A profile is a file, <span className="code">targets/NAME.yaml</span> beside the workspace: address, credentials
        by name, allowed hosts, mutual TLS, the port of the Receive Response Service.
      </p>
      {checked === null ? null : <Report name={checked} />}
    </section>
  );
}

const kinds: Readonly<Record<TargetEntry['kind'], string>> = {
  emulator: 'Emulator',
  'dcc-boxed': 'DCC Boxed',
  uit: 'UIT',
  unreadable: 'A profile that cannot be read',
};

function Report({ name }: { name: string }) {
  const remote = preflight.use();
  const current = remote.value?.target === name ? remote : { ...remote, value: null };
  return (
    <section className="preflight" aria-label={`Pre-flight of ${name}`}>
      <Answer of={current} retry={() => void preflight.load(name)}>
        {({ ready, findings }) => (
          <>
            <h3>
              {name}: {ready ? 'ready' : 'not ready'}
            </h3>
            <ul>
              {findings.map((finding) => (
                <Line key={`${finding.check}${finding.message}`} finding={finding} />
              ))}
            </ul>
          </>
        )}
      </Answer>
    </section>
  );
}

function Line({ finding }: { finding: PreflightFinding }) {
  return (
    <li>
      <Outcome of={finding.outcome} quiet />
      <span>
        {finding.message}
        {finding.mend === undefined ? null : <span className="quiet"> {finding.mend}.</span>}
      </span>
    </li>
  );
}
