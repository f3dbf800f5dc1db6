import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CapacityReport } from '../../../shared/capacity.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { seriesCsv, servicesCsv } from '../../capacity/report/reportCsv.ts';
import { reportHtml } from '../../capacity/report/reportHtml.ts';

/** Writes a report as a page, as JSON for `--compare`, and as tables. @throws WorkbenchError `unwritable-file` */
export function writeReport(folder: string, report: CapacityReport): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'report.html'), reportHtml(report));
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
    writeFileSync(join(folder, 'services.csv'), servicesCsv(report));
    writeFileSync(join(folder, 'series.csv'), seriesCsv(report));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError(
      'unwritable-file',
      `The report cannot be written to ${folder} (${why}); choose another folder`,
      { cause },
    );
  }
}
