// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { repairNodeName } from '../window/support/dom-for-dompurify.ts';
import { fakeServices, mail } from '../window/support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** Opens the first message with this choice, then goes to the second; gives what was asked meanwhile. */
async function readTwo(choice: string) {
  localStorage.setItem('retinue.mark-read', choice);
  const { services, asked } = await fakeServices({ rows: [mail(1, { read: false }), mail(2)] });
  render(<App services={services} />);
  await screen.findAllByRole('row', { name: /Subject/ });
  const down = () => fireEvent.keyDown(screen.getByRole('treegrid'), { key: 'ArrowDown' });
  down();
  await screen.findByTitle('Message text');
  const first = [...asked('message.read')];
  down();
  await screen.findByRole('heading', { name: 'Subject 2' });
  return { first, asked: () => asked('message.read') };
}
const MARKED = [{ messageIds: ['a|/m1'], read: true }];

describe('a message is marked as read', () => {
  it('when it is left, where its person wants it so', async () => {
    const { first, asked } = await readTwo('"leaving"');
    expect(first).toEqual([]);
    await waitFor(() => expect(asked()).toEqual(MARKED));
  });

  it('never by itself, where its person wants it so', async () => {
    const { asked } = await readTwo('"never"');
    expect(asked()).toEqual([]);
  });

  it('at once, where its person wants it so', async () => {
    const { asked } = await readTwo('0');
    await waitFor(() => expect(asked()).toEqual(MARKED));
  });
});
