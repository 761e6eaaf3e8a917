import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import type { Entity, Span, Tally } from './part.ts';
import { addSpan } from './spans.ts';

/** A run of bytes that was written but perhaps not synced, and its CRC-32. */
export interface Note extends Span {
  readonly crc: number;
}
/** Said before the part gets its final name. */
export interface Finishing {
  readonly size: number;
  /** The file system knows no hard links: an empty file of the final name may be ours, made to keep the name. */
  readonly placeholder: boolean;
}
/** All that a journal says. */
export interface JournalState {
  readonly item: string;
  readonly entity: Entity | null;
  readonly safe: readonly Span[];
  /** Since `safe` was said. */
  readonly notes: readonly Note[];
  readonly tally: Tally;
  readonly finishing: Finishing | null;
}

const VERSION = 1;
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entitySchema = v.object({
  total: v.nullable(whole),
  etag: v.nullable(v.string()),
  lastModified: v.nullable(v.string()),
  digest: v.nullable(v.object({ algorithm: v.picklist(['sha-256', 'sha-512', 'md5']), base64: v.string() })),
});
const headSchema = v.strictObject({
  retinue: v.literal(VERSION),
  item: v.string(),
  entity: v.nullable(entitySchema),
});
const lineSchema = v.union([
  v.strictObject({ s: v.tuple([whole, whole, whole]) }),
  v.strictObject({ safe: v.array(v.tuple([whole, whole])) }),
  v.strictObject({ tally: v.tuple([whole, whole, whole]) }),
  v.strictObject({ entity: entitySchema }),
  v.strictObject({ finishing: v.object({ size: whole, placeholder: v.boolean() }) }),
]);
type Line = v.InferOutput<typeof lineSchema>;

/** Each line carries a checksum of itself: a line that a power cut garbled must never pass for another one. */
function line(value: Line | v.InferOutput<typeof headSchema>): string {
  const json = JSON.stringify(value);
  return `[${crc32(json)},${json}]\n`;
}

export const noteLine = ({ from, to, crc }: Note): string => line({ s: [from, to, crc] });
export const safeLine = (spans: readonly Span[]): string =>
  line({ safe: spans.map(({ from, to }) => [from, to]) });
export const tallyLine = ({ requests, retries, fetched }: Tally): string =>
  line({ tally: [requests, retries, fetched] });
export const entityLine = (entity: Entity): string => line({ entity });
export const finishingLine = (finishing: Finishing): string => line({ finishing });

/** The shortest journal that says the same. */
export function compact({ item, entity, safe, notes, tally, finishing }: JournalState): string {
  const lines = [line({ retinue: VERSION, item, entity }), tallyLine(tally), safeLine(safe)];
  if (finishing !== null) lines.push(finishingLine(finishing));
  return [...lines, ...notes.map(noteLine)].join('');
}

/**
 * Reads a journal up to its end or its first torn or garbled line: what came before that holds. Null where not even
 * the head can be read.
 */
export function readJournal(text: string): JournalState | null {
  const [first = '', ...rest] = text.split('\n').slice(0, -1);
  const head = v.safeParse(headSchema, checked(first));
  if (!head.success) return null;
  const { item, entity } = head.output;
  let state: JournalState = {
    item,
    entity,
    safe: [],
    notes: [],
    tally: { requests: 0, retries: 0, fetched: 0 },
    finishing: null,
  };
  const notes: Note[] = [];
  for (const raw of rest) {
    const parsed = v.safeParse(lineSchema, checked(raw));
    if (!parsed.success) break;
    state = after(state, notes, parsed.output);
  }
  return { ...state, notes };
}

function after(state: JournalState, notes: Note[], value: Line): JournalState {
  if ('s' in value) {
    const [from, to, crc] = value.s;
    notes.push({ from, to, crc });
    return state;
  }
  if ('safe' in value) {
    notes.length = 0;
    const spans = value.safe.map(([from, to]) => ({ from, to }));
    return { ...state, safe: spans.reduce<readonly Span[]>(addSpan, []) };
  }
  if ('tally' in value) {
    const [requests, retries, fetched] = value.tally;
    return { ...state, tally: { requests, retries, fetched } };
  }
  return 'entity' in value ? { ...state, entity: value.entity } : { ...state, finishing: value.finishing };
}

/** The value of a line whose checksum is right; undefined for any other. */
function checked(raw: string): unknown {
  const [, crc, json] = /^\[(\d{1,10}),(.*)\]$/s.exec(raw) ?? [];
  if (json === undefined || Number(crc) !== crc32(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Whether a file under a journal's name is one of ours that a power cut left without a readable head (empty, cut in
 * the head, or zeros), and not a stranger's that must not be touched.
 */
export function looksOurs(text: string): boolean {
  // A file system that knew the new length but not yet the bytes shows zeros.
  // oxlint-disable-next-line no-control-regex -- zeros are what is looked for
  const start = text.replace(/\u0000+$/, '');
  return start === '' || /^\[\d{0,10}$/.test(start) || (/^\[\d{1,10},(?:$|\{)/.test(start) && begins(start));
}

function begins(start: string): boolean {
  const json = start.slice(start.indexOf(',') + 1);
  const head = `{"retinue":${VERSION},`;
  return json.length < head.length ? head.startsWith(json) : json.startsWith(head);
}
