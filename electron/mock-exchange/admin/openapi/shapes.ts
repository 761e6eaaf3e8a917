/** JSON Schemas of what the admin API answers. Every field is always there, so all are required. */
type Shape = Readonly<Record<string, unknown>>;

const string: Shape = { type: 'string' };
const boolean: Shape = { type: 'boolean' };
const whole: Shape = { type: 'integer' };
const number: Shape = { type: 'number' };
const orNull = (type: string): Shape => ({ type: [type, 'null'] });
const list = (items: Shape): Shape => ({ type: 'array', items });
const ref = (name: string): Shape => ({ $ref: `#/components/schemas/${name}` });
const pair: Shape = { type: 'array', items: string, minItems: 2, maxItems: 2 };

function object(properties: Readonly<Record<string, Shape>>): Shape {
  return { type: 'object', properties, required: Object.keys(properties) };
}

const targetState = {
  anyOf: [
    object({
      kind: { enum: ['folder', 'item', 'attachment', 'submission', 'missing'] },
      size: orNull('integer'),
      etag: orNull('string'),
    }),
    { type: 'null' },
  ],
};

const wire = object({
  host: string,
  requestHeaders: list(pair),
  responseHeaders: list(pair),
  requestText: orNull('string'),
  responseText: orNull('string'),
  requestType: orNull('string'),
  responseType: orNull('string'),
});

export const SHAPES: Readonly<Record<string, Shape>> = {
  Problem: object({ error: { type: 'string', description: 'One sentence.' } }),
  Claims: object({ claims: list(ref('Claim')) }),
  Replayed: object({ status: whole, bytes: whole }),
  Verification: object({
    ok: boolean,
    sentence: string,
    matched: list(whole),
    nearest: list(object({ id: whole, method: string, path: string, mismatches: list(string) })),
  }),
  JournalEntry: object({
    id: whole,
    at: { type: 'integer', description: 'ms since 1970 on the clock of the mock' },
    mailbox: orNull('string'),
    method: string,
    path: string,
    status: { type: 'integer', description: '0 where the connection ended without a status line' },
    requestBytes: whole,
    responseBytes: whole,
    durationMs: number,
    rule: { type: ['string', 'null'], description: 'ids of the rules that fired, joined by +' },
    committed: { type: 'boolean', description: 'the store was changed' },
    step: orNull('string'),
    client: orNull('string'),
    truth: { type: 'string', description: 'what is true on the server now' },
    before: targetState,
    after: targetState,
    wire,
  }),
  Journal: object({ entries: list(ref('JournalEntry')), run: whole }),
  Oracle: object({
    messages: list(
      object({
        messageId: string,
        subject: string,
        deliveries: list(object({ recipient: string, copies: whole })),
        sentCopies: whole,
        draftsLeft: whole,
        inOutbox: whole,
      }),
    ),
    items: list(object({ href: string, bytesServed: whole, requests: whole, conversions: whole })),
    stuck: list(object({ mechanism: string, href: string, messageId: orNull('string') })),
    conversions: object({ count: whole, peakBytes: whole, temporaryBytes: whole }),
    workerCrashes: whole,
  }),
  Events: object({ events: list(object({ at: whole, id: whole, source: string, text: string })) }),
  RuleStatus: object({ rule: ref('Rule'), hits: whole, matched: whole, spent: boolean }),
  Rules: object({ rules: list(ref('RuleStatus')) }),
  Clock: object({ now: whole, iso: { type: 'string', format: 'date-time' }, rate: number }),
  State: object({
    origin: string,
    scenario: object({ name: string, title: string }),
    personality: string,
    auth: string,
    seed: whole,
    clock: ref('Clock'),
    worker: { enum: ['running', 'restarting', 'stopped'] },
    run: whole,
    requests: whole,
    faults: whole,
  }),
  Accounts: object({
    accounts: list(object({ user: string, address: string, password: string, url: string })),
  }),
  Folders: object({ folders: list(object({ path: string, total: whole, unread: whole })) }),
  Scenarios: object({ scenarios: list(object({ name: string, title: string, description: string })) }),
  Har: object({
    log: object({
      version: { const: '1.2' },
      creator: { type: 'object' },
      entries: list({ type: 'object' }),
    }),
  }),
  Reset: object({ reset: { const: true } }),
  Moved: object({ moved: { type: 'integer', description: 'messages that are kept as properties only now' } }),
  Delivered: object({ delivered: { const: true }, user: string, bytes: whole }),
};
