// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, mail, opened, type World } from './support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** Opens the first message of a list, changed so. */
async function read(change: Partial<OpenedMessage>, world: World = {}) {
  const fakes = await fakeServices({
    rows: [mail(1), mail(2, { from: '"Ingrid Halvorsen" <ingrid@brattora.example>' })],
    ...world,
    engine: { 'message.open': () => opened(mail(1), change), ...world.engine },
  });
  render(<App services={fakes.services} />);
  const [row] = await screen.findAllByRole('row', { name: /Subject 1/ });
  if (row) fireEvent.mouseDown(row);
  if (row) fireEvent.click(row);
  await screen.findByTitle('Message text');
  return fakes;
}
const careful = () => screen.findByRole('region', { name: 'Be careful with this message' });

describe('signs of deceit', () => {
  it('are told above the message and beside the sender, the strongest first', async () => {
    await read({
      from: [{ name: 'boss@company.example', address: 'x@evil.test' }],
      replyTo: [{ name: '', address: 'y@other.test' }],
    });
    const strip = await careful();
    expect(strip.textContent).toContain(
      'shows boss@company.example, but the message says that it comes from',
    );
    expect(strip.textContent).not.toContain('y@other.test');
    fireEvent.click(within(strip).getByRole('button', { name: '1 more sign' }));
    expect(strip.textContent).toContain('Answers would go to y@other.test, not to the sender x@evil.test.');
    expect(screen.getByText('Look at who sent this')).toBeTruthy();
  });

  it('are not seen in an ordinary message', async () => {
    await read({});
    expect(screen.queryByRole('region', { name: 'Be careful with this message' })).toBeNull();
    expect(screen.queryByText('Look at who sent this')).toBeNull();
  });

  it('fold what does not fit beside them', async () => {
    await read({
      from: [{ name: 'boss@company.example', address: 'x@evil.test' }],
      html: '<p>x</p><img src="https://pictures.test/a.png" width="90" height="90">',
      notes: ['Something is odd about this message.'],
    });
    await careful();
    expect(screen.getByRole('region', { name: 'Blocked images' })).toBeTruthy();
    expect(screen.queryByText('Something is odd about this message.')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '1 more note' }));
    expect(screen.getByText('Something is odd about this message.')).toBeTruthy();
  });
});
