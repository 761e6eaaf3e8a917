import type { Page } from '@playwright/test';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import type { Step } from '../../shared/delivery/steps.ts';

/** The outbox that the engine hears of; commands that reach it are kept. */
export interface ScriptedOutbox {
  readonly tell: (
    list: readonly OutgoingView[],
    steps: Readonly<Record<string, readonly Step[]>>,
  ) => Promise<void>;
  readonly commands: () => Promise<readonly { readonly id: string; readonly command: string }[]>;
}

interface Script {
  list: readonly OutgoingView[];
  steps: Readonly<Record<string, readonly Step[]>>;
  readonly commands: { readonly id: string; readonly command: string }[];
  tell: () => void;
}
declare global {
  interface Window {
    scriptedOutbox?: Script;
  }
}

/**
 * Stands in the page between the engine and the network process: asks main for another port, hands the engine a channel
 * in its place and relays every message, but that the outgoing messages are the test's. Everything else is the real thing.
 */
export async function scriptOutbox(page: Page): Promise<ScriptedOutbox> {
  await page.evaluate(() => {
    const script: Script = { list: [], steps: {}, commands: [], tell: () => {} };
    window.scriptedOutbox = script;
    const answer = (method: string, args: { readonly id: string; readonly command: string }) => {
      if (method === 'outgoing.steps') return script.steps[args.id] ?? [];
      script.commands.push(args);
      return null;
    };
    const relayTo = (real: MessagePort): MessagePort => {
      const { port1: near, port2: far } = new MessageChannel();
      near.addEventListener('message', ({ data }) => {
        if (data.type === 'call' && data.method.startsWith('outgoing.')) {
          near.postMessage({ type: 'result', id: data.id, value: answer(data.method, data.args) });
        } else real.postMessage(data);
      });
      real.addEventListener('message', ({ data }) => {
        if (data.type !== 'event' || data.name !== 'outgoing') near.postMessage(data);
      });
      script.tell = () => near.postMessage({ type: 'event', name: 'outgoing', value: { list: script.list } });
      near.start();
      real.start();
      return far;
    };
    // The page hands each port to the engine's worker in this way, and nothing else with a port.
    // oxlint-disable-next-line typescript/unbound-method -- called with the worker as `this`
    const hand = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ports?: unknown) {
      const [port] = Array.isArray(ports) ? ports : [];
      const relayed = port instanceof MessagePort ? [relayTo(port)] : [];
      hand.call(this, message, { transfer: relayed });
      if (relayed.length > 0) script.tell();
    };
    window.retinue.requestNetworkPort();
  });
  return {
    tell: (list, steps) =>
      page.evaluate(
        (told) => {
          if (!window.scriptedOutbox) throw new Error('there is no scripted outbox');
          Object.assign(window.scriptedOutbox, told);
          window.scriptedOutbox.tell();
        },
        { list, steps },
      ),
    commands: () => page.evaluate(() => window.scriptedOutbox?.commands ?? []),
  };
}
