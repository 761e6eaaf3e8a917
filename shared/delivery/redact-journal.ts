import type { RequestFacts } from '../health/request.ts';
import { shortenAddresses } from './redact.ts';
import { REPRO_SENDER, reproRecipient } from './repro-scenario.ts';
import type { Step, StepOf } from './steps.ts';

const SERVER = 'https://server.example';
/** A server that takes mail, as journals and sentences name it. */
const MAIL_SERVER = /smtp:\/\/(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)(?::[0-9]+)?/giu;

/**
 * Takes out of a text of Retinue's own making whom and what a message was about: its people become those of the bundle,
 * the server and the mailbox lose their names, every other address is shortened.
 */
export function redactor(spooled: StepOf<'spooled'>): (text: string) => string {
  const { account, recipients, hidden, from, messageId } = spooled;
  const { origin, host } = new URL(account.url);
  const mailbox = account.user.replace(/^.*\\/, '').replace(/@.*$/, '');
  const known = new Map<string, string>([
    ...[...recipients, ...hidden].map((each, nth) => [each, reproRecipient(nth + 1)] as const),
    [from, REPRO_SENDER.address],
    [messageId, reproMessageId(messageId)],
    [origin, SERVER],
    [host, new URL(SERVER).host],
  ]);
  const names = [...known.keys()].filter((each) => each !== '').sort((a, b) => b.length - a.length);
  return (text) => {
    const unplaced = text.replace(MAIL_SERVER, 'smtp://server.example');
    const replaced = names.reduce((done, name) => done.split(name).join(known.get(name) ?? ''), unplaced);
    return replaced
      .split(/([\w.+-]+@example\.com)/)
      .map((part, nth) => (nth % 2 === 1 ? part : shortenAddresses(part, mailbox)))
      .join('');
  };
}

/** Without the host that wrote it. */
export function reproMessageId(messageId: string): string {
  return messageId.replace(/@[^@>]*>?$/, '@example.com>');
}

/** The journal, a line each, as `journal.ndjson` has it. */
export function redactedJournal(steps: readonly Step[], redact: (text: string) => string): string {
  const lines = steps.map((step) => (step.kind === 'spooled' ? blankedFirst(step) : step));
  return lines.map((line) => `${redact(JSON.stringify(line))}\n`).join('');
}

function blankedFirst({ answers: _of, ...step }: StepOf<'spooled'>): StepOf<'spooled'> {
  const { url } = step.account;
  const account = {
    id: 'account',
    url: new URL(`/exchange/${REPRO_SENDER.user}/`, url).href,
    user: REPRO_SENDER.user,
  };
  return { ...step, account, subject: step.subject.replace(/[\p{L}\p{N}]/gu, 'x') };
}

/** Requests with the paths that the journal names; of all others only the shape of the path stays. */
export function redactedRequests(
  requests: readonly RequestFacts[],
  steps: readonly Step[],
): readonly RequestFacts[] {
  const known = new Set(steps.flatMap((step) => (step.kind === 'asked' ? [step.path] : [])));
  const pathOf = (path: string) =>
    known.has(path)
      ? path
      : path.replace(/[^/.]+(?=\/|\.|$)/g, (segment) => 'x'.repeat(Math.min(segment.length, 8)));
  return requests.map((each) => ({
    ...each,
    path: pathOf(each.path),
    to: each.to === null ? null : pathOf(each.to),
  }));
}
