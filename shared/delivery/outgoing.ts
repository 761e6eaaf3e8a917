import type { Failure } from '../errors.ts';
import type { Told } from '../language/told.ts';
import type { Repair } from './repairs.ts';
import type { Block, Command } from './steps.ts';

/** Where an outgoing message is (sending-and-stuck: the states). Made of its journal alone, except for progress. */
export type OutgoingState =
  /** Goes out by itself at `sendAt`, ms since 1970; until then it is on this computer only. */
  | { readonly kind: 'queued'; readonly sendAt: number }
  /** Its turn has come and nothing has left yet. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'uploading'; readonly sent: number; readonly total: number; readonly rate: number }
  /** All of it is on the server as a draft. */
  | { readonly kind: 'on-server' }
  /** The server is taking it over; `since`: the request left. */
  | { readonly kind: 'submitting'; readonly since: number }
  /** It may have been taken over: nothing is sent again until looking has settled it. */
  | { readonly kind: 'unknown'; readonly since: number; readonly looks: number; readonly nextLook: number }
  /** The server said so, or a copy was found. Only the Sent copy is due. */
  | { readonly kind: 'filing'; readonly submittedAt: number; readonly nextTry: number | null }
  | { readonly kind: 'done'; readonly submittedAt: number }
  | {
      readonly kind: 'waiting';
      readonly until: number;
      readonly tries: number;
      readonly failure: Failure | null;
    }
  | { readonly kind: 'blocked'; readonly block: Block; readonly failure: Failure | null }
  /** `discarded`: nobody wants it any more, not as a draft either. */
  | { readonly kind: 'taken-back'; readonly discarded: boolean };

const LEAVING: ReadonlySet<OutgoingState['kind']> = new Set([
  'checking',
  'uploading',
  'on-server',
  'submitting',
]);

/** Whether it is on its way to the server at this moment: nobody should end Retinue now. */
export function isLeaving({ kind }: OutgoingState): boolean {
  return LEAVING.has(kind);
}

/** One outgoing message, as every window sees it. */
export interface OutgoingView {
  readonly id: string;
  readonly accountId: string;
  readonly messageId: string;
  /** Message-ID of the message that it answers, where it answers one. */
  readonly answers?: string;
  readonly subject: string;
  /** Everybody it goes to, the hidden ones last. */
  readonly recipients: readonly string[];
  readonly hidden: number;
  /** Of the whole message as it is sent. */
  readonly bytes: number;
  readonly queuedAt: number;
  readonly state: OutgoingState;
  /** What would work now, the first one first. Never empty while it is not done (I3), but for the moment of hand-over. */
  readonly commands: readonly Command[];
  readonly repairs: readonly Repair[];
  /** Its person paused the server, or works offline: nothing is done for it until then, whatever its state says. */
  readonly isPaused: boolean;
  /** It is paused because its person works offline. */
  readonly isOffline: boolean;
  /** What came back for it after it was sent. */
  readonly bounce: ({ readonly recipients: readonly string[] } & Told) | null;
}
