import { xmlDeclaration } from '../../duis/writeXml.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import type { EmulatorState } from '../state.ts';

/** Signs a SMETS1SignedResponse or S1SPAlert as the S1SP: XML text without its declaration, to be put into a message of the DSP. */
export const signAsProvider = ({ pki, fleet }: EmulatorState, xml: string): string =>
  signXml(xml, pki.signingCredential(fleet.smets1ServiceProvider.eui64)).slice(xmlDeclaration.length);
