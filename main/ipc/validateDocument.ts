import type { DocumentFinding } from '../../shared/contract/shapes/requests.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { serviceUserGateway } from '../duis/namespaces.ts';
import { checkBusinessRules, type RuleContext } from '../duis/rules/checkBusinessRules.ts';
import { validateAgainstSchema } from '../duis/schema.ts';
import { parseXmlTree } from '../duis/xmlTree.ts';
import { requireSchemaVersion } from './prepareRequest.ts';

export interface ValidatedDocument {
  valid: boolean;
  findings: DocumentFinding[];
}

const documentFinding = ({ rule, severity, message, line, column, xpath }: DocumentFinding): DocumentFinding => ({
  rule,
  severity,
  message,
  line,
  column,
  xpath,
});

/** What keeps a document from being read at all, as a finding; undefined for an error of another kind. */
export function malformedFinding(error: unknown): DocumentFinding | undefined {
  if (!(error instanceof WorkbenchError) || error.code !== 'invalid-xml') return undefined;
  const { line, column } = error.detail;
  return {
    rule: 'xml-well-formed',
    severity: 'error',
    message: error.message.replace(/^Line \d+, column \d+: /, ''),
    line: typeof line === 'number' ? line : 1,
    column: typeof column === 'number' ? column : 1,
    xpath: '',
  };
}

const verdictOf = (findings: DocumentFinding[]): ValidatedDocument => ({
  valid: findings.every(({ severity }) => severity !== 'error'),
  findings: findings.sort((a, b) => a.line - b.line || a.column - b.column),
});

/** The XSD of the version that the document names is not at hand: it is held against another. */
function otherVersion(material: DuisMaterial, named: string, xpath: string): DocumentFinding[] {
  const versions = material.schemaVersions().map(({ version }) => version);
  if (named === '' || versions.includes(named)) return [];
  const message = `The document says DUIS ${named}, which is not at hand; it was held against ${material.schema(named).version}. Take in ${named} with "schema import".`;
  return [{ rule: 'schema-version-at-hand', severity: 'warning', message, line: 1, column: 1, xpath }];
}

/**
 * Holds a document against the XSD and, where it is a Service Request, against the rules beyond it. What cannot be
 * parsed is a finding too.
 * @param options.schemaVersion the XSD to use, whatever the document says
 * @throws WorkbenchError `schema-unavailable` where that version is not at hand
 */
export function validateDocument(
  material: DuisMaterial,
  xml: string,
  options: { schemaVersion?: string | undefined; xsdOnly: boolean; context: RuleContext },
): ValidatedDocument {
  if (options.schemaVersion !== undefined) requireSchemaVersion(material, options.schemaVersion);
  try {
    const { root } = parseXmlTree(xml);
    const named = root.attributes.find(([name]) => name === 'schemaVersion')?.[1] ?? '';
    const warnings = options.schemaVersion === undefined ? otherVersion(material, named, `/${root.name}`) : [];
    const schema = material.schema(options.schemaVersion ?? named);
    const schemaFindings = validateAgainstSchema(schema, xml).map(documentFinding);
    const isRequest = root.localName === 'Request' && root.namespace === serviceUserGateway;
    const beyond = isRequest && !options.xsdOnly ? checkBusinessRules(xml, options.context).map(documentFinding) : [];
    return verdictOf([...warnings, ...schemaFindings, ...beyond]);
  } catch (error) {
    const finding = malformedFinding(error);
    if (finding === undefined) throw error;
    return verdictOf([finding]);
  }
}
