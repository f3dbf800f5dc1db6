import type { SmkiCertificate } from '../../smki/certificate.ts';
import type { ServiceReferenceVariant, UserRole } from '../catalogue.ts';
import type { RequestId } from '../requestId.ts';
import type { SchemaFinding } from '../schemaFinding.ts';
import type { XmlElementNode } from '../xmlTree.ts';

/** What is known about the User, the target and the moment; whatever is absent is not checked. */
export interface RuleContext {
  /** Milliseconds since 1970-01-01T00:00:00Z, by the clock of the target. */
  now?: number;
  /** The catalogue, where a User's own file is merged over it. */
  catalogue?: readonly ServiceReferenceVariant[];
  /** The roles in which the originator may act. */
  userRoles?: readonly UserRole[];
  /** The DUIS versions that the target accepts. */
  schemaVersions?: readonly string[];
  /** EUI-64 of the Access Control Broker of the target. */
  accessControlBroker?: string;
  /** Where the request is about to go. */
  webService?: 'transform' | 'sendCommand' | 'nonDevice';
  /** What the target Device is, as the inventory says. */
  deviceType?: string;
  deviceGeneration?: 'SMETS1' | 'SMETS2+';
  /** The last Originator Counter used for this originator and target. */
  lastCounter?: bigint;
  /** Whether a request of this RequestID was sent before. */
  wasSent?: (requestId: RequestId) => boolean;
  /** Certificates of issuing authorities that are trusted. */
  authorities?: readonly SmkiCertificate[];
}

/** A request as rules see it: read leniently, so that one broken part does not hide what is wrong with another. */
export interface RuleSubject {
  root: XmlElementNode;
  header: XmlElementNode | undefined;
  /** The one element in the Body. */
  service: XmlElementNode | undefined;
  requestIdNode: XmlElementNode | undefined;
  requestId: RequestId | undefined;
  commandVariantNode: XmlElementNode | undefined;
  commandVariant: number;
  variantNode: XmlElementNode | undefined;
  serviceReference: string;
  serviceReferenceVariant: string;
  schemaVersion: string;
  row: ServiceReferenceVariant | undefined;
  context: RuleContext;
}

/** What a rule found; without a node it stands at the root. */
export interface RuleHit {
  severity: 'error' | 'warning';
  message: string;
  node?: XmlElementNode | undefined;
}

export interface Rule {
  /** Stable: shown with every finding. */
  id: string;
  /** Where the rule comes from: DUIS clause, Response Code, or its provenance. */
  clause: string;
  ensure: (subject: RuleSubject) => Iterable<RuleHit>;
}

/** A finding of a rule beyond the XSD. */
export interface BusinessFinding extends SchemaFinding {
  clause: string;
}
