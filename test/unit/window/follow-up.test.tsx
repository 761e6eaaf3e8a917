// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { openWriter } from '../../../renderer/store/writer.ts';
import { localDay } from '../../../shared/local-days.ts';
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

const ago = (minutes: number) => Math.floor(Date.now() / 60_000) * 60_000 - minutes * 60_000;
const flagged = (n: number, reminder: number) => mail(n, { flagged: true, followUp: { reminder } });

async function show(rows: Parameters<typeof mail>[1][]) {
  let writer: ReturnType<typeof openWriter> | undefined;
  const fakes = await fakeServices({
    rows: rows.map((row, nth) => mail(nth + 1, row)),
    engine: {
      'reminders.told': async ({ told }: { readonly told: readonly { id: string; at: number }[] }) => {
        await writer?.reminded(told);
        return null;
      },
      'messages.flag': () => ({ step: 1, count: 1 }),
      'messages.complete': () => ({ step: 2, count: 1 }),
    },
  });
  writer = openWriter(fakes.database);
  const window = render(<App services={fakes.services} />);
  await screen.findByRole('row', { name: /Subject 1/ });
  return { ...fakes, window };
}

it('reminders that were missed come together, and no second time', async () => {
  const rows = [flagged(1, ago(9)), flagged(2, ago(3)), flagged(3, ago(-60))];
  const { asked, database, services, window } = await show(rows);
  await waitFor(() => expect(asked('reminders.told')).toHaveLength(1));
  expect(asked('notice.reminder')).toEqual([
    {
      title: '2 reminders',
      body: 'Subject 1\nSubject 2',
      folderId: 'smart:flagged',
      messageId: null,
      count: 2,
    },
  ]);
  await waitFor(async () => expect(await database.reminded.count()).toBe(2));
  window.unmount();
  render(<App services={services} />);
  await screen.findByRole('row', { name: /Subject 1/ });
  await waitFor(async () => expect(await services.reader.reminders(Date.now())).toEqual([]));
  expect(asked('notice.reminder')).toHaveLength(1);
});

it('the dialog sets day and reminder, and takes no reminder of the past', async () => {
  const { asked } = await show([{}]);
  fireEvent.mouseDown(screen.getByRole('row', { name: /Subject 1/ }));
  fireEvent.keyDown(screen.getByRole('treegrid'), { key: 'Y', ctrlKey: true, shiftKey: true });
  const dialog = within(await screen.findByRole('dialog', { name: 'Follow up 1 message' }));
  const apply = () => dialog.getByRole('button', { name: 'Apply' }) as HTMLButtonElement;
  fireEvent.click(dialog.getByRole('button', { name: 'Today' }));
  fireEvent.click(dialog.getByRole('checkbox'));
  const time = dialog.getByLabelText('Time of the reminder');
  fireEvent.change(time, { target: { value: '2020-01-01T08:00' } });
  expect(dialog.getByRole('status').textContent).toBe('This time is over. Choose a later one.');
  expect(apply().disabled).toBe(true);
  fireEvent.change(time, { target: { value: '2099-12-04T08:30' } });
  fireEvent.click(apply());
  await waitFor(() =>
    expect(asked('messages.flag')).toEqual([
      {
        messageIds: ['a|/m1'],
        flagged: true,
        followUp: { due: localDay(Date.now()), reminder: new Date(2099, 11, 4, 8, 30).getTime() },
      },
    ]),
  );
});

it('a message that is overdue or complete says so in its row', async () => {
  const today = localDay(Date.now());
  await show([
    { flagged: true, followUp: { due: today } },
    { flagged: true, followUp: { due: today - 1 } },
    { followUp: { due: today, done: ago(5) } },
  ]);
  const flagOf = (n: number) =>
    within(screen.getByRole('row', { name: new RegExp(`Subject ${n}\\b`) })).getByRole('button');
  expect(flagOf(1).getAttribute('aria-label')).toBe('Flagged, due today. Remove flag');
  expect(flagOf(2).getAttribute('title')).toMatch(/^Flagged, overdue since .+\. Remove flag$/);
  expect(flagOf(2).getAttribute('data-look')).toBe('overdue');
  expect(flagOf(3).getAttribute('aria-label')).toBe('Complete. Flag again');
  screen.getByRole('row', { name: /Subject 3.* Complete\.$/ });
});
