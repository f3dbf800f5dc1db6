import { textAt } from '../../../duis/jsonTree.ts';
import { type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

/** SRV 8.6: the certificates that the DCC's broker brings to a device that comes (back) into its care. */
export const optIn: NonDeviceService = ({ state, request: { body } }) => {
  const deviceId = textAt(body, 'DeviceID')?.toUpperCase() ?? '';
  const device = state.devices.get(deviceId);
  if (device === undefined) return refuse('8.6', 'unknownDevice');
  if (device.description.deviceType !== textAt(body, 'DeviceType')) return refuse('8.6', 'wrongType');
  const certificate = (usage: 'DS' | 'KA'): string =>
    Buffer.from(state.pki.deviceFacingCertificate(state.fleet.accessControlBroker, usage) ?? []).toString('base64');
  return {
    code: 'I0',
    content: {
      DSPOptIn: {
        DeviceID: deviceId,
        DSPBrokerSecurityCredentialsDigitalSigning: certificate('DS'),
        DSPBrokerSecurityCredentialsKeyAgreement: certificate('KA'),
      },
    },
  };
};
