import { WorkbenchError } from '../../shared/errors.ts';

/** A Service Request that DCC publishes as a template. */
export interface DuisTemplate {
  /** The published file name without its ending: `ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS`. */
  name: string;
  serviceReferenceVariant: string;
  /** Text of the file as published. */
  xml: string;
}

// Lower is better: an immediate request for a single element meter that succeeds is what most people want.
const drawbacks: readonly (readonly [RegExp, number])[] = [
  [/_CANCELLATION_/, 32],
  [/_FUTURE_DATED_/, 16],
  [/_UNRELIABLE_/, 8],
  [/_TWIN_|_URP_/, 4],
  [/_GPF_/, 2],
  [/^(?!.*_SUCCESS_)/, 2],
];

const devicePrefixes: Readonly<Record<string, RegExp>> = {
  ESME: /^ECS/,
  GSME: /^GCS/,
  GPF: /^GCS|_GPF_/,
  CHF: /^(CCS|DBCH)/,
};

function score(template: DuisTemplate, deviceType: string | undefined): number {
  const wanted = deviceType === undefined ? undefined : devicePrefixes[deviceType];
  const base = wanted === undefined || wanted.test(template.name) ? 0 : 64;
  return drawbacks.reduce((sum, [pattern, weight]) => sum + (pattern.test(template.name) ? weight : 0), base);
}

/**
 * The template to start from for a Service Reference Variant, or the one of a given name.
 * @param templates those of `dccMaterial/templates.ts`
 * @throws WorkbenchError `not-found` naming the templates there are
 */
export function chooseTemplate(
  templates: readonly DuisTemplate[],
  serviceReferenceVariant: string,
  options: { name?: string; deviceType?: string } = {},
): DuisTemplate {
  const ofVariant = templates.filter((template) => template.serviceReferenceVariant === serviceReferenceVariant);
  const { name, deviceType } = options;
  const candidates =
    name === undefined ? ofVariant : ofVariant.filter((template) => template.name === name.replace(/\.xml$/i, ''));
  const [best] = [...candidates].sort(
    (a, b) => score(a, deviceType) - score(b, deviceType) || (a.name < b.name ? -1 : 1),
  );
  if (best !== undefined) return best;
  const names = ofVariant.map((template) => template.name).join(', ');
  throw new WorkbenchError(
    'not-found',
    ofVariant.length === 0
      ? `There is no template for the Service Reference Variant ${serviceReferenceVariant}; leave the template out to compose it from the schema.`
      : `There is no template "${name}" for ${serviceReferenceVariant}; there is ${names}.`,
  );
}
