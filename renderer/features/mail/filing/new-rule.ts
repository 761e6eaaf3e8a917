import { listIdOf } from '../../../../shared/filing/facts.ts';
import type { ListRule, Rule } from '../../../../shared/filing/filing.ts';
import { parseAddresses } from '../../../../shared/mail/addresses.ts';
import type { HeaderFields } from '../../../../shared/mail/types.ts';
import type { MessageRow } from '../../../store/tables.ts';

/** A rule as it begins. */
export function newRule(more: Partial<Rule>): Rule {
  return { id: crypto.randomUUID(), name: '', on: true, match: 'all', conditions: [], actions: [], ...more };
}

/** A mailing list as it begins. */
export function newList(more: Partial<ListRule>): ListRule {
  return { id: crypto.randomUUID(), name: '', on: true, address: '', listId: '', actions: [], ...more };
}

/** A rule about mail like this: from the same sender, else with the same subject. */
export function ruleFrom({ from, subject }: MessageRow): Rule {
  const [sender] = parseAddresses(from);
  const text = sender?.address || sender?.name || '';
  if (text !== '')
    return newRule({
      name: sender?.name || text,
      conditions: [{ on: 'from', how: sender?.address ? 'is' : 'contains', text }],
    });
  return newRule({
    name: subject.slice(0, 200),
    conditions: [{ on: 'subject', how: 'contains', text: subject }],
  });
}

/** A list as far as a message tells: by its List-Id where that is here, and by the address that it was sent to. */
export function listFrom({ to, from }: MessageRow, fields: HeaderFields | null): ListRule {
  const listId = fields ? listIdOf(fields.listId) : '';
  const words = (/^(.*)<[^<>]*>\s*$/.exec(fields?.listId ?? '')?.[1] ?? '').replace(/^"|"\s*$/g, '').trim();
  const [first] = [...parseAddresses(to), ...parseAddresses(from)].filter(({ address }) => address !== '');
  const name = words || first?.name || listId || first?.address || '';
  return newList({ name, listId, address: first?.address ?? '' });
}
