import { useState } from 'react';
import type { CommandPreview as Preview } from '../../../shared/contract/shapes/requests.ts';
import { DecodedFields } from '../../ui/DecodedFields.tsx';
import { preview, useComposition } from './store.ts';

/** What the device will be told: the GBCS command that the DCC makes of the request, in words and octets. */
export function CommandPreview() {
  const { checked } = useComposition();
  const { value, error } = preview.use();
  const [open, setOpen] = useState(false);
  const said = error ?? (value === null ? '…' : describe(value));
  return (
    <details
      className="command-preview"
      open={open && value?.command !== null}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <strong>What the device will be told</strong> <span className="quiet">{checked ? said : '…'}</span>
      </summary>
      {open && value?.command ? (
        <div className="command-fields">
          {value.command.undetermined.length === 0 ? null : (
            <ul className="quiet">
              {value.command.undetermined.map(({ field, reason }) => (
                <li key={field}>
                  {field}: {reason}
                </li>
              ))}
            </ul>
          )}
          <DecodedFields gbcs={value.command.message} error={null} />
        </div>
      ) : null}
    </details>
  );
}

function describe({ command, reason }: Preview): string {
  if (!command) return reason ?? 'Nothing';
  const kind = command.kind === 'preCommand' ? 'Pre-Command, for you to sign' : 'command';
  return `${command.useCase}, a ${kind} of ${command.length} octets`;
}
