/** Sub GHz channels of Communications Hubs: 6.30 and 6.31. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import { type BodyBuilder, describe, listOfValues, part, stringOf } from '../part.ts';
import { byCosemTable } from './cosemAttributes.ts';

interface ChannelPage {
  readonly first: number;
  readonly element: string;
  readonly isUpper: boolean;
}

// A channel mask begins with five bits of channel page; its other bits are channels, the lowest the page's first.
const pages: Readonly<Record<number, ChannelPage>> = {
  28: { first: 0, element: 'LowerBandSubGHzChannels0To26', isUpper: false },
  29: { first: 27, element: 'LowerBandSubGHzChannels27To34', isUpper: false },
  30: { first: 35, element: 'LowerBandSubGHzChannels35To61', isUpper: false },
  31: { first: 0, element: 'UpperBandSubGHzChannels0To26', isUpper: true },
};
const channelBits = 27;

function readMask(hex: string | undefined): { page: ChannelPage; channels: number[] } | undefined {
  if (!/^[0-9A-F]{8}$/i.test(hex ?? '')) return undefined;
  const mask = Number.parseInt(hex ?? '', 16);
  const page = pages[mask >>> channelBits];
  if (page === undefined) return undefined;
  const bits = Array.from({ length: channelBits }, (_, bit) => bit).filter((bit) => (mask & (1 << bit)) !== 0);
  return { page, channels: bits.map((bit) => page.first + bit) };
}

/** The one channel in use; undefined where a mask has none or several. */
export function operatingChannel(hex: string | undefined): JsonObject | undefined {
  const read = readMask(hex);
  const [channel, ...more] = read?.channels ?? [];
  if (read === undefined || channel === undefined || more.length > 0) return undefined;
  const band = read.page.isUpper ? 'OperatingUpperBandSubGHzChannel' : 'OperatingLowerBandSubGHzChannel';
  return { [band]: { [`Channel${channel}`]: '' } };
}

export const subGHzChannel = byCosemTable('subGHzChannel', (tree, { value }) => {
  const channel = operatingChannel(stringOf(value));
  if (channel !== undefined) tree.OperatingSubGHzChannel = channel;
  return channel !== undefined;
});

const hundredths = (value: number): string => String(value / 100);
const maskCount = 4;

// The settings after the masks, in the order of the message; percentages are in hundredths, as 6.28 sets them.
const settings: readonly (readonly [element: string, write: (value: number) => string])[] = [
  ['NormalLimitedDutyCycleThreshold', hundredths],
  ['LimitedCriticalDutyCycleThreshold', hundredths],
  ['MaximumSubGHzChannelChangesPerWeek', String],
  ['GSMECurfew', String],
  ['ChannelQuieterThreshold', String],
  ['ChannelNoisierThreshold', String],
  ['NonGSMEPoorCommsPercentageThreshold', hundredths],
  ['NonGSMEPoorCommsMeasurementPeriods', String],
  ['LocalCHNoiseMeasurementPeriod', String],
  ['LocalCHFailurePercentage', hundredths],
  ['LocalCHRetryPercentage', hundredths],
];

export const subGHzConfiguration: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'attributes') return undefined;
  const values = listOfValues(data.attributes[0]?.value);
  const tree: JsonObject = {};
  const left: string[] = [];
  for (const value of values.slice(0, maskCount)) {
    const read = readMask(stringOf(value));
    if (read === undefined) left.push(describe('Channel mask', value));
    else tree[read.page.element] = Object.fromEntries(read.channels.map((channel) => [`Channel${channel}`, '']));
  }
  values.slice(maskCount).forEach((value, index) => {
    const setting = settings[index];
    if (setting === undefined || typeof value !== 'number') left.push(describe(`Setting ${index + 1}`, value));
    else tree[setting[0]] = setting[1](value);
  });
  return part(tree, left);
};
