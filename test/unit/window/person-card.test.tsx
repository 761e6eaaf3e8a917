// @vitest-environment happy-dom
import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { openContactWriter } from '../../../renderer/store/write-contacts.ts';
import { NO_CONTACT } from '../../../shared/people/contact.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, mail } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

async function show() {
  const fakes = await fakeServices({
    rows: [mail(1, { subject: 'Quay' })],
    engine: {
      'cards.save': () => ({ key: 'k' }),
      'search.find': () => ({ ids: [], total: 3, bodies: { here: 0, messages: 0 }, indexing: 0 }),
    },
  });
  render(<App services={fakes.services} />);
  fireEvent.mouseDown(await screen.findByRole('row', { name: /Quay/ }), { button: 0 });
  const name = await screen.findByRole('button', { name: 'Sender' });
  return { ...fakes, name };
}
const card = () => screen.findByRole('dialog', { name: 'Sender' });
const none = () => waitFor(() => expect(screen.queryByRole('dialog', { name: 'Sender' })).toBeNull());

it('appears on hover, stays while the pointer is on it, and goes', async () => {
  const { name } = await show();
  fireEvent.pointerEnter(name.parentElement as Element);
  const found = await card();
  expect(found.textContent).toContain('s@example.com');
  await within(found).findByText('3 messages from them on this computer, 3 to them');
  fireEvent.pointerLeave(name.parentElement as Element);
  fireEvent.pointerEnter(name.parentElement as Element);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await card();
  fireEvent.pointerLeave(name.parentElement as Element);
  await none();
});

it('appears on focus, Escape closes it and gives the focus back, and nothing is fetched', async () => {
  const { name, asked } = await show();
  name.focus();
  fireEvent.focus(name);
  const found = await card();
  expect(name.getAttribute('aria-expanded')).toBe('true');
  const { violations } = await axe.run(found, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
  within(found).getByRole('button', { name: 'Copy address' }).focus();
  fireEvent.keyDown(document.activeElement ?? found, { key: 'Escape' });
  await none();
  expect(document.activeElement).toBe(name);
  expect(asked('people.find' as never)).toEqual([]);
});

it('says where its person works, and who is in no address book can be put there', async () => {
  const { name, database, asked } = await show();
  fireEvent.click(name);
  fireEvent.click(await within(await card()).findByRole('button', { name: 'Add to address book' }));
  expect(await screen.findByLabelText('E-mail, one in a line')).toHaveProperty('value', 's@example.com');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(asked('cards.save')).toMatchObject([
      { key: null, contact: { emails: [{ address: 's@example.com' }] } },
    ]),
  );
  const phones = [{ kind: 'work' as const, number: '+47 73' }];
  const emails = [{ kind: 'work' as const, address: 'S@example.com' }];
  await openContactWriter(database).replace(
    'a',
    [{ ...NO_CONTACT, key: 'k', name: 'Sender', company: 'Quay & Co', phones, emails }],
    null,
  );
  fireEvent.click(name);
  const found = within(await card());
  await found.findByText('Quay & Co');
  found.getByText('+47 73');
  expect(found.queryByRole('button', { name: 'Add to address book' })).toBeNull();
});

it('writes to its person, and shows all mail from them', async () => {
  const { name, asked } = await show();
  fireEvent.click(name);
  fireEvent.click(within(await card()).getByRole('button', { name: 'New message' }));
  await waitFor(() =>
    expect(asked('draft.save')).toMatchObject([{ draft: { to: [{ address: 's@example.com' }] } }]),
  );
  fireEvent.click(name);
  fireEvent.click(within(await card()).getByRole('button', { name: 'All mail from' }));
  await waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', 'from:s@example.com'));
});
