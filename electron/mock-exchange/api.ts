import type { Clock, ClockOptions } from './clock/clock.ts';
import type { ClockReading } from './clock/reading.ts';
import type { EventLog } from './events/event-log.ts';
import type { FaultEngine } from './faults/engine.ts';
import type { RuleInput } from './faults/rule.ts';
import type { Har } from './har/har.ts';
import type { JournalEntry } from './journal/entry.ts';
import type { Claims } from './oracle/claims.ts';
import type { OracleReport } from './oracle/shapes.ts';
import type { PersonalityName } from './personality/personality.ts';
import type { Replayed } from './replay/replay.ts';
import type { ScenarioMailbox } from './scenarios/mailbox-schema.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { ScenarioSource } from './scenarios/source.ts';
import type { Settings, SettingsInput } from './settings/settings.ts';
import type { SignInName } from './sign-in/sign-in.ts';
import type { NewFolder, NewMailbox, NewMessage } from './store/content.ts';
import type { Language } from './store/well-known.ts';
import type { Expectation, Verification } from './verify/verify.ts';
import type { WorkerState } from './worker/worker.ts';

/** How a mock server is started. Everything that lives is made by startMockExchange and ended by `stop`. */
export interface MockOptions {
  /** 127.0.0.1 by default; only loopback addresses are accepted. */
  readonly host?: string;
  /** 0 (the default) picks a free port. */
  readonly port?: number;
  /** Absent: those of the scenario, and where it has none alex, bo and cy, empty, with a password made of the seed. */
  readonly mailboxes?: readonly MockMailbox[];
  /** Folders under /public; none by default. */
  readonly publicFolders?: readonly NewFolder[];
  /** Begins with this scenario (see `load`). What else is given here goes before it. */
  readonly scenario?: ScenarioSource;
  /** Folder names of the well-known folders: English by default. */
  readonly language?: Language;
  /** The computer's time by default. */
  readonly clock?: ClockOptions;
  /** 1 by default. */
  readonly seed?: number;
  /** 2003 by default. */
  readonly personality?: PersonalityName;
  /** Basic by default. */
  readonly auth?: SignInName;
  /** HTTPS with a certificate that is made at the start; plain HTTP by default. */
  readonly tls?: boolean;
  /** The Inbox over POP3, for reading only; not served by default. */
  readonly pop3?: { readonly port?: number } | undefined;
  /** All folders over IMAP4rev1, for reading only; not served by default. */
  readonly imap4?: { readonly port?: number } | undefined;
  readonly settings?: SettingsInput;
  readonly rules?: readonly RuleInput[];
  /** Called for each finished request. */
  readonly onRequest?: (entry: JournalEntry) => void;
}
export interface MockMailbox extends NewMailbox {
  readonly password: string;
  /** What it was made from, where a scenario can say that: then a saved scenario holds it. */
  readonly plan?: ScenarioMailbox;
}

/** Somebody who can sign in. */
export interface MockAccount {
  readonly user: string;
  readonly address: string;
  readonly password: string;
  /** The mailbox root, `http://127.0.0.1:PORT/exchange/alex/`. */
  readonly url: string;
}

/** What is going on, in a few facts (the head of the console). */
export interface MockState {
  readonly origin: string;
  readonly scenario: { readonly name: string; readonly title: string };
  readonly personality: PersonalityName;
  readonly auth: SignInName;
  readonly seed: number;
  readonly clock: ClockReading;
  readonly worker: WorkerState;
  /** Counts from 1 and grows with each reset and each scenario; the journal begins anew with it. */
  readonly run: number;
  /** Requests in the journal, and those of them that a rule struck. */
  readonly requests: number;
  readonly faults: number;
}

/** A running mock server. Its parts (settings, faults, events) are those of the present run: ask for them anew after a reset. */
export interface MockExchange {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Null where it was not asked for. */
  readonly pop3Port: number | null;
  readonly imap4Port: number | null;
  /** The certificate in PEM, for clients that are to trust it; null without TLS. */
  readonly certificate: string | null;
  /** Everybody who can sign in. */
  readonly accounts: readonly MockAccount[];
  /** The mailbox root, `http://127.0.0.1:PORT/exchange/alex/`. */
  mailboxUrl(user: string): string;
  /** Every request since the start, the last reset or the last scenario, the oldest first. */
  readonly journal: readonly JournalEntry[];
  clearJournal(): void;
  /** Virtual time. `advance` moves it; whoever waits for it inside of the server goes on. */
  readonly clock: Clock;
  /** What an administrator could turn. */
  readonly settings: Settings;
  /** Fault rules that are in force. */
  readonly faults: FaultEngine;
  /** The Windows application log of the server. */
  readonly events: EventLog;
  readonly state: MockState;
  /** What really happened: copies delivered, drafts left, bytes served. */
  oracle(): OracleReport;
  /** What clients say became of their messages; the console compares it with what is true. */
  readonly claims: Claims;
  /** Compares the journal with an expectation; a failed one names the requests that came nearest. */
  verify(expectation: Expectation): Verification;
  /** Sends a request of the journal once more, signed in as its mailbox. Rejects where the journal does not hold enough. */
  replay(id: number): Promise<Replayed>;
  /** The journal in HTTP Archive form, secrets redacted. */
  har(): Har;
  /** One zip of scenario, mailboxes, journal, HAR, events and oracle (see bundle/bundle.ts). The same state gives the same bytes. */
  bundle(): Uint8Array;
  /**
   * Replaces everything by a scenario: the name of a built-in one, the URL of a file, a
   * document, or the bytes of a bundle. The port and
   * the accounts that the scenario does not name stay; the journal begins anew. Rejects with `invalid-input` (JSON path
   * and rule broken) or `not-found` (the nearest names), and then nothing has changed.
   */
  load(scenario: ScenarioSource): Promise<void>;
  /** The present state as a scenario: loading it gives the same behaviour. Rules count anew, time begins where it began. */
  scenario(): Scenario;
  /** Everything as it was at the start (or when the scenario was loaded), and an empty journal. */
  reset(): Promise<void>;
  /** KB 329067: what is in the mailbox (in all of them by default) is kept as properties only. Returns how many messages. */
  moveMailbox(user?: string): number;
  /** Delivers a message as transport would: into the Inbox. Bytes of MIME are unread and arrive now. */
  deliver(user: string, message: NewMessage | Uint8Array | string): Promise<void>;
  /** Facts for tests and the admin API: folder paths with counts. */
  folders(
    user: string,
  ): readonly { readonly path: string; readonly total: number; readonly unread: number }[];
  /** Closes every connection and the listening socket. */
  stop(): Promise<void>;
}

export type { JournalEntry } from './journal/entry.ts';
