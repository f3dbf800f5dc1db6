import table from '../../fixtures/gbcs/messageCodes.json' with { type: 'json' };

/** One row of the table of message codes. */
export interface UseCase {
  /** Four upper-case hexadecimal digits. */
  readonly messageCode: string;
  /** The use case, e.g. `ECS22b`. */
  readonly useCase: string;
  readonly name: string;
  readonly provenance: string;
}

const rows: readonly UseCase[] = table.messageCodes;
const byCode = new Map(rows.map((row) => [Number.parseInt(row.messageCode, 16), row]));
const byName = new Map(rows.map((row) => [row.useCase.toLowerCase(), row]));

export function findUseCase(messageCode: number): UseCase | undefined {
  return byCode.get(messageCode);
}

/** The first message code of a use case, by its name in any case. */
export function findUseCaseByName(useCase: string): UseCase | undefined {
  return byName.get(useCase.toLowerCase());
}

export function formatMessageCode(messageCode: number): string {
  return messageCode.toString(16).toUpperCase().padStart(4, '0');
}
