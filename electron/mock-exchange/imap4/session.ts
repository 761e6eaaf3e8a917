import type { World } from '../http/call.ts';
import type { Connection } from '../line-server/connection.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { BadCommand, type Cursor } from './cursor.ts';
import type { View } from './view.ts';

/** Who has signed in, and to which state of the server: another world may stand in its place by now. */
export interface Owner {
  readonly world: World;
  readonly mailbox: Mailbox;
  /** Of the mailbox's log at sign-in. */
  readonly era: object;
}

/** What is known of one client. */
export interface Session {
  readonly connection: Connection;
  readonly world: () => World;
  /** Null until the client has signed in. */
  owner: Owner | null;
  /** Null until a folder is selected. */
  view: View | null;
  failures: number;
}

/** The tagged answer to a command. */
export interface Outcome {
  readonly status: 'OK' | 'NO' | 'BAD';
  /** With its response code, where it has one. */
  readonly text: string;
  /** The connection ends after it. */
  readonly ends?: boolean;
}

/** One command; what it says before its tagged answer it writes to the session's connection. */
export type Handler = (session: Session, cursor: Cursor) => Outcome | Promise<Outcome>;

export function done(text: string): Outcome {
  return { status: 'OK', text };
}

export function no(text: string): Outcome {
  return { status: 'NO', text };
}

/** Who has signed in; the dispatcher lets no command that asks for it run before. */
export function ownerOf({ owner }: Session): Owner {
  if (owner === null) throw new BadCommand('Sign in first.');
  return owner;
}

/** The selected folder; BAD where none is. */
export function viewOf({ view }: Session): View {
  if (view === null) throw new BadCommand('Select a folder first.');
  return view;
}
