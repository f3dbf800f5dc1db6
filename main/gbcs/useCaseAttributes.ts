/** What the commands of each use case ask for, in order, so that the data of a response can be named. */
import table from '../../fixtures/gbcs/useCaseAttributes.json' with { type: 'json' };
import type { AccessAction, AccessSpecification } from './dlms/accessService.ts';

const actions: Readonly<Record<string, AccessAction>> = {
  get: 'get',
  set: 'set',
  action: 'action',
  getWithSelection: 'getWithSelection',
  setWithSelection: 'setWithSelection',
};

// "get 3/1-0:2.8.0.255/2": action, class, logical name, attribute or method.
function parse(text: string): AccessSpecification {
  const [action = '', target = ''] = text.split(' ');
  const [classId = '', instance = '', id = ''] = target.split('/');
  return { action: actions[action] ?? 'get', classId: Number(classId), instance, id: Number(id) };
}

type Lists = Readonly<Record<string, readonly string[]>>;

function byMessageCode(lists: Lists): ReadonlyMap<number, readonly AccessSpecification[]> {
  return new Map(Object.entries(lists).map(([code, list]) => [Number.parseInt(code, 16), list.map(parse)]));
}

const byCode = byMessageCode(table.asked);
const protectedByCode = byMessageCode(table.protected);

export function attributesAskedBy(messageCode: number): readonly AccessSpecification[] {
  return byCode.get(messageCode) ?? [];
}

/** The attributes inside the encrypted answer, for use cases that read protected attributes. */
export function protectedAttributesAskedBy(messageCode: number): readonly AccessSpecification[] {
  return protectedByCode.get(messageCode) ?? [];
}
