import { readSchemaFiles } from '../dccMaterial/schemaFiles.ts';
import { listTemplates } from '../dccMaterial/templates.ts';
import { buildServiceRequest, buildSignedPreCommand } from '../duis/build.ts';
import { acceptedCommandVariants, findServiceReferenceVariant } from '../duis/catalogue.ts';
import { composeServiceRequest } from '../duis/compose.ts';
import { parseServiceResponse, type ServiceResponse } from '../duis/parse.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from '../duis/schema.ts';
import { importDuisSchema } from '../duis/schemaVersion.ts';
import type { Setting } from '../duis/setPath.ts';
import { chooseTemplate } from '../duis/template.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { FaultRule } from '../emulator/faults/faultRule.ts';
import type { Fleet } from '../emulator/fleet.ts';
import type { EmulatorPki } from '../emulator/pki.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import { signPreCommand } from '../gbcs/preCommand.ts';
import { readSmets1, type Smets1Content } from '../mmc/readSmets1.ts';
import { verifyInnerSignatures } from '../smki/innerSignature.ts';
import { signXml, verifyXmlSignature } from '../smki/xmlSignature.ts';
import { startReceiveResponseService } from '../transport/receiveResponseService.ts';
import { loadModel } from './emulatorModel.ts';
import { emulatorPki } from './emulatorPki.ts';
import { loadSchemas } from './material.ts';
import { readFleet } from './targets/bundledEmulator.ts';

/** A request as a test asks for it: from the template of a name, or of the device's type, or composed where there is none. */
export interface TrialRequest {
  variant: string;
  originator: string;
  target: string;
  template?: string | undefined;
  set?: readonly Setting[];
  commandVariant?: number;
  /** Of the Signed Pre-Command of a critical service; 5, to the device alone, where nothing is said. */
  signedCommandVariant?: number;
  counter?: bigint;
  firstInSequence?: boolean;
  precedingServiceRequestId?: string;
}

/** All that came back, and what was wrong with it. */
export interface TrialOutcome {
  /** Response Code of the last synchronous answer. */
  acknowledgement: string;
  answer: ServiceResponse | undefined;
  /** The delivery to the Receive Response Service. */
  response: ServiceResponse | undefined;
  /** The device's own message, where it answered. */
  message: DecodedMessage | undefined;
  /** What an S1SP told of a SMETS1 device. */
  smets1: Smets1Content | undefined;
  /** Whatever else was delivered until then: DCC Alerts and Device Alerts. */
  alerts: ServiceResponse[];
  /** Empty where everything that came is valid: XSD, DSP signature, GBCS MAC or signature, decoding. */
  problems: string[];
}

/** A message to the Receive Response Service, and what was wrong with it. */
interface Delivered {
  response: ServiceResponse;
  problems: string[];
}

/** An emulator on a paused clock, and the User at its other end; for tests. */
export interface EmulatorTrial {
  emulator: Emulator;
  pki: EmulatorPki;
  /** What it plays: a change of a registration takes effect at once. */
  fleet: Fleet;
  carryOut(request: TrialRequest, keys?: GbcsKeys): Promise<TrialOutcome>;
  /** Lets virtual time pass; what falls due is done. Returns what was delivered meanwhile. */
  pass(ms: number): Promise<Delivered[]>;
  /** An order to its control interface; answers the status and what it says. */
  control(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    order?: unknown,
  ): Promise<{ status: number; said: unknown }>;
  /** What was delivered since the last request, or since time was let pass. */
  delivered(): Delivered[];
  close(): Promise<void>;
}

/** Long enough for a command and its answer over any of the emulated networks. */
const roundTripMs = 10_000;
const preCommandVariant = 4;
const commandVariantOfService: Readonly<Record<number, string>> = {
  4: 'serviceT',
  8: 'serviceD',
  2: 'serviceD',
  6: 'serviceD',
};

function problemsOf(xml: string, schema: DuisSchema | undefined, pki: EmulatorPki, isSigned: boolean): string[] {
  const invalid = schema === undefined ? [] : validateAgainstSchema(schema, Buffer.from(xml));
  const { verdict } = verifyXmlSignature(Buffer.from(xml), pki.resolveCertificate);
  return [
    ...invalid.map(({ message }) => `XSD: ${message}`),
    ...(isSigned && verdict !== 'valid' ? [`DSP signature: ${verdict}`] : []),
    ...verifyInnerSignatures(xml, pki.resolveCertificate).flatMap((inner) =>
      inner.verdict === 'valid' ? [] : [`S1SP signature: ${inner.verdict}`],
    ),
  ];
}

function decode(payload: string, keys: GbcsKeys): { message?: DecodedMessage; problems: string[] } {
  const decoded = decodeMessage(Buffer.from(payload, 'base64'), keys);
  if (!decoded.ok) return { problems: [`GBCS: expected ${decoded.error.expected} at ${decoded.error.offset}`] };
  const { mac, signature } = decoded.message;
  const isProtected = signature === 'valid' || (signature === 'absent' && mac === 'valid');
  return {
    message: decoded.message,
    problems: isProtected ? [] : [`GBCS: MAC ${mac}, signature ${signature}`],
  };
}

/**
 * @param fleet the file of a fleet
 * @param options with the folder of a DUIS version to speak instead of the bundled one
 */
