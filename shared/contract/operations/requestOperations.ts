import { z } from 'zod';
import { CertificateChoice } from '../shapes/certificates.ts';
import { RequestForm } from '../shapes/form.ts';
import { MessageSummary } from '../shapes/messages.ts';
import { CommandPreview, Completion, Difference, DocumentFinding, QuickFix } from '../shapes/requests.ts';
import { SignatureExplanation, SignatureVerdict } from '../shapes/signatures.ts';
import { Document, operation, Passphrase } from './operation.ts';

/** A document, and what its user ought to know about it, a sentence each. */
const RemarkedDocument = z.object({ xml: z.string(), remarks: z.array(z.string()) });

/** One Service Request: made, completed, checked, signed, sent. */
export const requestOperations = {
  'request.build': operation(
    z.strictObject({
      serviceReferenceVariant: z.string(),
      template: z.string().optional(),
      originator: z.string().optional(),
      target: z.string().optional(),
      counter: z.string().optional(),
      commandVariant: z.int().optional(),
      schemaVersion: z.string().optional(),
      set: z.array(z.strictObject({ path: z.string(), value: z.string() })).default([]),
      /** Fill in what the target calls for: yesterday as the read period, tomorrow as the start of a schedule, and the User's certificate where devices do not know it. */
      recent: z.boolean().default(false),
    }),
    RemarkedDocument,
  ),
  'request.format': operation(z.strictObject({ xml: Document }), z.object({ xml: z.string() })),
  /** The body as a form: what it has, what each value may be, what may be added. */
  'request.form': operation(z.strictObject({ xml: Document }), RequestForm),
  /**
   * Changes a request as its form does: a value by its path, null to take an element away, or an element to be added
   * with all that it must hold. Gives the XML back laid out.
   */
  'request.edit': operation(
    z.strictObject({
      xml: Document,
      change: z.union([
        z.strictObject({ path: z.string(), value: z.string().nullable() }),
        z.strictObject({ add: z.string() }),
        /** Whom it is addressed to: EUI-64 of a Device, or of the Access Control Broker. */
        z.strictObject({ target: z.string() }),
      ]),
    }),
    z.object({ xml: z.string() }),
  ),
  /** The GBCS command or Pre-Command that the DCC would make of a request. */
  'request.preview': operation(z.strictObject({ xml: Document }), CommandPreview),
  /**
   * The certificates that can stand in a request: those of the target's organisations, of its User and its Access
   * Control Broker, and of a device.
   */
  'certificate.list': operation(
    z.strictObject({ device: z.string().max(40).optional(), usage: z.string().max(40).optional() }),
    z.array(CertificateChoice),
  ),
  /** What may stand at an offset (UTF-16 units) of a request that is being typed; each replaces the text from `from` on. */
  'request.complete': operation(
    z.strictObject({ xml: Document, offset: z.int().min(0), schemaVersion: z.string().optional() }),
    z.object({ from: z.int(), completions: z.array(Completion) }),
  ),
  /** What stands at an offset (UTF-16 units) means: the XSD's documentation, and the meaning of a code or a service. */
  'request.explain': operation(
    z.strictObject({ xml: Document, offset: z.int().min(0) }),
    z.object({ from: z.int(), to: z.int(), lines: z.array(z.string()) }).nullable(),
  ),
  /** Ways to mend each finding of a request, in their order; only those that leave fewer errors than there are. */
  'request.fixes': operation(
    z.strictObject({ xml: Document, findings: z.array(DocumentFinding).max(1000) }),
    z.array(z.array(QuickFix)),
  ),
  'request.validate': operation(
    z.strictObject({
      xml: Document,
      schemaVersion: z.string().optional(),
      xsdOnly: z.boolean().default(false),
      /** The User Roles of the originator; those of the live target's User where none are given. */
      userRoles: z.array(z.string()).optional(),
    }),
    z.object({ valid: z.boolean(), findings: z.array(DocumentFinding) }),
  ),
  /** Takes out white space, comments and an earlier signature; gives it the next Originator Counter, unless told not to. */
  'request.prepare': operation(
    z.strictObject({ xml: Document, preserveCounter: z.boolean().default(true) }),
    RemarkedDocument,
  ),
  /** Prepares and signs it. `passphrase` opens a credential of the keystore. */
  'request.sign': operation(
    z.strictObject({
      xml: Document,
      credential: z.string(),
      preserveCounter: z.boolean().default(true),
      passphrase: Passphrase.optional(),
    }),
    RemarkedDocument,
  ),
  /**
   * Gives the request a fresh Originator Counter, signs it, sends it, and waits for what comes back. A Pre-Command that
   * does what the request asked is signed and sent on the way.
   */
  'request.send': operation(
    z.strictObject({ xml: Document, waitMs: z.int().min(0).max(600_000).default(10_000) }),
    z.object({
      requestId: z.string(),
      messages: z.array(MessageSummary),
      /** Why the Pre-Command of a critical request was not signed. */
      differences: z.array(Difference),
    }),
  ),
  /** Does a Pre-Command (hexadecimal or base64) do what its Service Request asks? */
  'preCommand.correlate': operation(
    z.strictObject({ xml: Document, preCommand: Document }),
    z.object({ agrees: z.boolean(), differences: z.array(Difference) }),
  ),
  'signature.verify': operation(z.strictObject({ xml: Document }), SignatureVerdict),
  /** The way from a document to its signature, step by step, whether or not it holds. */
  'signature.explain': operation(z.strictObject({ xml: Document }), SignatureExplanation),
};
