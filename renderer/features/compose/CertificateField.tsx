import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CertificateFacts } from '../../../shared/contract/shapes/certificates.ts';
import { certificates } from './store.ts';
import type { ControlProps, FormValue } from './ValueField.tsx';

/** Key usages of SMKI certificates, as its policies write them. */
const usages: Readonly<Record<string, string>> = {
  keyAgreement: 'Key Agreement',
  digitalSignature: 'Digital Signature',
  keyCertSign: 'certificate signing',
  cRLSign: 'CRL signing',
};

/** `networkOperator` in words. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const day = (at: string): string => at.slice(0, 10);

/** `Example Supplier · 90-B3-… · Key Agreement · until 2118-01-01`. */
function describe({ holder, role, eui64, usage, notAfter }: CertificateFacts): string {
  const who = holder ?? (role === null ? '' : inWords(role));
  return [who, eui64 ?? 'no EUI-64', usage.map((one) => usages[one] ?? one).join(', '), `until ${day(notAfter)}`]
    .filter((one) => one !== '')
    .join(' · ');
}

const plain = (base64: string): string => base64.replace(/\s/g, '');

/** A certificate: one that is known here, or another as base64. */
export function CertificateField({
  shared,
  certificate,
  setTyped,
  commit,
}: {
  shared: ControlProps;
  certificate: NonNullable<FormValue['certificate']>;
  setTyped: (text: string) => void;
  commit: (text: string) => void;
}) {
  const [pasting, setPasting] = useState(false);
  const known = certificates.use((remote) => remote.value) ?? [];
  const { usage, facts } = certificate;
  const fitting = known.filter((one) => usage === null || one.usage.includes(usage));
  const value = plain(shared.value);
  const data = [...new Map(fitting.map((one) => [one.base64, describe(one)]))].map(([base64, label]) => ({
    value: base64,
    label,
  }));
  const own = facts === null ? `No certificate: ${value.length} characters` : describe(facts);
  const kind = usage === null ? 'certificate' : `certificate for ${usages[usage] ?? usage}`;
  return (
    <div className="request-hidden">
      {pasting ? (
        <Textarea
          {...shared}
          description={`${kind}, DER in base64`}
          minRows={2}
          maxRows={6}
          className="code"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <Select
          label={shared.label}
          description={kind}
          {...(shared.title === undefined ? {} : { title: shared.title })}
          data={data.some((one) => one.value === value) ? data : [{ value, label: own }, ...data]}
          value={value}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No certificate that is known here; paste it as base64"
          onChange={(chosen) => chosen !== null && commit(chosen)}
        />
      )}
      <button type="button" className="link" onClick={() => setPasting(!pasting)}>
        {pasting ? 'Choose a known one' : 'Paste it as base64'}
        <span className="visually-hidden">: {shared.label}</span>
      </button>
    </div>
  );
}
