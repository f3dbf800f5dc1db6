import { WorkbenchError } from '../../../shared/errors.ts';
import { responseAndAlert, serviceUserGateway } from '../../duis/namespaces.ts';
import { xmlDeclaration } from '../../duis/writeXml.ts';
import { signXml, type XmlSigner } from '../../smki/xmlSignature.ts';
import type { CounterChange } from './sayAgain.ts';

/** What S1SPs sign, by the names that the DUIS XSD has for it. */
const signedByProvider = /<sr:(SMETS1SignedResponse|S1SPAlert)([\s>][\s\S]*?)<\/sr:\1>/g;
const lastSignature = /<ds:Signature[\s>](?:(?!<ds:Signature[\s>])[\s\S])*<\/ds:Signature>$/;

/** The declarations that each needs to stand alone; the MMC's prefix is used in responses only. */
const declarations: Readonly<Record<string, string>> = {
  SMETS1SignedResponse: ` xmlns:sr="${serviceUserGateway}" xmlns:ra="${responseAndAlert}"`,
  S1SPAlert: ` xmlns:sr="${serviceUserGateway}"`,
};

/**
 * A recorded message with what an S1SP signed in it signed anew, with the counter of now in the Message Mapping
 * Catalogue's header. What cannot be signed is said as it was.
 */
export function signProviderAnew(
  xml: string,
  { from, to }: CounterChange,
  provider: XmlSigner,
  log: (text: string) => void,
): string {
  return xml.replace(signedByProvider, (recorded: string, name: string, content: string) => {
    const said = content
      .replace(lastSignature, '')
      .replace(`<ra:OriginatorCounter>${from}<`, () => `<ra:OriginatorCounter>${to}<`);
    try {
      const alone = `${xmlDeclaration}<sr:${name}${declarations[name] ?? ''}${said}</sr:${name}>`;
      return signXml(alone, provider).slice(xmlDeclaration.length);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      log(`what an S1SP said is said as it was, under its signature of then: ${error.message}`);
      return recorded;
    }
  });
}
