import { childOf } from '../xmlPath.ts';
import type { Rule } from './rule.ts';

export const ensureRoleIsEligible: Rule = {
  id: 'user-role',
  clause: 'SEC Appendix E, DUIS 3.1 Service Request Matrix; Response Code E2',
  *ensure({ row, variantNode, context: { userRoles, deviceGeneration } }) {
    if (row === undefined || userRoles === undefined) return;
    const node = variantNode;
    if (row.eligibleRoles.length === 0) {
      yield {
        severity: 'warning',
        message: `It is not known which User Roles may send ${row.serviceReferenceVariant}.`,
        node,
      };
      return;
    }
    const eligible = row.eligibleRoles.filter(({ role }) => userRoles.includes(role));
    if (eligible.length === 0) {
      const roles = row.eligibleRoles.map(({ role }) => role).join(', ');
      yield {
        severity: 'error',
        message: `${row.serviceReferenceVariant} (${row.name}) is for ${roles}, not ${userRoles.join(', ') || 'a User without a role'}.`,
        node,
      };
      return;
    }
    const limited = eligible.every(
      ({ deviceGenerations }) =>
        deviceGenerations !== undefined &&
        deviceGeneration !== undefined &&
        !deviceGenerations.includes(deviceGeneration),
    );
    if (limited) {
      const [first] = eligible;
      yield {
        severity: 'warning',
        message: `${first?.role} may send ${row.serviceReferenceVariant} to ${first?.deviceGenerations?.join(', ')} Devices only, as far as is known (${first?.provenance}).`,
        node,
      };
    }
  },
};

/** The Access Control Broker of DCC Boxed; every Non-Device template of DCC has it as target. */
const boxedAccessControlBroker = '90-B3-D5-1F-30-00-00-02';

export const ensureTargetFits: Rule = {
  id: 'business-target',
  clause: 'DUIS Request ID: a Device, or the Access Control Broker for a Non-Device request',
  *ensure({ requestId, requestIdNode: node, commandVariant, context: { accessControlBroker } }) {
    if (requestId === undefined) return;
    const { businessOriginatorId, businessTargetId } = requestId;
    const broker = (accessControlBroker ?? boxedAccessControlBroker).toUpperCase();
    const severity = accessControlBroker === undefined ? 'warning' : 'error';
    if (businessOriginatorId === businessTargetId) {
      yield { severity: 'error', message: 'Originator and target of the Request ID are the same.', node };
    }
    if (/^0[0-](0|-)*$/.test(businessTargetId)) {
      yield { severity: 'warning', message: 'The target is all zeros: put in the EUI-64 of the Device.', node };
    } else if (commandVariant === 8 && businessTargetId !== broker) {
      yield {
        severity,
        message: `A Non-Device request goes to the Access Control Broker (${broker}), not to ${businessTargetId}.`,
        node,
      };
    } else if (commandVariant !== 8 && businessTargetId === broker) {
      yield {
        severity,
        message: `The target is the Access Control Broker; Command Variant ${commandVariant} goes to a Device.`,
        node,
      };
    }
    if (/^0[0-](0|-)*$/.test(businessOriginatorId)) {
      yield { severity: 'warning', message: 'The originator is all zeros: put in the EUI-64 of the User.', node };
    }
  },
};

export const ensureDeviceTypeFits: Rule = {
  id: 'device-type',
  clause: 'Response Code E11; Device types are our reading of the use cases',
  *ensure({ row, requestIdNode: node, context: { deviceType } }) {
    if (row === undefined || deviceType === undefined || row.deviceTypes.values.length === 0) return;
    // A Gas Proxy Function answers for its meter.
    const asked = deviceType === 'GPF' ? 'GSME' : deviceType;
    if (row.deviceTypes.values.includes(asked)) return;
    yield {
      severity: 'warning',
      message: `${row.serviceReferenceVariant} is for ${row.deviceTypes.values.join(', ')}; the target is a ${deviceType}.`,
      node,
    };
  },
};

/** Users whose certificates a Device does not hold. */
const unknownRemoteParties: readonly string[] = ['MDR', 'OU', 'RSA'];

export const ensureKeyAgreementCertificateIsGiven: Rule = {
  id: 'key-agreement-certificate',
  clause: 'DUIS KAPublicSecurityCredentials; who needs it is our reading',
  *ensure({ row, service, context: { userRoles, deviceGeneration } }) {
    if (!row?.keyAgreementCertificate || userRoles === undefined || deviceGeneration === 'SMETS1') return;
    if (userRoles.length === 0 || !userRoles.every((role) => unknownRemoteParties.includes(role))) return;
    const given = childOf(service, 'KAPublicSecurityCredentials') ?? childOf(service, 'KAPublicSecurityCredential');
    if (given !== undefined || service === undefined) return;
    const name = row.serviceReferenceVariant === '5.1' ? 'KAPublicSecurityCredential' : 'KAPublicSecurityCredentials';
    yield {
      severity: 'warning',
      message: `A ${userRoles.join(', ')} is unknown to a SMETS2+ Device: without ${name} it gets no data that is encrypted.`,
      node: service,
    };
  },
};
