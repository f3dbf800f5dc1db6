/** Writes GBZ payloads (GBCS 7.4) from their components, and alerts. */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, octets, uint16Octets, uint32Octets, uint64Octets } from '../bytes.ts';
import type { FutureDatedOutcome } from '../dlms/dataNotification.ts';
import type { Seal } from '../encryptedPart.ts';
import { secondsFromIso } from '../times.ts';
import {
  controlFlags,
  frameFlags,
  type GbzAlert,
  type GbzComponent,
  type GbzPayload,
  globalCommands,
  type ZigbeeCommand,
} from './components.ts';
import { commandFormat } from './schema.ts';
import { writeAttributeIds, writeAttributeRecord, writeOutcomes } from './writeAttributes.ts';
import { gbzProfile, writeFields, type ZigbeeFields } from './writeCommand.ts';

/** What a command carries after its header: by its format, then what no format covers. */
export function writeZigbeeCommand(command: ZigbeeCommand): Uint8Array {
  return concatenate(carriedBy(command), command.undecoded ?? octets());
}

function carriedBy({ cluster, command, fromServer, isGlobal, ...content }: ZigbeeCommand): Uint8Array {
  const { attributes = [], status, defaultResponse, fields = {} } = content;
  if (!isGlobal) {
    const formats = commandFormat(cluster, command, fromServer)?.fields ?? [];
    // What reading gives is what writing takes: leaves, and lists of records.
    return writeFields(formats, fields as ZigbeeFields).bytes;
  }
  switch (command) {
    case globalCommands.readAttributes:
      return writeAttributeIds(attributes);
    case globalCommands.writeAttributesResponse:
      return writeOutcomes(attributes, status);
    case globalCommands.defaultResponse: {
      if (defaultResponse === undefined) return octets();
      const { undecoded = octets() } = defaultResponse;
      return concatenate(octets(defaultResponse.command, defaultResponse.status), undecoded);
    }
    default:
      return concatenate(...attributes.map((attribute) => writeAttributeRecord(attribute, cluster)));
  }
}

function frameControlOf({ isGlobal, fromServer, manufacturerCode, disableDefaultResponse }: GbzComponent): number {
  return (
    (isGlobal ? 0 : frameFlags.clusterSpecific) |
    (fromServer ? frameFlags.fromServer : 0) |
    (manufacturerCode === undefined ? 0 : frameFlags.manufacturerSpecific) |
    (disableDefaultResponse === true ? frameFlags.disableDefaultResponse : 0)
  );
}

function zclHeader(component: GbzComponent, place: number): Uint8Array {
  return concatenate(
    octets(component.frameControl ?? frameControlOf(component)),
    component.manufacturerCode ?? octets(),
    octets((component.sequenceNumber ?? place) & 0xff, component.command),
  );
}

function writeBody(component: GbzComponent, place: number, seal: Seal): Uint8Array {
  const header = zclHeader(component, place);
  const { encryption } = component;
  if (encryption === undefined) return concatenate(header, writeZigbeeCommand(component));
  const { additionalHeaderControl, frameCounter, part } = encryption;
  const sealed = seal(part);
  return concatenate(octets(additionalHeaderControl, frameCounter), header, uint16Octets(sealed.length), sealed);
}

function writeComponent(component: GbzComponent, place: number, count: number, seal: Seal): Uint8Array {
  const { cluster, fromDateTime, encryption } = component;
  const control =
    (place === count - 1 ? controlFlags.lastComponent : 0) |
    (encryption === undefined ? 0 : controlFlags.encrypted) |
    (fromDateTime === undefined ? 0 : controlFlags.fromDateTime);
  const body = concatenate(
    fromDateTime === undefined ? octets() : uint32Octets(fromDateTime),
    writeBody(component, place, seal),
  );
  const head = concatenate(octets(component.control ?? control), uint16Octets(cluster), uint16Octets(body.length));
  return concatenate(head, body);
}

function writeComponents(components: readonly GbzComponent[], count: number, seal: Seal): Uint8Array {
  return concatenate(...components.map((component, place) => writeComponent(component, place, count, seal)));
}

export function writeGbz({ components }: GbzPayload, seal: Seal): Uint8Array {
  const count = components.length;
  return concatenate(gbzProfile, octets(count), writeComponents(components, count, seal));
}

function outcomeOctets({ messageCode, originatorCounter, zigbee }: FutureDatedOutcome): Uint8Array {
  const command =
    zigbee === undefined
      ? octets()
      : concatenate(uint16Octets(zigbee.cluster), octets(zigbee.frameControl, zigbee.command));
  const outcome = concatenate(uint16Octets(messageCode), uint64Octets(originatorCounter), command);
  return concatenate(octets(outcome.length), outcome);
}

const octetString = 0x09;

/** Throws WorkbenchError 'invalid-argument' where the time is none of this protocol. */
export function writeGbzAlert(alert: GbzAlert, seal: Seal): Uint8Array {
  const { count, alertCode, time, outcome, calculatedImageHash: hash, components, content } = alert;
  const seconds = secondsFromIso(time);
  if (seconds === undefined) {
    throw new WorkbenchError('invalid-argument', `The time of an alert is not one of this protocol: ${time}.`);
  }
  return concatenate(
    gbzProfile,
    octets(count),
    uint16Octets(alertCode),
    uint32Octets(seconds),
    outcome === undefined ? octets() : outcomeOctets(outcome),
    hash === undefined ? octets() : concatenate(octets(octetString, hash.length), hash),
    writeComponents(components, count, seal),
    content ?? octets(),
  );
}
