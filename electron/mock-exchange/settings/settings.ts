import * as v from 'valibot';
import { fail } from '../../../shared/errors.ts';

const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const dword = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));

/**
 * What an administrator could turn, under the names that administrators know (requirement "KB 329067 as a cost model",
 * reference 2.2, 6.3, 6.4). `null` means: no limit.
 */
export const SETTINGS = v.strictObject({
  /** Largest response, in bytes, that may come of a content conversion; 2003 reads it and no other. */
  MaximumResponseSizeInBytes: v.optional(v.nullable(bytes), 20_971_520),
  /** KB, send and receive; 10240 is the default of 2003. */
  MessageSizeLimit: v.optional(v.nullable(whole), 10_240),
  /** MB. Over it, PUT answers 507 and submission 500. */
  MailboxQuota: v.optional(v.nullable(whole), null),
  /** Largest request body in bytes before the store sees it (413, or 404.13 on 2007); null: the personality's own. */
  maxAllowedContentLength: v.optional(v.nullable(bytes), null),
  /** ms that a conversion takes at least. */
  ConversionBaseMs: v.optional(whole, 20),
  /** ms for each MB (10^6 bytes) converted. */
  ConversionMsPerMB: v.optional(whole, 40),
  /** Others wait in line. */
  ConcurrentConversions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 2),
  /** Bytes of memory that all running conversions may take before the worker process ends. */
  WorkerMemoryLimit: v.optional(v.nullable(bytes), 268_435_456),
  /** Seconds of 503 while the worker process starts again. */
  WorkerRestartSeconds: v.optional(whole, 8),
  /** So many crashes ... */
  RapidFailProtectionMaxCrashes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  /** ... in so many minutes stop the application pool until it is reset. */
  RapidFailProtectionIntervalMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  /** POP3Svc\Parameters\Compatibility: 0xfffffffe gives approximate sizes. */
  Pop3Compatibility: v.optional(dword, 0),
  /** IMAP4Svc\Parameters\Compatibility: 0xfffffffe gives approximate sizes. */
  Imap4Compatibility: v.optional(dword, 0),
  /** "Enable fast message retrieval" of the IMAP4 virtual server (KB 317722). */
  Imap4FastMessageRetrieval: v.optional(v.boolean(), false),
  /** Minutes until a forms session of a public computer ends. */
  PublicClientTimeout: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 15),
  /** Minutes until a forms session of a private computer ends. */
  TrustedClientTimeout: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1440),
  /** Which From a submitted message may carry: the owner's, or none at all (reference 5.1). */
  SubmissionFrom: v.optional(v.picklist(['owner', 'none']), 'owner'),
  /** False: nothing is filed in Sent Items by the server, whatever a submission asks for. */
  KeepSentCopies: v.optional(v.boolean(), true),
  /** False: CONTAINS and FREETEXT, which need a full-text index, end in 400 (reference 3.9; the status is inferred). */
  FullTextIndex: v.optional(v.boolean(), true),
  /** False: a replicating SEARCH ends in 400 (reference 3.14; that a server has none is inferred). */
  Replication: v.optional(v.boolean(), true),
  /** False: a plain server knows neither REPORT nor sync tokens, like most of them (RFC 6578). */
  SyncCollection: v.optional(v.boolean(), true),
  /** What happens to a message over MessageSizeLimit: refused with 500, or taken and returned with a report (reference 5.2). */
  SizeLimitAnswer: v.optional(v.picklist(['refuse', 'ndr']), 'refuse'),
  /** Seconds until a non-delivery report arrives. */
  NonDeliveryReportSeconds: v.optional(whole, 0),
  /** Hrefs name this host instead of the one that was asked; null: the one that was asked (reference 8). */
  ForeignHostInHrefs: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[\w.:[\]-]+$/))), null),
  /** False: `+` in a path ends in 404.11 (2007, reference 1.3). null: the personality's own. */
  AllowDoubleEscaping: v.optional(v.nullable(v.boolean()), null),
  /** Property values keep characters that XML forbids, written as references such as `&#x1;` (reference 8). */
  IllegalXmlCharacters: v.optional(v.boolean(), false),
  /** Names under mapi/id are written with their leading digit, which is no XML (reference 8). */
  DigitElementNames: v.optional(v.boolean(), true),
  /** Verbs that a filter before the server takes away, as URLScan did (reference 3.10): they end in 404. */
  DeniedVerbs: v.optional(v.array(v.string()), []),
  /** Bodies are cut off so that DavMail 6 rebuilds messages from properties (reference 7.1). */
  DavMailCompatibility: v.optional(v.boolean(), false),
});

export type SettingsValues = Readonly<v.InferOutput<typeof SETTINGS>>;
export type SettingsInput = v.InferInput<typeof SETTINGS>;

/** Settings that can change while the server runs. */
export interface Settings {
  readonly values: SettingsValues;
  /** Changes what is named and leaves the rest. Throws `invalid-input` that names the setting and the rule broken. */
  change(given: unknown): void;
  /** Back to the defaults, then these. */
  restart(given: SettingsInput): void;
}

export function newSettings(given: SettingsInput = {}): Settings {
  let values = checkedSettings(given);
  return {
    get values() {
      return values;
    },
    change: (more) => {
      values = checkedSettings({ ...values, ...respelled(more) });
    },
    restart: (anew) => {
      values = checkedSettings(anew);
    },
  };
}

/** Settings with their defaults. Throws `invalid-input` that names the setting and the rule broken. */
export function checkedSettings(given: unknown): SettingsValues {
  const result = v.safeParse(SETTINGS, respelled(given));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw fail('invalid-input', `The setting ${v.getDotPath(issue) ?? '(all)'} was refused: ${issue.message}.`);
}

/** The first revisions of the article spelled it MaxResponseSizeInBytes. */
function respelled(given: unknown): Record<string, unknown> {
  const { MaxResponseSizeInBytes: older, ...rest } = Object(given) as Record<string, unknown>;
  return older === undefined ? rest : { MaximumResponseSizeInBytes: older, ...rest };
}
