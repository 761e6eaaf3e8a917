// @vitest-environment happy-dom
import axe from 'axe-core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { meetingId } from '../../../renderer/store/rows.ts';
import { openMeetingWriter } from '../../../renderer/store/write-meetings.ts';
import { readMeeting } from '../../../shared/calendar/meeting.ts';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { invitation } from '../calendar/invitations.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, mail, opened } from './support/fake-services.ts';

type Draft = NetworkContract['calls']['draft.save']['args']['draft'];

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const ALEX = { name: 'Alex Lindqvist', address: 'alex@example.com', replyTo: null, signature: null };
const row = mail(1, { subject: 'Quay' });

async function show(calendar: string, identities = [ALEX], later: readonly string[] = []) {
  const fakes = await fakeServices({
    rows: [row],
    accounts: [{ ...ACCOUNT, identities: identities as never }],
    engine: { 'message.open': () => opened(row, { calendar }) },
  });
  const writer = openMeetingWriter(fakes.database);
  for (const text of [calendar, ...later]) {
    const meeting = readMeeting(text);
    if (meeting) await writer.learn('a', meeting);
  }
  render(<App services={fakes.services} />);
  fireEvent.mouseDown(await screen.findByRole('row', { name: /Quay/ }), { button: 0 });
  return { ...fakes, writer };
}
const card = async (name: string | RegExp) => within(await screen.findByRole('region', { name }));

it('shows what, where and who, and answers by mail that calendars understand', async () => {
  const { asked, database } = await show(invitation());
  const found = await card('Invitation');
  found.getByText('Brattøra quay, drawing set C');
  found.getByText('Room 4; Pirsenteret');
  found.getByText('Ingrid Halvorsen');
  expect(found.getByRole('list', { name: 'Attendees' }).textContent).toContain('Bo (accepted)');
  fireEvent.click(found.getByRole('button', { name: 'Add a comment…' }));
  fireEvent.change(found.getByLabelText('Comment for the organizer'), { target: { value: 'Ten past' } });
  fireEvent.click(found.getByRole('button', { name: 'Tentative' }));
  await waitFor(() => expect(asked('meeting.answered')).toHaveLength(1));
  const saved = asked('draft.save')[0] as { readonly draft: Draft };
  expect(saved.draft).toMatchObject({
    from: { address: 'alex@example.com' },
    to: [{ name: 'Ingrid Halvorsen', address: 'ingrid@example.com' }],
    subject: 'Tentative: Brattøra quay, drawing set C',
    body: { kind: 'text', text: 'Ten past' },
    calendar: { method: 'REPLY' },
  });
  expect(readMeeting(saved.draft.calendar?.text ?? '')).toMatchObject({
    method: 'reply',
    comment: 'Ten past',
    attendees: [{ name: 'Lindqvist, Alex', address: 'alex@example.com', partstat: 'tentative' }],
  });
  expect(asked('draft.send')).toMatchObject([{ id: saved.draft.id }]);
  expect(await database.meetings.count()).toBe(1);
});

it('has nothing that axe finds', async () => {
  await show(invitation({ more: ['RRULE:FREQ=WEEKLY;BYDAY=TH'] }));
  const found = await card('Invitation');
  found.getByText('Every week on Thursday');
  fireEvent.click(found.getByRole('button', { name: 'Add a comment…' }));
  const region = screen.getByRole('region', { name: 'Invitation' });
  const { violations } = await axe.run(region, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

it('remembers the answer, and forgets one that was taken back', async () => {
  const { writer, database } = await show(invitation());
  const meeting = readMeeting(invitation());
  if (!meeting) throw new Error('no meeting');
  await writer.answered('a', meeting, { partstat: 'accepted', at: Date.now(), outgoingId: 'o1' });
  const found = await card('Invitation');
  await found.findByText(/^You accepted: /);
  expect(found.getByRole('button', { name: 'Accept', pressed: true })).toBeDefined();
  await writer.takenBack([{ id: 'o1', state: { kind: 'taken-back', discarded: false } }]);
  await waitFor(() => expect(found.queryByText(/^You accepted/)).toBeNull());
  expect((await database.meetings.get(meetingId('a', meeting)))?.answer).toBeNull();
});

it.each([
  ['changed', invitation({ sequence: 1, stamp: '20261121T120000Z' }), /A later message changed this meeting/],
  ['cancelled', invitation({ method: 'CANCEL', sequence: 1 }), /A later message cancelled this meeting/],
])('says that a later message %s it, and offers no answer', async (_, later, words) => {
  await show(invitation(), [ALEX], [later]);
  const found = await card('Invitation');
  found.getByText(words);
  expect(found.queryByRole('button', { name: 'Accept' })).toBeNull();
});

it.each([
  ['CANCEL', {}, 'Cancelled meeting'],
  ['COUNTER', {}, 'Lindqvist, Alex proposes another time'],
  ['REFRESH', {}, 'Lindqvist, Alex asks for the newest invitation'],
  ['REPLY', {}, 'Lindqvist, Alex answered'],
  ['PUBLISH', {}, 'Event'],
])('says what a %s is, and offers no answer', async (method, more, words) => {
  await show(invitation({ method, ...more }));
  const found = await card(words);
  expect(found.queryByRole('button', { name: 'Accept' })).toBeNull();
});

it('says when the invitation does not name its reader, and sends nothing from nobody', async () => {
  const { asked } = await show(invitation(), []);
  const found = await card('Invitation');
  found.getByText(/does not name your address/);
  fireEvent.click(found.getByRole('button', { name: 'Accept' }));
  await screen.findByText(/It is not known which address this answer is from/);
  expect(asked('draft.save')).toEqual([]);
});

it('is nothing for a message with broken text where its meeting should be', async () => {
  await show('BEGIN:VCALENDAR\nnonsense');
  await screen.findByRole('heading', { name: 'Quay' });
  expect(screen.queryByText('Invitation')).toBeNull();
});
