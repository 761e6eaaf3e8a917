// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { outgoing } from '../../helpers/outgoing.ts';
import { lostReply, MB } from '../../helpers/outgoing-story.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { failing, fakeServices, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const blocked = outgoing(
  'b',
  { kind: 'blocked', block: 'too-large', failure: null },
  { subject: 'Site photos', commands: ['try-now', 'take-back'], repairs: [], bytes: 31 * MB },
);
const unknown = (): OutgoingView =>
  outgoing(
    'u',
    { kind: 'unknown', since: Date.now(), looks: 1, nextLook: Date.now() + 60_000 },
    { subject: 'Signed minutes', commands: ['verify-now', 'send-again', 'take-back'] },
  );
const uploading: OutgoingState = { kind: 'uploading', sent: 5, total: 10, rate: 0 };
const moving = outgoing('m', uploading, { subject: 'Fender list', commands: ['take-back'] });

async function show(rows: readonly OutgoingView[], world: World = {}) {
  const fakes = await fakeServices({
    ...world,
    engine: { 'outgoing.steps': () => lostReply(), ...world.engine },
  });
  await fakes.database.outgoing.bulkPut([...rows]);
  render(<App services={fakes.services} />);
  const change = (next: OutgoingView) => act(() => fakes.database.outgoing.put(next));
  return { ...fakes, change };
}
async function open(rows: readonly OutgoingView[], world: World = {}) {
  const fakes = await show(rows, world);
  fireEvent.click(await screen.findByRole('treeitem', { name: /^Outbox/ }));
  if (rows.length > 0) await screen.findByRole('row', { name: new RegExp(`^${rows[0]?.subject}`) });
  return fakes;
}
const row = (subject: string) => screen.getByRole('row', { name: new RegExp(`^${subject}`) });
const focused = () => document.activeElement?.closest('[data-id]')?.getAttribute('data-id');
const panel = () => screen.getByRole('main');

describe('the Outbox', () => {
  it('is counted in the tree and in the status bar', async () => {
    await show([blocked, moving]);
    await screen.findByRole('treeitem', { name: 'Outbox, 2 items, 1 needs you' });
    fireEvent.click(await screen.findByRole('button', { name: 'Outbox: 1 needs you' }));
    await screen.findByRole('heading', { name: 'Outbox' });
    await waitFor(() => expect(document.title).toBe('Outbox \u2013 all accounts \u2013 Retinue'));
  });

  it('says that nothing waits', async () => {
    await open([]);
    await screen.findByText('Nothing waits.');
  });

  it('groups by who has to act', async () => {
    await open([moving, unknown(), blocked]);
    const groups = screen.getAllByRole('rowgroup');
    expect(groups.map((group) => within(group).getAllByRole('row').length)).toEqual([2, 2, 2]);
    expect(screen.getByRole('rowgroup', { name: 'Needs you' }).textContent).toContain('Site photos');
    expect(screen.getByRole('rowgroup', { name: 'Being checked' }).textContent).toContain('Signed minutes');
    expect(
      screen.getByText('3 messages. 1 needs you, 1 is being checked, 1 goes out by itself.'),
    ).toBeTruthy();
  });

  it('bears no subject, a long and a misleading one', async () => {
    const long = 'x'.repeat(200);
    await open([
      outgoing('1', uploading, { subject: long }),
      outgoing('2', uploading, { subject: '', recipients: [] }),
      outgoing('3', uploading, { subject: 'a\u202egnp.exe' }),
    ]);
    expect(row('No subject')).toBeTruthy();
    expect(document.querySelector('.direction-mark')).not.toBeNull();
  });

  it('is worked by keys alone, and never loses the focus', async () => {
    const { asked, change, database } = await open([moving, unknown(), blocked]);
    act(() => row('Site photos').focus());
    fireEvent.keyDown(row('Site photos'), { key: 'ArrowDown' });
    expect(focused()).toBe('u');
    fireEvent.keyDown(row('Signed minutes'), { key: 'ArrowUp' });
    fireEvent.keyDown(row('Site photos'), { key: 'ArrowRight' });
    expect(document.activeElement?.textContent).toBe('Try now');
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowRight' });
    expect(document.activeElement?.textContent).toBe('Take back');
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowLeft' });
    fireEvent.click(document.activeElement as Element);
    await waitFor(() => expect(asked('outgoing.command')).toEqual([{ id: 'b', command: 'try-now' }]));
    // The button goes and the row stands in another group.
    await change({ ...blocked, state: { kind: 'checking' }, commands: ['take-back'] });
    await waitFor(() => expect(document.activeElement?.getAttribute('data-id')).toBe('b'));
    await act(() => database.outgoing.delete('b'));
    await waitFor(() => expect(focused()).toBeTruthy());
    for (const { id } of await database.outgoing.toArray()) await act(() => database.outgoing.delete(id));
    await waitFor(() => expect(document.activeElement?.getAttribute('data-pane')).toBe('list'));
  });

  it('opens what happened with Enter, and F6 goes round', async () => {
    await open([blocked, moving]);
    act(() => row('Site photos').focus());
    fireEvent.keyDown(row('Site photos'), { key: 'Enter' });
    await waitFor(() => expect(document.activeElement).toBe(panel()));
    fireEvent.keyDown(window, { key: 'F6' });
    expect(document.activeElement?.getAttribute('role')).toBe('treeitem');
    fireEvent.keyDown(window, { key: 'F6' });
    expect(focused()).toBe('b');
    fireEvent.keyDown(window, { key: 'W', ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(document.activeElement).toBe(panel()));
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(focused()).toBe('b'));
  });
});

