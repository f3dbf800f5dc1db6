/** The namespace of DUIS: requests, responses and alerts. */
export const serviceUserGateway = 'http://www.dccinterface.co.uk/ServiceUserGateway';
/** The namespace of the Message Mapping Catalogue, used inside SMETS1 responses. */
export const responseAndAlert = 'http://www.dccinterface.co.uk/ResponseAndAlert';
export const xmlSignature = 'http://www.w3.org/2000/09/xmldsig#';

/** The prefixes known to XPath expressions typed by people. */
export const wellKnownPrefixes = { sr: serviceUserGateway, ra: responseAndAlert, ds: xmlSignature } as const;
