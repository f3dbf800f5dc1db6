/** Reads of an ESME: registers, logs and configuration. */
import { type Access, call, get, getProtected, getRange } from '../dlms/access.ts';
import { zero } from '../dlms/values.ts';
import { type Scope, textOf } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';

const isPolyphase = (scope: Scope): boolean => scope.build.target.isPolyphase === true;
const isProtected = { isProtected: true };

/** Whether the User is a Network Operator to the Device; undefined where its role is not known. */
function mayBeNetworkOperator({ build }: Scope): boolean | undefined {
  const role = build.context.remotePartyRole?.(build.request.requestId.businessOriginatorId.toUpperCase());
  return role === undefined ? undefined : role === 'NetworkOperator';
}

/** The three phases, by the part C of their logical names. */
export const phases = [32, 52, 72] as const;

function voltageReads(phase: number): readonly Access[] {
  return [
    get(`3/1-0:${phase}.32.0.4/2`),
    get(`3/1-0:${phase}.32.0.4/3`),
    get(`3/1-0:${phase}.36.0.4/2`),
    get(`3/1-0:${phase}.36.0.4/3`),
    getRange(`7/1-0:${phase}.24.0.255/2`),
    get(`7/1-0:${phase}.24.0.255/4`),
  ];
}

const voltageThresholds = [1, 2, 3, 4].flatMap((limiter) => [
  get(`71/0-0:17.0.${limiter}.255/4`),
  get(`71/0-0:17.0.${limiter}.255/6`),
]);

const logToRead =
  (...logs: readonly string[]) =>
  (scope: Scope): boolean =>
    logs.includes(textOf(scope, 'LogToRead'));

