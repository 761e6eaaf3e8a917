// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { HealthFacts } from '../../../shared/contracts/network.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { failing, fakeServices, type World } from './support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const WORK = 'https://mail.example.com';
const LAB = 'http://127.0.0.1:8025';
const request = (id: number, more: Partial<RequestFacts> = {}): RequestFacts => ({
  id,
  at: Date.now() - 60_000 + id,
  origin: WORK,
  method: 'SEARCH',
  path: '/exchange/dagny/Sent%20Items/',
  to: null,
  status: 207,
  broke: null,
  sent: 300,
  bytes: 1100,
  ms: 61,
  ...more,
});
const MOVE = request(2, {
  method: 'MOVE',
  path: '/exchange/dagny/Drafts/7f3a.EML',
  to: '/exchange/dagny/%23%23DavMailSubmissionURI%23%23/',
  status: null,
  broke: 'reset',
  ms: 31_000,
});
const FACTS: HealthFacts = {
  requests: [request(1), MOVE, request(3, { origin: LAB, status: 503 })],
  moods: [{ origin: LAB, circuit: 'open', until: Date.now() + 60_000, retriesLeft: 4 }],
  limits: [{ origin: WORK, bytes: 10 * 2 ** 20 }],
};

async function show(look: () => unknown, world: World = {}) {
  let looks = 0;
  const once = () => (looks++ === 0 ? look() : { ...FACTS, requests: [] });
  const fakes = await fakeServices({ ...world, engine: { 'health.look': once } });
  render(<App services={fakes.services} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Server health' }));
  return fakes;
}
const choose = async (name: RegExp) => fireEvent.click(await within(view()).findByRole('button', { name }));
const view = () => screen.getByRole('region', { name: 'Server health' });
const table = () => within(view()).getByRole('table');

describe('server health', () => {
  it('shows each server with its state, and the requests of the one that is looked at, newest first', async () => {
    await show(() => FACTS);
    // The one that needs looking after comes first.
    await within(view()).findByRole('heading', { name: '127.0.0.1:8025' });
    await choose(/mail\.example\.com/);
    await within(view()).findByText('2 requests in the last hour, 1 of them failed.');
    const paths = within(table())
      .getAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent);
    expect(paths[0]).toContain(
      'MOVE/exchange/dagny/Drafts/7f3a.EML → /exchange/dagny/##DavMailSubmissionURI##/reset',
    );
    expect(paths[1]).toContain('/exchange/dagny/Sent Items/207');
    await choose(/127\.0\.0\.1:8025.*Resting until/);
    await within(view()).findByRole('heading', { name: '127.0.0.1:8025' });
    expect(within(view()).getByText('Retries left').nextElementSibling?.textContent).toBe('4');
  });

  it('filters, says what it did not understand, and narrows to errors', async () => {
    await show(() => FACTS);
    await choose(/mail\.example\.com/);
    await within(view()).findByText('MOVE');
    fireEvent.change(within(view()).getByRole('searchbox'), { target: { value: 'path:Sent size:vast' } });
    expect(within(table()).queryByText('MOVE')).toBeNull();
    expect(within(view()).getByText('Not understood, so not used: size:vast')).toBeTruthy();
    fireEvent.change(within(view()).getByRole('searchbox'), { target: { value: '' } });
    fireEvent.click(within(view()).getByRole('button', { name: 'Errors' }));
    expect(within(table()).getAllByRole('row')).toHaveLength(2);
    expect(within(screen.getByRole('region', { name: 'Request log' })).getByRole('status').textContent).toBe(
      '1 of 2',
    );
  });

  it('saves what is shown as an archive, oldest first', async () => {
    const { asked } = await show(() => FACTS);
    await choose(/mail\.example\.com/);
    await within(view()).findByText('MOVE');
    fireEvent.click(within(view()).getByRole('button', { name: 'Export HAR…' }));
    await waitFor(() => expect(asked('text.save')).toHaveLength(1));
    const [{ name, text }] = asked('text.save') as [{ name: string; text: string }];
    expect(name).toBe('retinue.har');
    const { log } = JSON.parse(text) as { log: { entries: { request: { method: string } }[] } };
    expect(log.entries.map((each) => each.request.method)).toEqual(['SEARCH', 'MOVE']);
  });

  it('says so where the network process does not answer, and where nothing was asked yet', async () => {
    await show(failing({ kind: 'interrupted', sentence: 'The network process is starting again.' }));
    await within(view()).findByText('The network process is starting again.');
    await within(view()).findByRole('heading', { name: '127.0.0.1:8025' }, { timeout: 3000 });
    expect(within(view()).getByText('No requests yet.')).toBeTruthy();
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Server health' })).toBeNull());
  });
});
