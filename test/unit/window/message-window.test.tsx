// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { Toasts } from '../../../renderer/components/toasts.tsx';
import { MessageWindow } from '../../../renderer/features/mail/window/message-window.tsx';
import { ServicesProvider } from '../../../renderer/hooks/services.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, folder, mail, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const TRASH = folder('a|/Deleted Items', 'deleted');

async function showWindow(world: World = {}) {
  const fakes = await fakeServices({ rows: [mail(1), mail(2)], folders: [TRASH], ...world });
  render(
    <ServicesProvider value={fakes.services}>
      <Toasts>
        <MessageWindow messageId="a|/m1" />
      </Toasts>
    </ServicesProvider>,
  );
  await screen.findByRole('heading', { name: 'Subject 1' });
  const remove = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete' });
  await waitFor(() => expect(remove.disabled).toBe(false));
  return { ...fakes, remove };
}

it('is called what the message is about and closes with Escape', async () => {
  const { asked } = await showWindow();
  await waitFor(() => expect(document.title).toBe('Subject 1'));
  fireEvent.keyDown(document.body, { key: 'Escape' });
  await waitFor(() => expect(asked('message.close')).toHaveLength(1));
});

it('closes when its message was deleted, and leaves the way back to the main window', async () => {
  const { asked, remove } = await showWindow({ engine: { 'messages.move': () => ({ step: 7, count: 1 }) } });
  fireEvent.click(remove);
  await waitFor(() => expect(asked('message.close')).toHaveLength(1));
  expect(asked('messages.move')).toEqual([{ messageIds: ['a|/m1'], folderId: TRASH.id }]);
  expect(asked('message.left')).toEqual([{ steps: [7], sentence: '1 message moved to Deleted Items.' }]);
});

it('stays open and says why when its message could not be deleted', async () => {
  const { asked, remove } = await showWindow({
    engine: {
      'messages.move': () => {
        throw new Error('The disk is full.');
      },
    },
  });
  fireEvent.click(remove);
  await screen.findByRole('status');
  await waitFor(() => expect(screen.getByRole('status').textContent).not.toBe(''));
  expect(asked('message.close')).toEqual([]);
});

it('gives a flag with a date, makes a rule and goes to another mailbox as in the main window', async () => {
  const flagged: unknown[] = [];
  const { services } = await showWindow({
    engine: {
      'messages.flag': (args) => {
        flagged.push(args);
        return { step: 1 };
      },
    },
  });
  const bar = within(screen.getByRole('toolbar', { name: 'Window' }));
  fireEvent.click(bar.getByRole('button', { name: 'Follow up' }));
  fireEvent.click(bar.getByRole('menuitem', { name: 'No date' }));
  fireEvent.click(bar.getByRole('button', { name: 'Flag' }));
  await waitFor(() => expect(flagged).toHaveLength(2));
  expect(flagged[0]).toEqual({ messageIds: ['a|/m1'], flagged: true, followUp: {} });

  act(() => services.commands.send('rule-from-message'));
  await screen.findByRole('dialog', { name: 'Rule' });
  act(() => services.commands.send('carry'));
  await screen.findByRole('dialog', { name: 'To another mailbox' });
});

it('messages whose windows were open when Retinue ended have them again; what is gone is left out', async () => {
  const { services, asked } = await fakeServices({
    rows: [mail(1), mail(2)],
    bridge: { 'windows.take': () => ['a|/m2', 'a|/gone', 'a|/m1'] },
  });
  render(<App services={services} />);
  await waitFor(() => expect(asked('message.show')).toEqual([{ id: 'a|/m2' }, { id: 'a|/m1' }]));
});

it('opens the selected messages from the main window, and takes back what left through another', async () => {
  const fakes = await fakeServices({ rows: [mail(1), mail(2)], folders: [TRASH] });
  render(<App services={fakes.services} />);
  const row = await screen.findByRole('row', { name: /Subject 1/ });
  fireEvent.mouseDown(row);
  fireEvent.doubleClick(row);
  await waitFor(() => expect(fakes.asked('message.show')).toEqual([{ id: 'a|/m1' }]));
  act(() => fakes.emit('message.left', { steps: [7], sentence: '1 message moved to Deleted Items.' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(fakes.asked('messages.undo')).toEqual([{ step: 7 }]));
});
