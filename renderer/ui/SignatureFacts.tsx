import { useState } from 'react';
import type { MessageDetail } from '../../shared/contract/shapes/messages.ts';
import { makeRemote } from '../stores/remote.ts';
import { workbench } from '../stores/workbench.ts';
import { CopyText } from './CopyText.tsx';
import { Outcome } from './Outcome.tsx';
import { Answer } from './States.tsx';

const explanation = makeRemote((xml: string) => workbench['signature.explain']({ xml }));

/** Who signed a message, whether it holds, and what exactly was signed. */
export function SignatureFacts({ message }: { message: MessageDetail }) {
  const { signature } = message;
  return (
    <>
      {message.direction === 'sent' ? (
        <p className="facts">The workbench signed this request as the User.</p>
      ) : signature ? (
        <Verdict message={message} signature={signature} />
      ) : (
        <p className="facts">The message was not judged.</p>
      )}
      {message.xml === '' ? null : <WhatWasSigned key={message.id} xml={message.xml} />}
    </>
  );
}

function Verdict({
  message,
  signature,
}: {
  message: MessageDetail;
  signature: NonNullable<MessageDetail['signature']>;
}) {
  return (
    <dl className="facts">
      <dt>Verdict</dt>
      <dd>
        <Outcome of={signature.verdict} />
      </dd>
      {signature.reason ? (
        <>
          <dt>Why</dt>
          <dd>{signature.reason}</dd>
        </>
      ) : null}
      {signature.signer ? (
        <>
          <dt>Signed by</dt>
          <dd>{signature.signer.eui64 ?? signature.signer.subject ?? 'unknown'}</dd>
          <dt>Issuer</dt>
          <dd className="code">{signature.signer.issuerName}</dd>
          <dt>Serial number</dt>
          <dd>
            <CopyText text={signature.signer.serialNumber} label="serial number" />
          </dd>
        </>
      ) : null}
      <dt>Digest</dt>
      <dd className="code">{signature.digest}</dd>
      {message.innerSignatures.map((inner) => (
        <InnerFacts key={inner.xpath} inner={inner} />
      ))}
      <dt>Schema</dt>
      <dd>
        {message.schemaFindings.length === 0
          ? message.schemaVerdict
          : message.schemaFindings.map((finding) => `line ${finding.line}: ${finding.message}`).join('; ')}
      </dd>
    </dl>
  );
}

/** The way from the document to the signature, step by step, so that it can be gone by hand. */
function WhatWasSigned({ xml }: { xml: string }) {
  const [open, setOpen] = useState(false);
  const remote = explanation.use();
  return (
    <details
      className="what-was-signed"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) void explanation.load(xml);
      }}
    >
      <summary>What was signed, step by step</summary>
      {open ? (
        <Answer of={remote} retry={() => void explanation.load(xml)}>
          {({ canonical, length, digest, signature }) => (
            <ol>
              <li>
                The document without its signature, in Canonical XML 1.0: {length} octets.
                <textarea readOnly rows={6} value={canonical} aria-label="Canonical document" />
              </li>
              <li>
                Its SHA-256: <CopyText text={digest} label="digest" />
              </li>
              {signature ? (
                <>
                  <li>
                    The signature says <span className="code">{signature.digest}</span>{' '}
                    <Outcome of={signature.digest === digest ? 'valid' : 'invalid'} />
                  </li>
                  <li>
                    The key of {signature.issuerName}, serial number {signature.serialNumber}, signed SignedInfo in
                    Exclusive Canonical XML by ECDSA on P-256 with SHA-256.
                    <textarea readOnly rows={4} value={signature.signedInfo} aria-label="SignedInfo" />
                  </li>
                  <li>
                    r and s: <CopyText text={signature.value} label="signature value" />
                  </li>
                </>
              ) : (
                <li>There is no signature of DUIS’s form.</li>
              )}
            </ol>
          )}
        </Answer>
      ) : null}
    </details>
  );
}

/** The signature of a SMETS1 Service Provider inside the DSP's message. */
function InnerFacts({ inner }: { inner: MessageDetail['innerSignatures'][number] }) {
  const who = inner.signer?.eui64 ?? inner.signer?.subject;
  return (
    <>
      <dt>{inner.element}</dt>
      <dd>
        <Outcome of={inner.verdict} /> {who === undefined ? '' : `signed by ${who}`} {inner.reason ?? ''}
      </dd>
    </>
  );
}