describe('what happened', () => {
  it('shows verdict, facts and steps of the selected message', async () => {
    await open([unknown()]);
    const items = await within(panel()).findAllByRole('listitem');
    expect(items[3]?.getAttribute('aria-label')).toBe(
      '14:24:10, failed: server failed while taking it over, 500, 2.1 seconds',
    );
    expect(within(panel()).getByText('We do not know yet whether this was sent.')).toBeTruthy();
    expect(within(panel()).getByText('Gone (404)')).toBeTruthy();
    expect(within(panel()).getByText('Not yet, 2 looks')).toBeTruthy();
  });

  it('is read again when the message changes, and says when it cannot be read', async () => {
    let fails = false;
    const sentence = 'Its journal could not be read.';
    const fail = failing({ kind: 'not-found', sentence });
    const { asked, change } = await open([unknown()], {
      engine: { 'outgoing.steps': () => (fails ? fail() : lostReply()) },
    });
    await within(panel()).findAllByRole('listitem');
    const before = asked('outgoing.steps').length;
    fails = true;
    await change({ ...unknown(), state: { kind: 'filing', submittedAt: Date.now(), nextTry: null } });
    await within(panel()).findByText(sentence);
    expect(asked('outgoing.steps').length).toBeGreaterThan(before);
    expect(within(panel()).getAllByRole('listitem').length).toBeGreaterThan(5);
  });

  it('asks before it sends again, with the risk, and does nothing unless told', async () => {
    const { asked } = await open([unknown()]);
    const again = within(panel()).getByRole('button', { name: 'Send again…' });
    fireEvent.click(again);
    const dialog = screen.getByRole('dialog', { name: 'Send this message again?' });
    expect(dialog.textContent).toContain('its 1 recipient gets it twice');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Do not send' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('outgoing.command')).toEqual([]);
    fireEvent.click(again);
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(asked('outgoing.command')).toEqual([{ id: 'u', command: 'send-again' }]));
  });

  it('keeps the focus in the pane when its message goes', async () => {
    const { database } = await open([unknown(), moving]);
    const verify = within(panel()).getByRole('button', { name: 'Verify now' });
    act(() => verify.focus());
    await act(() => database.outgoing.delete('u'));
    await within(panel()).findByRole('heading', { name: 'Fender list' });
    expect(panel().contains(document.activeElement)).toBe(true);
    await act(() => database.outgoing.delete('m'));
    await screen.findByText('Nothing waits.');
    expect(document.activeElement).toBe(panel());
  });

  it('verifies by key, and shows why a command was refused', async () => {
    const sentence = 'It has been sent meanwhile.';
    await open([unknown()], { engine: { 'outgoing.command': failing({ kind: 'conflict', sentence }) } });
    await within(panel()).findAllByRole('listitem');
    fireEvent.keyDown(window, { key: 'V', ctrlKey: true, shiftKey: true });
    await screen.findByText(sentence);
  });

  it('copies a report', async () => {
    let text = '';
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (copied: string) => void (text = copied) },
    });
    await open([unknown()]);
    await within(panel()).findAllByRole('listitem');
    fireEvent.click(within(panel()).getByRole('button', { name: 'Copy report' }));
    await screen.findByText(/The report is on the clipboard/);
    expect(text).toContain('Server failed while taking it over');
    expect(text).not.toContain('Signed minutes');
  });
});

