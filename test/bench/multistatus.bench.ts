import { XMLParser } from 'fast-xml-parser';
import { readMultistatus } from '../../electron/network/dav/multistatus.ts';
import { type Bench, compare } from './lib/bench.ts';

const RUNS = 7;
const RESPONSES = 5000;
const CHUNK = 64 * 1024;
const PEER = 'fast-xml-parser on the whole document';

/** The bench that decided how multistatus answers are read: our streaming reader on saxes against fast-xml-parser. */
export const multistatus: Bench = {
  name: 'multistatus',
  title: `reading a multistatus of ${RESPONSES} responses with 20 properties each`,
  async run() {
    const bytes = new TextEncoder().encode(document());
    const ours: number[] = [];
    const peer: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const times = [await timed(() => readAll(bytes)), await timed(() => parseWhole(bytes))] as const;
      if (run === 0) continue; // the first round warms the compiler
      ours.push(times[0]);
      peer.push(times[1]);
    }
    return [compare('time', 'ms', ours, PEER, peer)];
  },
};

function document(): string {
  const properties = Array.from(
    { length: 20 },
    (_, n) => `<d:p${n} b:dt="int">value ${n} &amp; more</d:p${n}>`,
  ).join('');
  const response = (n: number) =>
    `<a:response><a:href>http://127.0.0.1/exchange/alex/Inbox/${n}.EML</a:href><a:propstat><a:status>HTTP/1.1 200 OK</a:status><a:prop>${properties}</a:prop></a:propstat></a:response>`;
  const spaces =
    'xmlns:a="DAV:" xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/" xmlns:d="urn:schemas:httpmail:"';
  const responses = Array.from({ length: RESPONSES }, (_, n) => response(n)).join('');
  return `<?xml version="1.0"?><a:multistatus ${spaces}>${responses}</a:multistatus>`;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function readAll(bytes: Uint8Array): Promise<number> {
  let count = 0;
  for await (const batch of readMultistatus(chunks(bytes))) count += batch.length;
  return count;
}

async function parseWhole(bytes: Uint8Array): Promise<number> {
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    ignoreAttributes: false,
    htmlEntities: true,
  });
  const tree = parser.parse(new TextDecoder().decode(bytes)) as {
    'a:multistatus': { 'a:response': unknown[] };
  };
  return tree['a:multistatus']['a:response'].length;
}

async function timed(work: () => Promise<number>): Promise<number> {
  const from = performance.now();
  const count = await work();
  if (count !== RESPONSES) throw new Error(`${count} responses were read instead of ${RESPONSES}`);
  return performance.now() - from;
}
