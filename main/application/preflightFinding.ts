import type { PreflightFinding } from '../../shared/contract/shapes/targets.ts';

export const pass = (check: string, message: string): PreflightFinding => ({ check, outcome: 'pass', message });
export const fail = (check: string, message: string, mend: string): PreflightFinding => ({
  check,
  outcome: 'fail',
  message,
  mend,
});
export const warn = (check: string, message: string, mend: string): PreflightFinding => ({
  check,
  outcome: 'warning',
  message,
  mend,
});
