import type { ResponseBody } from '../../duis/buildResponse.ts';

/** The body of the DSP's message around a SMETS1SignedResponse; a Device Alert names no service. */
export function smets1Body(
  signedResponse: string,
  service: { serviceReference: string; serviceReferenceVariant: string; dspScheduleId?: string } | undefined,
): ResponseBody {
  const schedule = service?.dspScheduleId;
  const named =
    service === undefined
      ? ''
      : `<sr:ServiceReference>${service.serviceReference}</sr:ServiceReference>` +
        `<sr:ServiceReferenceVariant>${service.serviceReferenceVariant}</sr:ServiceReferenceVariant>` +
        (schedule === undefined ? '' : `<sr:DSPScheduleID>${schedule}</sr:DSPScheduleID>`);
  return { kind: 'xml', xml: `<sr:SMETS1ResponseMessage>${named}${signedResponse}</sr:SMETS1ResponseMessage>` };
}
