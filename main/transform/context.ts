/** What a transform needs to know that the Service Request does not say. */
import type { GbcsKeys } from '../gbcs/keys.ts';

/** The kinds of Device that commands go to; IHD and CAD are GBCS's Type 2 Devices. */
export type DeviceType = 'ESME' | 'GSME' | 'GPF' | 'CHF' | 'HCALCS' | 'SAPC' | 'PPMID' | 'IHD' | 'CAD';

export interface DeviceInformation {
  readonly deviceType: DeviceType;
  /** An ESME with three measuring elements, one for each phase. */
  readonly isPolyphase?: boolean;
  /** An ESME with a second measuring element. */
  readonly isTwinElement?: boolean;
  /** The GBCS version the Device works to, e.g. `3.2`: it chooses between two forms of a use case. Newest if absent. */
  readonly gbcsVersion?: string;
}

/** A party of the DCC that sends commands of its own, with a counter of its own. */
export interface DccParty {
  /** EUI-64 in any written form. */
  readonly id: string;
  /** The counter for this command; it is asked for once, and only where the party is the originator. */
  nextCounter(recipient: string): bigint;
}

/** One Device of a log that the DCC keeps for a Communications Hub or a Gas Proxy Function. */
export interface LoggedDevice {
  readonly deviceId: string;
  readonly deviceType: DeviceType;
  /** The hash of the Device's link key (16 octets), in a Communications Hub's log. */
  readonly linkKeyHash?: Uint8Array;
}

export interface DeviceLogBackup {
  /** The trust centre swap-out identity of a Communications Hub: its extended PAN ID (8 octets). */
  readonly extendedPanId?: Uint8Array;
  readonly devices: readonly LoggedDevice[];
}

/** Everything by EUI-64 takes eight upper-case octets joined by hyphens. */
export interface TransformContext {
  device(eui: string): DeviceInformation | undefined;
  /** Whether the Device holds the User's credentials; if not, the Access Control Broker speaks for the User. */
  isUserKnown(user: string, device: string): boolean;
  readonly accessControlBroker: DccParty;
  /** The party that changes credentials at a change of supplier; without it that service cannot be transformed. */
  readonly transitionalChangeOfSupplier?: DccParty;
  /** ISO 8601: when the command is built, which gas commands carry as the Issuer Event Id. */
  readonly currentTime: string;
  /** Keys for the MAC, and for signatures of the DCC's own parties. Without them commands stay unprotected. */
  readonly keys?: GbcsKeys;
  /** The Key Agreement certificate (DER) of a Device, or of a User whose request brings none. */
  keyAgreementCertificate?(eui: string): Uint8Array | undefined;
  /** The role in which a User is known to Devices: it chooses between a Supplier's objects and a Network Operator's. */
  remotePartyRole?(user: string): 'Supplier' | 'NetworkOperator' | 'Other' | undefined;
  /** The four digits of a Customer Identification Number. */
  customerIdentificationNumber?(): string;
  /** The log the DCC keeps of a former Communications Hub or Gas Proxy Function. */
  deviceLogBackup?(eui: string): DeviceLogBackup | undefined;
  /** Which use case to take where several do what the request asks, e.g. `ECS26d` of `ECS26d` and `ECS26l`. */
  readonly useCase?: string;
  /** As `useCase`, by message code; heeded only where that use case fits the request. */
  readonly messageCode?: number;
}
