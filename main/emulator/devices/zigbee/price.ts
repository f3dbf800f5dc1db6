import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import { activeTier, tierPriceKey } from './account.ts';
import { type ClusterCommand, type ClusterCommands, done, notFound } from './clusterCommand.ts';
import { keep, later } from './keep.ts';
import { entriesOf, isoTime, numberIn } from './times.ts';

/** Prices of blocks of the one tier 0400 to 0403, of tiers 0410, 0420 and so on (RTDS, GCS21f). */
const isByTier = 1;

const priceKey = (control: number, id: number): string => (control === isByTier ? tierPriceKey(id) : `0700/040${id}`);

const publishPrices: ClusterCommand = ({ attributes }, fields) => {
  const control = numberIn(fields, 'Sub-payload Control');
  for (const row of entriesOf(fields))
    attributes.put(priceKey(control, numberIn(row, 'Tier / Block Id')), row.Price ?? 0);
  return done;
};

const publishThresholds: ClusterCommand = ({ attributes }, fields) => {
  const [first] = entriesOf(fields);
  entriesOf(first ?? {}).forEach((row, index) => {
    attributes.put(`0700/010${index}`, row['Block Threshold'] ?? 0);
  });
  return done;
};

/** Snapshot Cause: Change of Tariff Information (RTDS, GCS15b). */
const changeOfTariff = 0x08;

const publishTariff: ClusterCommand = (meter, fields, context) => {
  meter.changes.push({ timeMs: context.nowMs, cause: changeOfTariff });
  return keepTariff(meter, fields, context);
};

const keepTariff = keep({
  'Standing Charge': '0700/0301',
  'Number of Price Tiers in Use': '0700/0611',
  'Number of Block Thresholds in Use': '0700/0612',
  'Unit of Measure': '0700/0615',
  Currency: '0700/0616',
  'Price Trailing Digit': '0700/0617',
  'Block Threshold Multiplier': '0700/0202',
  'Block Threshold Divisor': '0700/0203',
});

const billingPeriod = 'billing period';

const publishBillingPeriod: ClusterCommand = ({ published }, fields) => {
  published.set(billingPeriod, [fields]);
  return done;
};

/** The first day of every month (ZigBee Smart Energy, Billing Period Duration Type: months from their start). */
const monthly: ZigbeeRecord = {
  'Provider Id': 0,
  'Issuer Event Id': 0,
  'Billing Period Start Time': '2015-01-01T00:00:00Z',
  'Billing Period Duration': 1,
  'Billing Period Duration Type': 35,
  'Tariff Type': 0,
};

const getBillingPeriod: ClusterCommand = ({ published }) => {
  const fields = published.get(billingPeriod)?.[0] ?? monthly;
  return { command: 0x09, fields };
};

const sterling = 826;
const fiveDigits = 0x50;
const dayMinutes = 1440;

const getCurrentPrice: ClusterCommand = (meter, _fields, { nowMs }) => {
  const { tier, price } = activeTier(meter.attributes);
  if (price === 0) return notFound;
  return {
    command: 0x00,
    fields: {
      'Provider Id': 0,
      'Rate Label': '',
      'Issuer Event Id': isoTime(nowMs),
      'Current Time': isoTime(nowMs),
      'Unit of Measure': meter.attributes.number('0700/0615'),
      Currency: meter.attributes.number('0700/0616') || sterling,
      'Price Trailing Digit and Price Tier': fiveDigits | tier,
      'Number of Price Tiers and Register Tier': 0x40 | tier,
      'Start Time': 'now',
      'Duration in Minutes': dayMinutes,
      Price: price,
    },
  };
};

export const price: ClusterCommands = {
  fromClient: { 0: getCurrentPrice, 11: getBillingPeriod },
  fromServer: {
    1: () => done,
    2: later(
      'conversion factor',
      'Start Time',
      keep({ 'Conversion Factor': '0700/0302', 'Conversion Factor Trailing Digit': '0700/0303' }),
    ),
    3: later(
      'calorific value',
      'Start Time',
      keep({
        'Calorific Value': '0700/0304',
        'Calorific Value Unit': '0700/0305',
        'Calorific Value Trailing Digit': '0700/0306',
      }),
    ),
    4: later('tariff', 'Start Time', publishTariff),
    5: later('prices', 'Start Time', publishPrices),
    6: later('thresholds', 'Start Time', publishThresholds),
    9: publishBillingPeriod,
  },
};
