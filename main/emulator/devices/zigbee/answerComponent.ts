import type { AnswerComponent, GbzReply } from '../../../gbcs/answerGbz.ts';
import { type GbzComponent, globalCommands } from '../../../gbcs/zigbee/components.ts';
import { describeTime } from '../../../gbcs/zigbee/dates.ts';
import { readAttributes, zigbeeKey } from './attributes.ts';
import { calendar } from './calendar.ts';
import { type ClusterCommands, type CommandContext, cluster, zclStatus } from './clusterCommand.ts';
import { consumptionRegister, type GasMeter } from './gasMeter.ts';
import { deviceManagement, eventLogs, messaging } from './household.ts';
import { metering } from './metering.ts';
import { prepayment } from './prepayment.ts';
import { price } from './price.ts';

const clusters: Readonly<Record<number, ClusterCommands>> = {
  [cluster.price]: price,
  [cluster.metering]: metering,
  [cluster.messaging]: messaging,
  [cluster.prepayment]: prepayment,
  [cluster.calendar]: calendar,
  [cluster.deviceManagement]: deviceManagement,
  [cluster.events]: eventLogs,
};

/** Frame controls in alerts of outcomes: prices as they come from the server, all else as if from a client (RTDS). */
const fromServer = 0x09;
const fromClient = 0x01;

function answerGlobal(
  { attributes: meterAttributes, consumption }: GasMeter,
  asked: GbzComponent,
  nowMs: number,
): GbzReply {
  const asks = asked.attributes ?? [];
  if (asked.command === globalCommands.readAttributes) {
    meterAttributes.put(consumptionRegister, consumption.totalAt(nowMs));
    const ids = asks.map(({ id }) => id);
    return readAttributes(meterAttributes, asked.cluster, ids);
  }
  if (asked.command !== globalCommands.writeAttributes) return { status: zclStatus.unsupportedCommand };
  for (const { id, value } of asks) if (value !== undefined) meterAttributes.put(zigbeeKey(asked.cluster, id), value);
  return { written: { attributes: [], status: zclStatus.success } };
}

/** Answers one component of a command to a gas meter or to its mirror. */
export function answerComponent(
  meter: GasMeter,
  context: Omit<CommandContext, 'fromDateTime' | 'instruction'>,
): AnswerComponent {
  return (asked) => {
    if (asked.isGlobal) return answerGlobal(meter, asked, context.nowMs);
    const commands = clusters[asked.cluster]?.[asked.fromServer ? 'fromServer' : 'fromClient'];
    const act = commands?.[asked.command];
    if (act === undefined) return { status: zclStatus.unsupportedCommand };
    const fromDateTime = asked.fromDateTime === undefined ? undefined : describeTime(asked.fromDateTime);
    const { cluster: id, command } = asked;
    const instruction = { cluster: id, frameControl: id === cluster.price ? fromServer : fromClient, command };
    return act(meter, asked.fields ?? {}, { ...context, fromDateTime, instruction });
  };
}