export async function startEmulatorTrial(
  fleet: string,
  options: { startMs: number; faults?: readonly FaultRule[]; schemas?: string },
): Promise<EmulatorTrial> {
  const described = readFleet(fleet);
  const pki = await emulatorPki(described, 'generated');
  const own = options.schemas === undefined ? undefined : importDuisSchema(await readSchemaFiles(options.schemas));
  const bundled = await loadSchemas([]);
  const schemas =
    own === undefined ? bundled : new Map([...bundled, [own.version, compileDuisSchema(own.files, own.version)]]);
  const [schemaVersion = '', schema] = [...schemas].at(-1) ?? [];
  const model = await loadModel();
  const received: string[] = [];
  const service = await startReceiveResponseService({}, ({ body }) => {
    received.push(Buffer.from(body).toString('utf8'));
    return true;
  });
  const emulator = await startEmulator({
    fleet: described,
    pki,
    schemas,
    model,
    host: '127.0.0.1',
    port: 0,
    smkiPort: 0,
    seed: 1,
    clock: { startMs: options.startMs, speed: 0 },
    faults: options.faults ?? [],
    respondTo: () => service.url,
    log: () => {},
  });
  let counter = 1_000_000n;

  const post = async (web: string, xml: string): Promise<{ status: number; xml: string }> => {
    const answer = await fetch(`${emulator.dccUrl}/api/v1/${web}`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: xml,
    });
    return { status: answer.status, xml: await answer.text() };
  };

  const build = ({
    variant,
    originator,
    target,
    template,
    set,
    commandVariant,
    signedCommandVariant: _,
    ...rest
  }: TrialRequest): string => {
    counter += 1n;
    const deviceType = emulator.devices.find(({ deviceId }) => deviceId === target)?.deviceType;
    const hasTemplate = listTemplates().some((one) => one.serviceReferenceVariant === variant);
    const choice = template === undefined ? { deviceType: deviceType ?? '' } : { name: template };
    const row = findServiceReferenceVariant(variant);
    const accepted = row === undefined ? [] : acceptedCommandVariants(row);
    const chosen = commandVariant ?? (accepted.includes(preCommandVariant) ? preCommandVariant : accepted[0]);
    return buildServiceRequest({
      template: hasTemplate
        ? chooseTemplate(listTemplates(), variant, choice).xml
        : composeServiceRequest(model, { serviceReferenceVariant: variant }),
      originator,
      target,
      counter,
      schemaVersion,
      model,
      ...(chosen === undefined ? {} : { commandVariant: chosen }),
      ...(set === undefined ? {} : { set }),
      ...rest,
    });
  };

  const listDelivered = (): Delivered[] =>
    received.map((xml) => ({ response: parseServiceResponse(xml), problems: problemsOf(xml, schema, pki, true) }));

  return {
    emulator,
    pki,
    fleet: described,
    async carryOut(request, keys = pki.gbcsKeys) {
      const signer = pki.signingCredential(request.originator);
      let unsigned = build(request);
      const web = (xml: string): string => {
        const variant = Number(/<sr:CommandVariant>(\d)/.exec(xml)?.[1] ?? 1);
        return commandVariantOfService[variant] ?? 'serviceS';
      };
      let last = await post(web(unsigned), signXml(unsigned, signer));
      const problems: string[] = [];
      const read = (): ServiceResponse | undefined => {
        if (last.xml === '') {
          problems.push(`HTTP ${last.status}`);
          return undefined;
        }
        const parsed = parseServiceResponse(last.xml);
        problems.push(...problemsOf(last.xml, schema, pki, /^I/.test(parsed.responseCode)));
        return parsed;
      };
      let answer = read();
      if (answer?.kind === 'preCommand' && answer.gbcsPayload !== undefined) {
        const signed = Buffer.from(signPreCommand(Buffer.from(answer.gbcsPayload, 'base64'), keys)).toString('base64');
        unsigned = buildSignedPreCommand(unsigned, signed, request.signedCommandVariant);
        last = await post(web(unsigned), signXml(unsigned, signer));
        answer = read();
      }
      received.length = 0;
      await emulator.clock.advanceTo(emulator.clock.now() + roundTripMs);
      const delivered = received.map((xml) => ({ xml, parsed: parseServiceResponse(xml) }));
      const isAlert = ({ parsed }: (typeof delivered)[number]): boolean => parsed.requestId === undefined;
      const own = delivered.find((one) => !isAlert(one));
      for (const { xml } of delivered) problems.push(...problemsOf(xml, schema, pki, true));
      const decoded = own?.parsed.gbcsPayload === undefined ? undefined : decode(own.parsed.gbcsPayload, keys);
      problems.push(...(decoded?.problems ?? []));
      return {
        acknowledgement: answer?.responseCode ?? '',
        answer,
        response: own?.parsed,
        message: decoded?.message,
        smets1: own && readSmets1(own.parsed.body),
        alerts: delivered.filter(isAlert).map(({ parsed }) => parsed),
        problems,
      };
    },
    async pass(ms) {
      received.length = 0;
      await emulator.clock.advanceTo(emulator.clock.now() + ms);
      return listDelivered();
    },
    async control(method, path, order) {
      const answer = await fetch(`${emulator.dccUrl}/emulator/v1${path}`, {
        method,
        ...(order === undefined ? {} : { body: JSON.stringify(order) }),
      });
      return { status: answer.status, said: await answer.json() };
    },
    delivered: listDelivered,
    async close() {
      await emulator.close();
      await service.close();
    },
  };
}
