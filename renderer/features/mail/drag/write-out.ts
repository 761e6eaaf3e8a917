import type { EngineContract } from '../../../../shared/contracts/engine.ts';
import type { ExportReport } from '../../../../shared/contracts/inout.ts';
import type { Bridge } from '../../../../shared/contracts/main.ts';
import { toFailure } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import type { Caller } from '../../../../shared/rpc/caller.ts';
import { askMain } from '../../../hooks/ask-main.ts';
import type { Outward, Written } from './drag-out.ts';

/** More would be a long list for the program that they are dropped on, and much to fetch for a slip of the hand. */
export const MOST_MESSAGES = 500;

/** Writes mail into a private folder of main's: an .eml file a message, a folder as an .mbox. All of it, or nothing stays. */
export async function writeOut(
  { bridge, engine }: { readonly bridge: Bridge; readonly engine: Caller<EngineContract> },
  say: Say,
  what: Outward,
  signal: AbortSignal,
): Promise<Written> {
  const none = (why: string): Written => ({ kind: 'none', why });
  if (what.kind === 'messages' && what.messageIds.length > MOST_MESSAGES)
    return none(
      say(
        'More than {most, number} messages are not dragged out at once. Nothing was dragged out. Use Export… in the File menu.',
        { most: MOST_MESSAGES },
      ),
    );
  let token: string | null = null;
  let why: string;
  try {
    ({ token } = await askMain(bridge, 'drag.place', null));
    const form = what.kind === 'folder' ? ('mbox' as const) : ('eml' as const);
    const report = await engine.call(
      'mail.export',
      { token, form, what, untitled: say('No subject') },
      { signal },
    );
    const refused = whyNot(say, report);
    if (refused === null) {
      await askMain(bridge, 'drag.ready', { token, what: what.kind });
      return { kind: 'files', token };
    }
    why = refused;
  } catch (thrown) {
    why = sayTold(toFailure(thrown), say);
  }
  if (token !== null) await bridge.call('drag.forget', { token });
  return none(why);
}

function whyNot(say: Say, { failed, ended }: ExportReport): string | null {
  if (ended) return say('Nothing was dragged out. {sentence}', { sentence: sayTold(ended, say) });
  const [first] = failed;
  if (!first) return null;
  const subject = first.subject || say('No subject');
  return say(
    '{count, plural, one {A message could not be had, so nothing was dragged out.} other {# messages could not be had, so nothing was dragged out.}} “{subject}”: {sentence}',
    { count: failed.length, subject, sentence: sayTold(first, say) },
  );
}
