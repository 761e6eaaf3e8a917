import type { FilingFacts } from '../../../shared/filing/facts.ts';
import { type Filing, NO_FILING, type Rule } from '../../../shared/filing/filing.ts';

/** A message as the listing knows it, with what a test says otherwise. */
export function facts(more: Partial<FilingFacts> = {}): FilingFacts {
  return {
    accountId: 'a',
    folderId: 'a|/Inbox',
    from: [{ name: 'Ada Byron', address: 'ada@example.com' }],
    to: [{ name: '', address: 'me@example.org' }],
    cc: null,
    sender: null,
    listId: null,
    subject: 'Notes on the engine',
    size: 2048,
    hasAttachment: false,
    answers: false,
    ...more,
  };
}

/** A rule that any message of Ada matches and that does nothing. */
export function rule(more: Partial<Rule> = {}): Rule {
  const conditions = [{ on: 'from', how: 'contains', text: 'ada' }] as const;
  return { id: 'r', name: 'Ada', on: true, match: 'all', conditions: [...conditions], actions: [], ...more };
}

export function filing(more: Partial<Filing> = {}): Filing {
  return { ...NO_FILING, ...more };
}
