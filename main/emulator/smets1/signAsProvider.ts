import { WorkbenchError } from '../../../shared/errors.ts';
import { xmlDeclaration } from '../../duis/writeXml.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import type { EmulatorState } from '../state.ts';

/**
 * Signs a SMETS1SignedResponse or S1SPAlert as the S1SP: XML text without its declaration, to be put into a message of
 * the DSP. @throws WorkbenchError `credential-unavailable`
 */
export function signAsProvider({ pki, fleet }: EmulatorState, xml: string): string {
  if (pki.smets1ServiceProvider === undefined)
    throw new WorkbenchError(
      'credential-unavailable',
      `${fleet.smets1ServiceProvider.eui64} has no XML signing credential`,
    );
  return signXml(xml, pki.smets1ServiceProvider).slice(xmlDeclaration.length);
}
