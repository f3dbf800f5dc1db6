import { expect, it } from 'vitest';
import { scanMessage } from './scanMessage.ts';

const around = (body: string): string =>
  `<sr:Response><sr:Header><sr:ResponseID>A:B:7</sr:ResponseID><sr:ResponseCode>I0</sr:ResponseCode></sr:Header><sr:Body>${body}</sr:Body></sr:Response>`;

it('tells what a device says of its own accord from an answer and from a DCC Alert, in both generations', () => {
  const messages = [
    '<sr:DeviceAlertMessage><sr:AlertCode>8F3F</sr:AlertCode></sr:DeviceAlertMessage>',
    '<sr:SMETS1ResponseMessage><sr:Body><sr:DeviceAlertMessage><ra:DeviceAlertContent/></sr:DeviceAlertMessage></sr:Body></sr:SMETS1ResponseMessage>',
    '<sr:SMETS1ResponseMessage><sr:Body><sr:ResponseMessage/></sr:Body></sr:SMETS1ResponseMessage>',
    '<sr:DCCAlertMessage><sr:DCCAlertCode>N55</sr:DCCAlertCode></sr:DCCAlertMessage>',
  ].map((body) => scanMessage(around(body)));
  expect(messages.map(({ isDeviceAlert, isAlert }) => [isDeviceAlert, isAlert])).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [false, true],
  ]);
});
