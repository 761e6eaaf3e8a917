// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { Finding } from '../../../shared/delivery/findings.ts';
import { failWith } from '../engine/fake-network.ts';
import { outgoing } from '../../helpers/outgoing.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, NOW, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const left: Finding = {
  id: 'one',
  mechanism: 'foreign-drafts',
  severity: 'trouble',
  blame: 'item',
  item: { href: '/exchange/dagny/Drafts/a.EML', subject: 'Signed minutes', messageId: '<m@x>', size: 312 },
  since: NOW - 3 * 86_400_000,
  evidence: [{ sentence: 'It is unsent.' }, { sentence: 'No message with its Message-ID is in Sent Items.' }],
  actions: ['adopt-and-send', 'open', 'save-as-eml', 'delete', 'leave'],
};

async function open(world: World = {}) {
  const fakes = await fakeServices({ ...world, engine: { 'findings.look': () => [left], ...world.engine } });
  await fakes.database.outgoing.bulkPut([
    outgoing('1', { kind: 'done', submittedAt: NOW }, { messageId: '<other@x>' }),
  ]);
  render(<App services={fakes.services} />);
  fireEvent.click(await screen.findByRole('treeitem', { name: /^Stuck & failed/ }));
  return fakes;
}
const region = () => screen.findByRole('region', { name: 'Found on the server' });

describe('what is stuck on the server', () => {
  it('is looked for when the folder is opened, counted, and says why', async () => {
    await open();
    const item = await within(await region()).findByText('Signed minutes');
    expect(item).toBeTruthy();
    await screen.findByRole('treeitem', { name: 'Stuck & failed, 1 item, 1 needs you' });
    expect((await region()).textContent).toContain('No message with its Message-ID is in Sent Items.');
    expect(screen.queryByRole('row', { name: /^Subject 1/ })).toBeNull();
  });

  it('is asked about before anything is done, and looked at again afterwards', async () => {
    const { asked } = await open({
      engine: { 'findings.act': () => ({ sentence: 'It is in the Outbox.' }) },
    });
    fireEvent.click(await within(await region()).findByRole('button', { name: 'Adopt and send…' }));
    fireEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave it there' }),
    );
    expect(asked('findings.act')).toEqual([]);
    fireEvent.click(await within(await region()).findByRole('button', { name: 'Adopt and send…' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Adopt and send' }));
    await screen.findByText('It is in the Outbox.');
    expect(asked('findings.act')).toEqual([{ accountId: 'a', id: 'one', act: 'adopt-and-send' }]);
    await waitFor(() => expect(asked('findings.look').length).toBe(2));
  });

  it('says why an account could not be looked at', async () => {
    await open({
      engine: { 'findings.look': () => failWith({ kind: 'offline', sentence: 'There is no way there.' }) },
    });
    await within(await region()).findByText(/There is no way there\./);
  });

  it('is left where it is, for good', async () => {
    await open();
    fireEvent.click(await within(await region()).findByRole('button', { name: 'Leave it there' }));
    await waitFor(() => expect(screen.queryByText('Signed minutes')).toBeNull());
    await screen.findByRole('treeitem', { name: 'Stuck & failed' });
  });
});
