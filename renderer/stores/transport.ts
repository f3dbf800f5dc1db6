import type { Call } from '../../shared/contract/client.ts';
import { parseEvent, type WorkbenchEvent } from '../../shared/contract/events.ts';

/** How this page reaches the workbench: a call by name, and its events. */
export interface Transport {
  call: Call;
  /** Returns how to stop listening. */
  listen(listener: (event: WorkbenchEvent) => void): () => void;
}

/** What the preload of the desktop shell exposes. */
interface Bridge {
  /** Answers in JSON. */
  call(name: string, input: unknown): Promise<string>;
  on(listener: (event: unknown) => void): () => void;
}

const tokenName = 'uept-token';

/** The launch token out of the address, kept for reloads of this tab and taken out of sight. */
function takeToken(): string {
  const match = /^#token=([\w-]+)/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(tokenName, match[1]);
    history.replaceState(null, '', '#/campaign');
  }
  return sessionStorage.getItem(tokenName) ?? '';
}

/** Over HTTP to the host that served this page. */
function overHttp(): Transport {
  const headers = {
    authorization: `Bearer ${takeToken()}`,
    'content-type': 'application/json',
  };
  return {
    async call(name, input) {
      const answer = await fetch(`/workbench/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      });
      if (answer.ok) return answer.json();
      const message =
        answer.status === 403
          ? 'This page has lost its token; open the address that the workbench printed when it started'
          : `The workbench answered with HTTP ${answer.status}`;
      return {
        ok: false,
        error: { code: 'target-refused', message, detail: {} },
      };
    },
    listen: shareStream((listener) => void follow(headers, listener)),
  };
}

/**
 * One stream of events for the whole page: a browser keeps six connections to a host, and a stream that each screen
 * opened for itself would miss what happens while it is being opened.
 */
function shareStream(start: (listener: (event: WorkbenchEvent) => void) => void): Transport['listen'] {
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  let started = false;
  return (listener) => {
    listeners.add(listener);
    if (!started) {
      started = true;
      start((event) => {
        for (const one of listeners) one(event);
      });
    }
    return () => void listeners.delete(listener);
  };
}

const pauseMs = 1000;

/** Reads server-sent events for as long as the page is there. EventSource cannot send a header. */
async function follow(headers: Record<string, string>, listener: (event: WorkbenchEvent) => void): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      const answer = await fetch('/events', { headers });
      // What was announced while there was no stream is lost: whoever listens asks anew.
      if (!isFirst && answer.ok) listener({ name: 'status.changed', data: {} });
      if (answer.body) await readEvents(answer.body, listener);
    } catch {
      // The host has gone or restarts; the next round tries again.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, listener: (event: WorkbenchEvent) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const text = part.trim().replace(/^data: /, '');
      const event = text === '' ? undefined : parseEvent(JSON.parse(text));
      if (event) listener(event);
    }
  }
}

/** Over the desktop shell's bridge. */
const overBridge = (bridge: Bridge): Transport => ({
  call: async (name, input) => JSON.parse(await bridge.call(name, input)) as unknown,
  listen: (listener) =>
    bridge.on((data) => {
      const event = parseEvent(data);
      if (event) listener(event);
    }),
});

/** The way to the workbench that this page has. */
export function findTransport(): Transport {
  const { workbench } = globalThis as { workbench?: Bridge };
  return workbench ? overBridge(workbench) : overHttp();
}
