import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { accountsSchema } from '../../../electron/main/accounts.ts';
import { answeringIdentity, identityAt, identityOf } from '../../../shared/mail/compose/identity.ts';

const alex = identityOf({ name: 'Alex', address: 'alex@example.com' });
const sales = identityOf({ name: 'Sales', address: 'sales@example.com' });
const to = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }));

describe('who answers', () => {
  it('is who was written to, in any spelling', () => {
    expect(answeringIdentity([alex, sales], to('bo@example.com', 'SALES@example.com'))).toBe(sales);
  });

  it('is the first where nobody of the account was named, and nobody where there is none', () => {
    expect(answeringIdentity([alex, sales], to('list@example.com'))).toBe(alex);
    expect(answeringIdentity([], to('alex@example.com'))).toBeUndefined();
    expect(identityAt([alex], 'sales@example.com')).toBeUndefined();
  });
});

it('an accounts file of an earlier version has no identities, no paused server, and is of Exchange', () => {
  const account = { id: 'a', name: 'Work', url: 'https://mail.example.com/', user: 'alex', demo: false };
  expect(v.parse(accountsSchema, { version: 1, accounts: [account] }).accounts).toEqual([
    { ...account, identities: [], keeps: [], roots: [], paused: false, dialect: 'exchange' },
  ]);
});
