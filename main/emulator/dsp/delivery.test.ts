import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { makeDelivery } from './delivery.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A Receive Response Service that answers with one status after the other; undefined keeps it waiting for ever. */
async function startUser(statuses: readonly (number | undefined)[]) {
  const received: string[] = [];
  const heard: (() => void)[] = [];
  const server = createServer((incoming, answer) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => void parts.push(part));
    incoming.on('end', () => {
      const status = statuses[Math.min(received.length, statuses.length - 1)];
      received.push(Buffer.concat(parts).toString());
      if (status !== undefined) answer.writeHead(status).end();
      for (const one of heard.splice(0)) one();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    /** As soon as so many messages have come. */
    async has(count: number): Promise<void> {
      while (received.length < count) await new Promise<void>((resolve) => heard.push(resolve));
    },
  };
}

function deliverTo(addresses: Record<string, string | undefined>) {
  const acknowledged: string[] = [];
  const log: string[] = [];
  const delivery = makeDelivery(
    (eui64) => addresses[eui64],
    (line) => void log.push(line),
    (xml) => void acknowledged.push(xml),
  );
  closers.unshift(() => delivery.close());
  return { ...delivery, acknowledged, log };
}

it('a message that is answered with 5xx is sent again, the same, until it is acknowledged', async () => {
  const user = await startUser([503, 200]);
  const { deliver, acknowledged } = deliverTo({ user: user.url });
  await deliver('user', '<a/>');
  await user.has(2);
  await expect.poll(() => acknowledged).toEqual(['<a/>']);
  expect(user.received).toEqual(['<a/>', '<a/>']);
});

it('a message that its User refuses with 4xx is not sent again', async () => {
  const user = await startUser([400, 200]);
  const { deliver, acknowledged } = deliverTo({ user: user.url });
  await deliver('user', '<a/>');
  await deliver('user', '<b/>');
  expect([user.received, acknowledged]).toEqual([['<a/>', '<b/>'], ['<b/>']]);
});

it('a User that comes back elsewhere is found there', async () => {
  const [away, back] = [await startUser([503]), await startUser([200])];
  const addresses: Record<string, string | undefined> = { user: away.url };
  const { deliver } = deliverTo(addresses);
  await deliver('user', '<a/>');
  addresses.user = back.url;
  await back.has(1);
  expect([away.received, back.received]).toEqual([['<a/>'], ['<a/>']]);
});

it('a User that never answers does not hold up another, nor the end of the emulator', async () => {
  const [silent, other] = [await startUser([undefined]), await startUser([200])];
  const { deliver, acknowledged } = deliverTo({ silent: silent.url, other: other.url });
  await deliver('silent', '<a/>');
  await deliver('other', '<b/>');
  expect(acknowledged).toEqual(['<b/>']);
});

it('a message to a User without a service is dropped, and that is said', async () => {
  const { deliver, log } = deliverTo({});
  await deliver('nobody', '<a/>');
  expect(log).toEqual(['nobody has no Receive Response Service; a message to it was dropped']);
});
