import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ControlProps } from './ValueField.tsx';

/** Octets in base64: how many there are, and the text itself once it is asked for. */
export function Base64Field({ shared, setTyped }: { shared: ControlProps; setTyped: (text: string) => void }) {
  const [shown, setShown] = useState(shared.value === '');
  const octets = Math.floor((shared.value.replace(/[\s=]/g, '').length * 3) / 4);
  return (
    <div className="request-hidden">
      {shown ? (
        <Textarea
          {...shared}
          description={`base64Binary, ${octets} octets`}
          minRows={2}
          maxRows={6}
          className="code"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <p title={shared.title}>
          <strong>{shared.label}</strong> <span className="quiet">{octets} octets in base64</span>
        </p>
      )}
      <button
        type="button"
        className="link"
        aria-expanded={shown}
        aria-label={`${shown ? 'Hide' : 'Show'} the base64 of ${shared.label}`}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide the base64' : 'Show the base64'}
      </button>
    </div>
  );
}
