import type { Cursor } from './cursor.ts';
import { done, type Outcome, type Session, viewOf } from './session.ts';
import { refresh, type View } from './view.ts';

const DONE_LINE_BYTES = 1024;

/** IDLE (RFC 2177): says what changes in the selected folder until the client writes DONE. */
export async function idle(session: Session, cursor: Cursor): Promise<Outcome> {
  cursor.end();
  const view = viewOf(session);
  const { connection } = session;
  await connection.write('+ Changes are told until DONE.\r\n');
  const stop = tellChanges(view, (lines) => connection.write(lines));
  try {
    const line = await connection.line(DONE_LINE_BYTES);
    return line?.toUpperCase() === 'DONE'
      ? done('IDLE completed.')
      : { status: 'BAD', text: 'DONE was expected.' };
  } finally {
    await stop();
  }
}

/** One telling follows the other; changes that come meanwhile go into the next. */
function tellChanges(view: View, write: (lines: string) => Promise<void>): () => Promise<void> {
  let telling = Promise.resolve();
  const tell = () => {
    telling = telling.then(() => write(refresh(view).join('')));
  };
  const unwatch = view.folder.log.watch(tell);
  tell();
  return () => {
    unwatch();
    return telling;
  };
}