describe('sending', () => {
  const queued = () =>
    outgoing('q', { kind: 'queued', sendAt: Date.now() + 3900 }, { commands: ['take-back', 'send-now'] });

  it('counts down from the stored deadline, said at the beginning and near the end', async () => {
    await show([queued()]);
    const toast = await screen.findByRole('group', { name: 'Undo sending' });
    expect(toast.textContent).toContain('Sends in 4 s.');
    expect(screen.getByText('Subject q: sends in 4 s. Control Z undoes it.')).toBeTruthy();
    await screen.findByText('Sends in 3 s.', { selector: '[aria-live="polite"]' }, { timeout: 3000 });
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Undo sending' })).toBeNull(), {
      timeout: 6000,
    });
  });

  it('is undone by button and by key, or hurried', async () => {
    const { asked } = await show([queued()]);
    const toast = await screen.findByRole('group', { name: 'Undo sending' });
    fireEvent.click(within(toast).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked('outgoing.command')).toHaveLength(1));
    fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    fireEvent.click(within(toast).getByRole('button', { name: 'Send now' }));
    await waitFor(() =>
      expect(asked('outgoing.command')).toEqual([
        { id: 'q', command: 'take-back' },
        { id: 'q', command: 'take-back' },
        { id: 'q', command: 'send-now' },
      ]),
    );
  });

  it('tells a screen reader of a refusal at once', async () => {
    const { change } = await show([moving]);
    await screen.findByRole('treeitem', { name: 'Outbox, 1 item' });
    await change({ ...moving, state: blocked.state });
    await screen.findByText(/Refused: too large\./, { selector: '[aria-live="assertive"]' });
  });
});

describe('access', () => {
  it.each([[[blocked, unknown(), moving]], [[]]])('has nothing that axe finds (%#)', async (rows) => {
    await open(rows);
    if (rows.length > 0) await within(panel()).findAllByRole('listitem');
    const { violations } = await axe.run(document.body, {
      // Colours and sizes need a browser that lays out: the application test looks at those.
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('a server that is paused', () => {
  it('is why its messages wait, and is resumed from there', async () => {
    const waiting = outgoing('p', { kind: 'queued', sendAt: 0 }, { subject: 'Held', isPaused: true });
    const { asked } = await open([waiting]);
    expect(row('Held').textContent).toContain('You paused this server.');
    fireEvent.click(within(row('Held')).getByRole('button', { name: 'Resume this server' }));
    await waitFor(() =>
      expect(asked('server.pause')).toEqual([{ origin: 'https://mail.example.com', paused: false }]),
    );
  });
});

describe('a person who works offline', () => {
  it('is told so beside each message that waits for it, and goes online from there', async () => {
    const waiting = outgoing(
      'p',
      { kind: 'queued', sendAt: 0 },
      { subject: 'Held', isPaused: true, isOffline: true },
    );
    const { asked } = await open([waiting]);
    expect(row('Held').textContent).toContain('You work offline. Still on this computer only.');
    fireEvent.click(within(row('Held')).getByRole('button', { name: 'Go online' }));
    await waitFor(() => expect(asked('work.offline')).toEqual([{ offline: false }]));
  });
});

describe('what the system tells', () => {
  it('is told once, also over a restart', async () => {
    const fakes = await show([blocked]);
    await waitFor(() => expect(fakes.asked('notice.show')).toHaveLength(1));
    cleanup();
    render(<App services={fakes.services} />);
    await screen.findByRole('treeitem', { name: 'Outbox, 1 item, 1 needs you' });
    expect(fakes.asked('notice.show')).toHaveLength(1);
  });
});

describe('the error log', () => {
  it('leads to the message that stands still', async () => {
    await show([blocked, unknown()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Error log' }));
    const log = await screen.findByRole('complementary', { name: 'Error log' });
    expect(await within(log).findByRole('button', { name: 'Open in Outbox' })).toBeTruthy();
    fireEvent.click(within(log).getByRole('button', { name: 'What happened' }));
    await waitFor(() => expect(row('Signed minutes').getAttribute('aria-selected')).toBe('true'));
    expect(screen.queryByRole('complementary', { name: 'Error log' })).toBeNull();
  });
});
