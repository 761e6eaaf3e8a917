import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { Say } from '../../../shared/language/say.ts';
import { LOCAL } from '../../store/reader.ts';

/** An address book: an account's, or this computer's. */
export interface Book {
  readonly id: string;
  readonly name: string;
}

/** All address books. No other server than Exchange has one that can be read. */
export function booksOf(accounts: readonly AccountSummary[], say: Say): readonly Book[] {
  const exchange = accounts.filter(({ dialect }) => dialect === 'exchange');
  return [...exchange.map(({ id, name }) => ({ id, name })), { id: LOCAL, name: say('On this computer') }];
}
