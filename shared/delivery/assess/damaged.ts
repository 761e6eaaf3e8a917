import { type Told, told } from '../../language/told.ts';
import type { Finding } from '../findings.ts';
import { findingId } from './finding-id.ts';
import { JUDGEMENTS } from './journal-actions.ts';

/** A message of the spool that cannot be read, by the name of its folder: it has no journal to be judged by. */
export function damagedMessage(id: string, sentence: Told): Finding {
  const { blame, actions } = JUDGEMENTS['damaged-spool'];
  return {
    id: findingId('damaged-spool', id),
    mechanism: 'damaged-spool',
    severity: 'trouble',
    blame,
    item: null,
    since: null,
    evidence: [told('Its folder in the spool is {id}.', { id }), sentence],
    actions,
  };
}
