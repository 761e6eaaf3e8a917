import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CONTACT } from '../../../shared/people/contact.ts';
import { rankPeople, typedAs } from '../../../shared/people/rank-people.ts';
import { readRecipients } from '../../../shared/mail/compose/recipients.ts';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const to = (...addresses: readonly string[]) => addresses.map((address) => ({ name: '', address }));

describe('people that are proposed', () => {
  it('are those first to whom one writes often and lately, then those in the address book', () => {
    const ranked = rankPeople(
      {
        sent: [
          { to: to('old@x.example'), date: NOW - 300 * DAY },
          { to: to('often@x.example', 'once@x.example'), date: NOW - 2 * DAY },
          { to: to('Often@x.example'), date: NOW - 40 * DAY },
        ],
        met: to('met@x.example'),
        contacts: [{ ...NO_CONTACT, name: 'Book', emails: [{ kind: 'work', address: 'book@x.example' }] }],
      },
      NOW,
    );
    expect(ranked.map(({ address }) => address)).toEqual([
      'often@x.example',
      'once@x.example',
      'old@x.example',
      'book@x.example',
      'met@x.example',
    ]);
    expect(ranked.map(typedAs)[3]).toBe('"Book" <book@x.example>');
  });

  it('are called as the address book calls them, and are there once', () => {
    const contacts = [
      { ...NO_CONTACT, name: 'Åse Nygård', emails: [{ kind: 'work' as const, address: 'ASE@x.example' }] },
    ];
    const met = [{ name: 'ase', address: 'ase@x.example' }];
    expect(rankPeople({ sent: [], met, contacts }, NOW)).toEqual([
      { name: 'Åse Nygård', address: 'ase@x.example', members: [] },
    ]);
  });

  it('are groups with all their people', () => {
    const bo = {
      ...NO_CONTACT,
      uid: 'u1',
      name: 'Bo',
      emails: [{ kind: 'work' as const, address: 'bo@x.example' }],
    };
    const team = {
      ...NO_CONTACT,
      kind: 'group' as const,
      name: 'Team',
      members: ['u1', 'c@x.example', 'nobody'],
    };
    const group = rankPeople({ sent: [], met: [], contacts: [bo, team] }, NOW).at(-1);
    expect(group).toEqual({ name: 'Team', address: '', members: ['bo@x.example', 'c@x.example'] });
    expect(readRecipients(group ? typedAs(group) : '')).toMatchObject([
      { mailbox: { address: 'bo@x.example' } },
      { mailbox: { address: 'c@x.example' } },
    ]);
  });

  it('are typed so that they are read again, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).map((each) => each.replace(/\p{C}/gu, '').trim()),
        (name) => {
          const typed = typedAs({ name, address: 'a@x.example', members: [] });
          expect(readRecipients(typed)).toMatchObject([
            { kind: 'recipient', mailbox: { address: 'a@x.example' } },
          ]);
        },
      ),
    );
  });
});
