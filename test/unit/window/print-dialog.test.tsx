// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { Toasts } from '../../../renderer/components/toasts.tsx';
import { PrintMail } from '../../../renderer/features/mail/print/print-mail.tsx';
import { OwnWindows } from '../../../renderer/features/mail/window/own-windows.tsx';
import { ServicesProvider } from '../../../renderer/hooks/services.ts';
import { messageNames } from '../../../shared/mail/thread-names.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { failing, fakeServices, mail, type World } from './support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(cleanup);

const STEPS = { push() {}, undo() {} };

async function show(selected: readonly string[], world: World = {}) {
  const thread = 'a|t';
  const rows = [mail(1, { thread }), mail(2, { thread }), mail(3, { messageId: '<three@example.com>' })];
  const fakes = await fakeServices({ rows, ...world });
  render(
    <ServicesProvider value={fakes.services}>
      <Toasts>
        <PrintMail selected={new Set(selected)} />
        <OwnWindows selected={new Set(selected)} steps={STEPS} />
      </Toasts>
    </ServicesProvider>,
  );
  const send = (command: 'print' | 'save-pdf') => act(() => fakes.services.commands.send(command));
  return { ...fakes, send };
}
const dialog = async () => within(await screen.findByRole('dialog', { name: 'Print' }));
const enabled = async (button: HTMLElement) =>
  await waitFor(() => expect((button as HTMLButtonElement).disabled).toBe(false));

it('prints a message, or its whole conversation oldest first, with the headers that are wanted', async () => {
  const { send, asked } = await show(['a|/m1'], { bridge: { 'paper.print': () => true } });
  send('print');
  const shown = await dialog();
  fireEvent.click(shown.getByLabelText('The whole conversation, 2 messages'));
  fireEvent.click(shown.getByLabelText('None'));
  const button = shown.getByRole('button', { name: 'Print…' });
  await enabled(button);
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [{ html }] = asked('paper.print') as [{ html: string }];
  expect(html.indexOf('Body of Subject 2')).toBeGreaterThan(0);
  expect(html.indexOf('Body of Subject 1')).toBeGreaterThan(html.indexOf('Body of Subject 2'));
  expect(html).not.toContain('<header>');
});

it('keeps the place of a message that cannot be had, says where the file is, and stays open when a dialog was closed', async () => {
  const sentence = 'The server is busy (503). Retinue sends it nothing until 14:32.';
  let answer: unknown = null;
  const { send, asked } = await show(['a|/m1', 'a|/m3'], {
    engine: {
      'message.open': ({ messageId }: { readonly messageId: string }) =>
        messageId === 'a|/m3' ? failing({ kind: 'throttled', sentence })() : null,
    },
    bridge: { 'paper.pdf': () => answer },
  });
  send('save-pdf');
  const shown = await dialog();
  expect(shown.queryByText(/conversation/)).toBeNull();
  const button = shown.getByRole('button', { name: 'Save as PDF…' });
  await enabled(button);
  fireEvent.click(button);
  await waitFor(() => expect(asked('paper.pdf')).toHaveLength(1));
  expect(asked('paper.pdf')[0]).toMatchObject({ name: 'Subject 3 and 1 other message' });
  expect((asked('paper.pdf')[0] as { html: string }).html).toContain(sentence);
  answer = { path: '/tmp/mail.pdf' };
  await enabled(button);
  fireEvent.click(button);
  await screen.findByText('Saved as /tmp/mail.pdf.');
});

it('opens the message of a link, and says so where there is none', async () => {
  const named = `a|${messageNames(['<three@example.com>'])[0]}`;
  const taken = ['retinue://message/a/%3Cthree%40example.com%3E'];
  const rows = [mail(2), mail(3, { messageId: '<three@example.com>', thread: named })];
  const fakes = await show([], { rows, bridge: { 'links.take': () => taken.splice(0) } });
  await waitFor(() => expect(fakes.asked('message.show')).toEqual([{ id: 'a|/m3' }]));
  taken.push('retinue://message/a/%2Fm2');
  fakes.emit('links.waiting', null);
  await waitFor(() => expect(fakes.asked('message.show')).toHaveLength(2));
  taken.push('retinue://message/a/%3Cother%40example.com%3E');
  fakes.emit('links.waiting', null);
  await screen.findByText(/^The message of this link is not on this computer\./);
  taken.push('retinue://settings');
  fakes.emit('links.waiting', null);
  await screen.findByText(/^This link names no message in Retinue\./);
  expect(fakes.asked('message.show')).toHaveLength(2);
});
