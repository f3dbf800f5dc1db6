/** A property only where there is a value, so that what was not said stays unsaid. */
export const given = <T>(name: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [name]: value };