export const electricityReads: readonly UseCaseDescription[] = [
  dlms('ECS17a', 0x0026, '4.2', [
    get('3/1-0:2.8.0.255/2'),
    get('3/1-0:2.8.0.255/3'),
    get('3/1-0:4.8.0.255/2'),
    get('3/1-0:4.8.0.255/3'),
  ]),
  dlms('ECS17b', 0x0027, '4.1.1', [getProtected('0-0:43.2.8.255', { target: '1/0-0:94.44.34.10/2' })], isProtected),
  dlms('ECS17c', 0x0028, '4.16', [get('1/0-0:94.44.34.20/2')]),
  dlms('ECS17d', 0x0029, '4.1.2', [getProtected('0-0:43.2.9.255', { target: '1/0-0:94.44.34.1/2' })], isProtected),
  dlms('ECS17e', 0x002a, '4.1.3', [getProtected('0-0:43.2.10.255', { target: '1/0-0:94.44.34.2/2' })], isProtected),
  dlms('ECS18a', 0x002b, '4.12.2', [
    get('1/0-0:94.44.5.2/2'),
    get('4/1-0:2.6.0.255/2'),
    get('4/1-0:2.6.0.255/3'),
    get('4/1-0:2.6.0.255/5'),
  ]),
  dlms('ECS18b', 0x002c, '4.12.1', [
    get('1/0-0:94.44.5.0/2'),
    get('1/0-0:94.44.5.1/2'),
    ...['1-0:1.6.0.255', '1-0:1.6.1.255'].flatMap((register) => [
      get(`4/${register}/2`),
      get(`4/${register}/3`),
      get(`4/${register}/5`),
    ]),
    get('10/0-0:12.0.0.255/2'),
  ]),
  dlms('ECS19', 0x002d, '4.3', [getProtected('0-0:43.2.1.255', { target: '1/0-0:94.44.34.30/2' })], isProtected),
  dlms('ECS20a', 0x002e, '4.4.4', [getRange('7/0-0:98.1.4.255/2')]),
  dlms(
    'ECS20b',
    0x002f,
    '4.4.2',
    [getProtected('0-0:43.2.3.255', { target: '7/0-0:98.1.2.255/2', isRange: true })],
    isProtected,
  ),
  dlms(
    'ECS20c',
    0x0030,
    '4.4.3',
    [
      getProtected(
        '0-0:43.2.2.255',
        { target: '7/0-0:98.1.0.255/2', isRange: true },
        { target: '7/0-0:98.1.1.255/2', isRange: true },
      ),
    ],
    isProtected,
  ),
  dlms('ECS20d', 0x00c9, '4.4.5', [getRange('7/0-0:98.1.5.255/2')]),
  dlms(
    'ECS21a',
    0x0033,
    '4.6.1',
    [getProtected('0-0:43.2.5.255', { target: '7/0-0:98.1.9.255/2', isRange: true })],
    isProtected,
  ),
  dlms(
    'ECS21b',
    0x0034,
    '4.14',
    [getProtected('0-0:43.2.6.255', { target: '7/0-0:98.1.8.255/2', isRange: true })],
    isProtected,
  ),
  dlms('ECS21c', 0x0035, '4.6.2', [getRange('7/0-0:98.1.10.255/2')]),
  dlms('ECS22a', 0x0036, '4.8.3', [getRange('7/0-0:99.1.1.255/2')]),
  dlms(
    'ECS22b',
    0x0037,
    '4.8.1',
    [getProtected('0-0:43.2.7.255', { target: '7/0-0:99.1.0.255/2', isRange: true })],
    isProtected,
  ),
  dlms('ECS22c', 0x0038, '4.8.2', [getRange('7/0-0:99.1.2.255/2')]),
  dlms('ECS23b', 0x00bc, '4.10', phases.flatMap(voltageReads), { applies: isPolyphase }),
  dlms('ECS23', 0x0039, '4.10', voltageReads(phases[0])),
  dlms('ECS24', 0x003a, '4.11.1', [
    get('3/0-0:94.44.1.7/2'),
    get('3/0-0:94.44.1.7/3'),
    get('20/0-0:13.0.0.255/3'),
    get('20/0-0:13.0.0.255/4'),
    get('20/0-0:13.0.0.255/5'),
    get('11/0-0:11.0.0.255/2'),
    ...[11, 12, 13, 14, 15, 16, 17, 18].map((block) => get(`21/0-0:16.0.${block}.255/2`)),
    get('9000/0-0:94.44.2.0/2'),
    get('113/0-0:19.20.4.255/5'),
    get('113/0-0:19.20.0.255/5'),
  ]),
  dlms('ECS24b', 0x00bd, '4.11.2', [
    get('113/0-0:19.20.5.255/5'),
    get('3/0-0:94.44.1.8/2'),
    get('3/0-0:94.44.1.8/3'),
    get('11/0-0:11.0.1.255/2'),
    get('20/0-0:13.0.1.255/3'),
    get('20/0-0:13.0.1.255/4'),
    get('20/0-0:13.0.1.255/5'),
  ]),
  dlms('ECS26a', 0x003b, '4.13', [
    get('113/0-0:19.20.1.255/5'),
    get('11/0-0:11.0.2.255/2'),
    get('113/0-0:19.20.1.255/8'),
    get('113/0-0:19.20.1.255/5'),
    get('113/0-0:19.20.2.255/5'),
    get('113/0-0:19.20.2.255/8'),
    get('113/0-0:19.20.2.255/5'),
    get('113/0-0:19.20.3.255/13'),
    get('9000/0-0:94.44.2.10/2'),
    get('21/0-0:16.0.1.255/2'),
    get('9000/0-0:94.44.2.20/2'),
    get('111/0-0:19.0.0.255/16'),
    get('111/0-0:19.0.0.255/18'),
    get('111/0-0:19.0.0.255/19'),
    get('112/0-0:19.10.1.255/9'),
    get('112/0-0:19.10.1.255/10'),
    get('10/0-0:12.0.1.255/2'),
    get('111/0-0:19.0.0.255/11'),
  ]),
  dlms(
    'ECS26k',
    0x00c6,
    '6.2.1',
    [
      ...voltageThresholds,
      get('1/1-0:32.35.0.4/2'),
      get('1/1-0:32.31.0.4/2'),
      get('1/1-0:52.31.0.4/2'),
      get('1/1-0:52.35.0.4/2'),
      get('1/1-0:72.31.0.4/2'),
      get('1/1-0:72.35.0.4/2'),
    ],
    { applies: isPolyphase },
  ),
  dlms('ECS26b', 0x003c, '6.2.1', [...voltageThresholds, get('1/1-0:32.35.0.4/2'), get('1/1-0:32.31.0.4/2')]),
  dlms('ECS26c', 0x003d, '6.2.2', [get('1/0-0:94.44.0.0/2'), get('1/0-0:94.44.0.2/2'), get('1/0-0:94.44.0.1/2')]),
  dlms('ECS26l', 0x00d9, '6.2.3', [get('22/0-0:15.0.0.255/4')], { since: '2.0' }),
  dlms('ECS26d', 0x003e, '6.2.3', [get('22/0-0:15.0.0.255/4')]),
  dlms(
    'ECS26m',
    0x00f9,
    '6.2.4',
    [get('1/0-0:96.1.2.255/2'), get('1/0-0:96.1.4.255/2'), get('1/0-0:96.1.6.255/2'), get('1/0-0:94.44.0.4/2')],
    { since: '3.2' },
  ),
  dlms('ECS26e', 0x003f, '6.2.4', [
    get('1/0-0:96.1.1.255/2'),
    get('1/0-0:96.1.2.255/2'),
    get('1/0-0:96.1.4.255/2'),
    get('1/0-0:96.1.6.255/2'),
    get('1/0-0:94.44.0.4/2'),
  ]),
  dlms('ECS26f', 0x0040, '6.2.5', [get('21/0-0:16.0.0.255/2')]),
  dlms('ECS26j', 0x00be, '6.2.9', [get('111/0-0:19.0.0.255/2')]),
  dlms('ECS27', 0x0042, '4.15', [
    get('9000/0-0:94.44.0.3/2'),
    get('3/0-0:94.44.42.255/2'),
    get('3/0-0:94.44.42.255/3'),
    get('71/0-0:17.0.0.255/4'),
    get('71/0-0:17.0.0.255/6'),
    get('71/0-0:17.0.0.255/7'),
  ]),
  dlms('ECS35a', 0x0048, '6.13', [getRange('7/0-0:99.98.0.255/2')], { applies: logToRead('Event') }),
  dlms('ECS35b', 0x0049, '6.13', [getRange('7/0-0:99.98.1.255/2')], { applies: logToRead('Security') }),
  dlms('ECS35e', 0x00b9, '6.13', [getRange('7/0-0:99.98.4.255/2')], { applies: logToRead('PowerEvent') }),
  dlms('ECS35f', 0x00ba, '6.13', [getRange('7/0-17:99.98.2.255/2')], {
    applies: (scope) => logToRead('ALCSEvent')(scope) && mayBeNetworkOperator(scope) !== true,
  }),
  dlms('ECS35g', 0x00fd, '6.13', [getRange('7/0-17:99.98.2.255/2')], {
    applies: (scope) => logToRead('ALCSEvent')(scope) && mayBeNetworkOperator(scope) !== false,
  }),
  dlms('ECS40', 0x004e, '6.2.7', [get('1/0-0:94.44.34.11/2'), get('1/1-0:0.0.2.255/2')]),
  dlms('ECS45', 0x0052, '7.4', [get('70/0-0:96.3.10.255/3')]),
  dlms('ECS52', 0x0059, '11.2', [get('1/0-0:0.2.1.255/2')], { deviceTypes: ['ESME', 'CHF'] }),
  dlms(
    'ECS66',
    0x0060,
    '4.17',
    [getProtected('0-0:43.2.4.255', { target: '7/0-0:99.1.3.255/2', isRange: true })],
    isProtected,
  ),
  dlms('ECS82', 0x0069, '4.18', [get('112/0-0:19.10.0.255/2')]),
  // Reads of alert behaviours: the Supplier's and the Network Operator's are objects of their own.
  dlms(
    'ECS25r1',
    0x00ee,
    '6.2.10',
    [15, 16, 17, 18].map((table) => get(`1/0-30:97.98.${table}.255/2`)),
    { applies: (scope) => mayBeNetworkOperator(scope) !== true },
  ),
  dlms(
    'ECS25r2',
    0x00ef,
    '6.2.10',
    [15, 18].map((table) => get(`1/0-33:97.98.${table}.255/2`)),
    { applies: (scope) => mayBeNetworkOperator(scope) !== false },
  ),
];

/** Actions on an ESME that take no value from the request. */
export const electricityActions: readonly UseCaseDescription[] = [
  dlms('ECS28b', 0x0044, '6.4.2', [call('3/0-0:94.44.42.255/1', zero)]),
  dlms('ECS29f', 0x00d4, '6.27', phases.flatMap(resetVoltageCounters), { applies: isPolyphase }),
  dlms('ECS29e', 0x00d3, '6.27', resetVoltageCounters(phases[0])),
];

/** Resets both counters of a phase's voltage. */
export function resetVoltageCounters(phase: number): readonly Access[] {
  return [call(`3/1-0:${phase}.32.0.4/1`, zero), call(`3/1-0:${phase}.36.0.4/1`, zero)];
}
