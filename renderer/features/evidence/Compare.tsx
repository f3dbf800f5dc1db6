import { Button } from '@mantine/core';
import { IconArrowsDiff, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { MessageDetail } from '../../../shared/contract/shapes/messages.ts';
import { addressOf } from '../../stores/place.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { layOut } from '../../ui/layOut.ts';
import { Answer, Empty } from '../../ui/States.tsx';
import { compareFields } from './compareFields.ts';
import { compared, useComparison } from './store.ts';

/** Marks a message to hold others against, and takes the mark away. */
export function CompareBar({ id }: { id: number }) {
  const marked = useComparison((comparison) => comparison.with);
  return (
    <div className="pane-head">
      <span className="quiet">Message {id}</span>
      <span style={{ flex: 1 }} />
      {marked === null ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
          onClick={() => useComparison.setState({ with: id })}
        >
          Compare with another
        </Button>
      ) : (
        <>
          <span role="status">
            {marked === id ? `Choose what to hold against message ${marked}` : `Against message ${marked}`}
          </span>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={() => useComparison.setState({ with: null })}
          >
            Stop comparing
          </Button>
        </>
      )}
    </div>
  );
}

/** Two messages field by field: only what differs. */
export function Differences({ one, other }: { one: MessageDetail; other: number }) {
  useEffect(() => void compared.load(other), [other]);
  const remote = compared.use();
  return (
    <Answer
      of={remote.value?.id === other ? remote : { ...remote, value: null }}
      retry={() => void compared.load(other)}
    >
      {(against) => {
        const rows = compareFields(fieldsOf(against), fieldsOf(one));
        if (rows.length === 0) return <Empty title="No field differs">Both messages say the same.</Empty>;
        return (
          <div className="differences">
            <table className="rows">
              <caption className="visually-hidden">Fields that differ</caption>
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">
                    <a href={addressOf({ screen: 'evidence', item: String(against.id) })}>{against.id}</a>:{' '}
                    {describeMessage(against)}
                  </th>
                  <th scope="col">
                    <a href={addressOf({ screen: 'evidence', item: String(one.id) })}>{one.id}</a>:{' '}
                    {describeMessage(one)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.path}>
                    <td>{row.path}</td>
                    <td className="code">{row.before ?? '–'}</td>
                    <td className="code">{row.after ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Answer>
  );
}

/** Fields by path: the lines of the XML, and the fields of the GBCS message. */
function fieldsOf(message: MessageDetail): Map<string, string> {
  const fields = new Map<string, string>();
  const seen = new Map<string, number>();
  const put = (path: string, value: string): void => {
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    fields.set(count === 1 ? path : `${path} (${count})`, value);
  };
  for (const line of layOut(message.xml).split('\n')) {
    const match = /^\s*<([\w:]+)[^>]*>([^<]+)<\/\1>$/.exec(line);
    if (match?.[1] && match[2]) put(match[1].replace(/^\w+:/, ''), match[2]);
  }
  for (const { path, hex, value } of message.gbcs?.fields ?? []) put(`GBCS ${path}`, value ?? hex);
  return fields;
}
