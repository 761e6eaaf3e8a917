import type { DialectName } from '../mail/dialects.ts';
import type { Mailbox } from '../mail/compose/draft.ts';
import type { SmtpPlace } from '../mail/smtp.ts';
import type { AccountForm, CheckReport } from './main.ts';

/** A server that takes mail, and how to sign in there. */
export type SmtpSignIn = SmtpPlace & { readonly password: string | null };

/** Between main and the network process, over the process's own parent port. Secrets travel here and nowhere else. */
export interface NetworkAccount {
  readonly id: string;
  readonly url: string;
  readonly user: string;
  /** null: nobody has given it yet; every call on the account fails as 'unauthorized'. */
  readonly password: string | null;
  /** How often a person has entered it again since the start: also the same one is then tried once more. */
  readonly entered?: number;
  /** Nobody has said yet who writes from here: it is asked for at first use. */
  readonly identityWanted?: boolean;
  /** Its person paused the server of this account: nothing is asked of it. */
  readonly paused?: boolean;
  /** Its person works offline: no server is asked anything. All accounts say the same. */
  readonly offline?: boolean;
  /** How its server is spoken with; Exchange where it is not said. */
  readonly dialect?: DialectName;
  /** Where its mail is handed over, where its own server takes none; `password` null: the same as for reading. */
  readonly smtp?: SmtpSignIn | undefined;
  /** The built-in mock on the loopback: Basic without TLS needs no warning. */
  readonly demo: boolean;
}
export type ToNetwork =
  | { readonly type: 'accounts'; readonly accounts: readonly NetworkAccount[] }
  | { readonly type: 'check'; readonly id: number; readonly form: AccountForm }
  | { readonly type: 'check-sending'; readonly id: number; readonly server: SmtpSignIn }
  /** A person chose this file to attach; the window gets the token only. */
  | { readonly type: 'vouch'; readonly token: string; readonly path: string }
  /** Comes with one end of the engine's port, or of a composer's. */
  | { readonly type: 'port' };
export type FromNetwork =
  | { readonly type: 'ready' }
  /** Who the mailbox belongs to, as its server says. */
  | { readonly type: 'identity'; readonly id: string; readonly mailbox: Mailbox }
  /** The server has moved a folder: what main knows of the path follows it. */
  | { readonly type: 'folder-moved'; readonly id: string; readonly from: string; readonly to: string }
  /** A message was taken back and is this draft now: its window opens. */
  | { readonly type: 'draft-back'; readonly draftId: string }
  | { readonly type: 'check-result'; readonly id: number; readonly report: CheckReport };

/** Between main and the process of the built-in mock. */
export type ToMock = { readonly type: 'stop' };
export type FromMock =
  | { readonly type: 'ready'; readonly url: string; readonly user: string; readonly password: string }
  | { readonly type: 'failed'; readonly sentence: string };
