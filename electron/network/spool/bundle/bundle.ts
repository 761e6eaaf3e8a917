import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { harOf } from '../../../../shared/health/har.ts';
import type { RequestFacts } from '../../../../shared/health/request.ts';
import {
  redactedJournal,
  redactedRequests,
  redactor,
  reproMessageId,
} from '../../../../shared/delivery/redact-journal.ts';
import { REPRO_SENDER, reproScenario } from '../../../../shared/delivery/repro-scenario.ts';
import type { Entry } from '../entry.ts';
import { redactedEml } from './redact-eml.ts';

export interface BundleFacts {
  /** Of any server; those of the message's own are taken. */
  readonly requests: readonly RequestFacts[];
  /** What happened, for people: safe to post already. */
  readonly report: string;
  readonly version: string;
}

/**
 * Writes all that is known of one message into a zip at `out`, without what it says and to whom: the mock server replays it.
 * Streams: a message of any size costs no memory.
 */
export async function writeBundle(
  { id, emlPath, steps, history }: BundledEntry,
  facts: BundleFacts,
  out: string,
): Promise<void> {
  const { spooled } = history;
  const { origin } = new URL(spooled.account.url);
  const redact = redactor(spooled);
  const own = facts.requests.filter((each) => each.origin === origin && each.at >= spooled.at);
  const people = { messageId: reproMessageId(spooled.messageId), recipients: spooled.recipients };
  const text = (content: string) => [strToU8(content)];
  const json = (value: unknown) => text(redact(`${JSON.stringify(value, null, 2)}\n`));
  await pipeline(
    Readable.from(
      zipped([
        ['README.txt', text(readme(spooled.bytes))],
        ['report.txt', text(redact(facts.report))],
        ['scenario.json', json(reproScenario(steps, id))],
        ['journal.ndjson', text(redactedJournal(steps, redact))],
        ['requests.har', json(harOf(redactedRequests(own, steps), facts.version))],
        ['message.eml', redactedEml(emlPath, people, spooled.hidden)],
      ]),
    ),
    createWriteStream(out, { flags: 'wx', mode: 0o600, flush: true }),
  );
}

export type BundledEntry = Pick<Entry, 'id' | 'emlPath' | 'steps' | 'history'>;
type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function* zipped(
  files: readonly (readonly [name: string, content: Content])[],
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const taken = () => {
    const all = ready;
    ready = [];
    return all;
  };
  for (const [name, content] of files) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    for await (const bytes of content) {
      file.push(bytes);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

function readme(bytes: number): string {
  const { user, password } = REPRO_SENDER;
  return `What happened to one message of ${bytes} bytes that Retinue was asked to send.

report.txt      what happened, step by step
journal.ndjson  the same, as Retinue wrote it down before and after each request
requests.har    the requests to the server meanwhile (HTTP Archive 1.2)
message.eml     a message of the same parts and nearly the same size: every letter in it is an x
scenario.json   a server that answers as this one did, for the mock server

Nothing here says what was written and to whom; addresses are numbers, and other messages' paths are blanked.

Play it again, in the folder of Retinue:

  npm run -s mock -- --scenario PATH-OF-THIS-ZIP --port 8025
  unzip PATH-OF-THIS-ZIP message.eml
  RETINUE_PASSWORD=${password} npm run -s send -- --url http://127.0.0.1:8025/exchange/${user}/ --user ${user} --eml message.eml --spool replay
`;
}
