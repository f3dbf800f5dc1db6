import type { FormField, RequestForm } from '../../shared/contract/shapes/form.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { formatDuisDate, formatDuisDateTime, parseRelativeTime } from '../application/relativeTime.ts';
import { fillForm } from '../duis/form.ts';
import type { RequestModel } from '../duis/model.ts';
import { certificateElements } from '../duis/rules/certificates.ts';
import { parseCertificate, type SmkiCertificate } from '../smki/certificate.ts';
import { certificateFacts, type Organisations } from './certificateViews.ts';

type Form = Omit<RequestForm, 'originator' | 'target'>;

function readCertificate(text: string): SmkiCertificate | undefined {
  try {
    return parseCertificate(text);
  } catch (error) {
    // The findings say what is wrong with it.
    if (error instanceof WorkbenchError) return undefined;
    throw error;
  }
}

function withCertificates(field: FormField, organisations: Organisations): FormField {
  const fields = field.fields.map((one) => withCertificates(one, organisations));
  const { name, value } = field;
  if (value === undefined || !Object.hasOwn(certificateElements, name)) return { ...field, fields };
  const found = readCertificate(value.text);
  const certificate = {
    usage: certificateElements[name] ?? null,
    facts: found === undefined ? null : certificateFacts(found, organisations),
  };
  return { ...field, fields, value: { ...value, certificate } };
}

/** The body of a request as a form, each certificate with whose it is. @throws WorkbenchError as `fillForm` */
export function filledForm(model: RequestModel, xml: string, organisations: Organisations): Form {
  const form = fillForm(model, xml);
  return { ...form, fields: form.fields.map((field) => withCertificates(field, organisations)) };
}

const findField = (fields: readonly FormField[], path: string): FormField | undefined => {
  for (const field of fields) {
    const found = field.path === path ? field : findField(field.fields, path);
    if (found) return found;
  }
  return undefined;
};

/** How the XSD's types of moments are written; UTC, as all times of DUIS are. */
const moments: Readonly<Record<string, (ms: number) => string>> = {
  dateTime: formatDuisDateTime,
  date: formatDuisDate,
};

/**
 * What a person typed for a value, as the request is to have it: a relative date (`yesterday 00:00`, `+90 minutes`) is
 * the moment that it names, everything else itself.
 *
 * @param nowMs the target's clock
 */
export function typedValue(model: RequestModel, xml: string, path: string, text: string, nowMs: number): string {
  const field = findField(fillForm(model, xml).fields, path);
  const write = field?.value && moments[field.value.base];
  const moment = write && parseRelativeTime(text, nowMs);
  return write && moment !== undefined ? write(moment) : text;
}
