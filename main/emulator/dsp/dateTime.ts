/** DUIS's form of a moment: UTC with hundredths of a second, `2015-12-25T09:30:10.00Z`. */
export const formatDateTime = (ms: number): string => new Date(ms).toISOString().replace(/(\.\d\d)\dZ$/, '$1Z');
