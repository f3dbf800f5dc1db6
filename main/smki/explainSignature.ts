import { createHash } from 'node:crypto';
import { readXmlText, withXmlDocument } from '../duis/xml.ts';
import { readXmlTree } from '../duis/xmlTree.ts';
import { canonicalise, canonicaliseExclusively, removeSignatures } from './canonical.ts';
import { readSignature, type SignatureParts, SignatureProblem } from './signatureParts.ts';

/** What a signature is about, step by step, whether or not it holds. */
export interface SignatureExplanation {
  /** The canonical document without its signature (Canonical XML 1.0): the text whose digest is signed. */
  canonical: string;
  /** UTF-8 octets of it. */
  length: number;
  /** SHA-256 of it, base64. */
  digest: string;
  /** Absent where the document carries no signature of DUIS's profile. */
  signature?: {
    /** The digest that the signature says, base64. */
    digest: string;
    /** SignedInfo in Exclusive Canonical XML: what the signer's key signed. */
    signedInfo: string;
    /** r and s, hex. */
    value: string;
    issuerName: string;
    serialNumber: string;
  };
}

function partsOf(text: string): SignatureParts | undefined {
  try {
    return readSignature(readXmlTree(text), text);
  } catch (error) {
    if (error instanceof SignatureProblem) return undefined;
    throw error;
  }
}

/** @throws WorkbenchError `invalid-xml` where the document is not well-formed */
export function explainSignature(xml: string): SignatureExplanation {
  const canonical = withXmlDocument(xml, (document) => {
    removeSignatures(document);
    return canonicalise(document);
  });
  const bytes = Buffer.from(canonical, 'utf8');
  const base = { canonical, length: bytes.length, digest: createHash('sha256').update(bytes).digest('base64') };
  const parts = partsOf(readXmlText(xml));
  if (!parts) return base;
  const { digest, issuerName, serialNumber, signatureValue, signedInfo } = parts;
  return {
    ...base,
    signature: {
      digest,
      issuerName,
      serialNumber,
      signedInfo: withXmlDocument(signedInfo, canonicaliseExclusively),
      value: Buffer.from(signatureValue).toString('hex'),
    },
  };
}
