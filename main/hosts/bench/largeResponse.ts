import { bundledSchemaVersion, readBundledSchemaFiles } from '../../dccMaterial/schemas.ts';
import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { composeElement } from '../../duis/compose.ts';
import { childModel, compileRequestModel } from '../../duis/model.ts';
import { parseServiceResponse } from '../../duis/parse.ts';
import { compileDuisSchema, validateAgainstSchema } from '../../duis/schema.ts';
import type { Benchmark } from './benchmark.ts';
import { milliseconds, timeMedian } from './measure.ts';

/** Thirteen months of half-hours: the most that the XSD allows in one response. */
const most = 19_056;

function logEntries(count: number): string {
  const entries = Array.from({ length: count }, (_, index) => {
    const time = new Date(Date.UTC(2025, 0, 1) + index * 1_800_000).toISOString().replace('.000', '');
    return `<ra:LogEntry><ra:Timestamp>${time}</ra:Timestamp><ra:Electricity><ra:PrimaryValue>${index}</ra:PrimaryValue></ra:Electricity></ra:LogEntry>`;
  });
  return `<ra:SMETSData><ra:ReadActiveImportProfileDataRsp>${entries.join('')}</ra:ReadActiveImportProfileDataRsp></ra:SMETSData>`;
}

/** A SMETS1 response, which holds its data as XML: every half-hour an element with three inside it. */
export const largeResponse: Benchmark = {
  title: `A SMETS1 response to 4.8.1 with all its half-hours (the XSD allows ${most})`,
  async run() {
    const files = await readBundledSchemaFiles();
    const schema = compileDuisSchema(files, bundledSchemaVersion);
    const body = childModel(compileRequestModel(files, bundledSchemaVersion).response, 'Body');
    const carrier = body && childModel(body, 'SMETS1ResponseMessage');
    if (!carrier) return `DUIS ${bundledSchemaVersion} has no SMETS1 responses`;
    const frame = composeElement(carrier);
    const rows = [most / 8, most / 4, most / 2, most].map((count) => {
      const content = frame.replace(
        '<sr:ResponseMessage/>',
        `<sr:ResponseMessage>${logEntries(count)}</sr:ResponseMessage>`,
      );
      const xml = buildServiceResponse({
        responseCode: 'I0',
        responseDateTime: '2026-01-01T00:00:00Z',
        schemaVersion: bundledSchemaVersion,
        body: { kind: 'xml', xml: content },
      });
      const findings = validateAgainstSchema(schema, xml);
      const parse = timeMedian(() => parseServiceResponse(xml), 7);
      const validate = timeMedian(() => validateAgainstSchema(schema, xml), 7);
      const whole = parse + validate;
      return [
        String(count),
        `${(xml.length / 1e6).toFixed(1)} MB`,
        findings.length === 0 ? 'valid' : (findings[0]?.message ?? ''),
        milliseconds(parse),
        milliseconds(validate),
        milliseconds(whole),
        `${((whole / count) * 1000).toFixed(2)} µs`,
        count === most ? 'both under 150 ms' : '',
      ];
    });
    schema.dispose();
    return [['Half-hours', 'Size', 'Verdict', 'Parse', 'Validate', 'Both', 'A half-hour', 'Goal'], ...rows];
  },
};
