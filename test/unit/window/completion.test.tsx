// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { RecipientField } from '../../../renderer/features/compose/recipient-field.tsx';
import type { Recipients } from '../../../renderer/features/compose/chips.ts';
import type { Proposed } from '../../../shared/people/rank-people.ts';

afterEach(cleanup);

const ANNA: Proposed = { name: 'Anna Berg', address: 'anna@x.example', members: [] };
const TEAM: Proposed = { name: 'Anna’s team', address: '', members: ['bo@x.example', 'c@x.example'] };

function Field({ found }: { readonly found: readonly Proposed[] }) {
  const [value, setValue] = useState<Recipients>({ mailboxes: [], refused: [] });
  const people = { known: [ANNA, TEAM], find: () => Promise.resolve(found) };
  return (
    <RecipientField label="To" value={value} onChange={setValue} onMove={() => undefined} people={people} />
  );
}
const options = () =>
  [...document.querySelectorAll('option')].map((each) => [each.value, each.getAttribute('label')]);

it('proposes people of this computer at once, those of the address list after them, each once', async () => {
  const listed = { name: 'Berg, Anna', address: 'Anna@x.example', members: [] };
  render(<Field found={[listed, { name: 'Anna Dahl', address: 'dahl@x.example', members: [] }]} />);
  fireEvent.change(screen.getByLabelText('To'), { target: { value: 'anna' } });
  expect(options()[0]?.[0]).toBe('"Anna Berg" <anna@x.example>');
  await waitFor(() => expect(options()).toHaveLength(3));
  expect(
    options()
      .map(([value]) => value)
      .at(-1),
  ).toBe('"Anna Dahl" <dahl@x.example>');
});

it('makes a chip of everybody in a group, and says how many that are', () => {
  render(<Field found={[]} />);
  const input = screen.getByLabelText('To');
  fireEvent.change(input, { target: { value: 'team' } });
  expect(options()).toEqual([['bo@x.example, c@x.example', 'Anna’s team, 2 people']]);
  fireEvent.change(input, { target: { value: options()[0]?.[0] } });
  fireEvent.keyDown(input, { key: 'Enter' });
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
    'bo@x.example',
    'c@x.example',
  ]);
});
