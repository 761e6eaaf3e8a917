// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { HealthFacts } from '../../../shared/contracts/network.ts';
import { FailureError } from '../../../shared/errors.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, failing, fakeServices, mail, opened, type World } from './support/fake-services.ts';

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
  const fakes = await fakeServices({ ...world, engine: { ...world.engine, 'health.look': once } });
  render(<App services={fakes.services} />);
  const button = await screen.findByRole('button', { name: 'Server health' });
  // Who listens for the command does so after the button is there.
  await act(async () => {});
  fireEvent.click(button);
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

const sick = (n: number, megabytes: number) =>
  mail(n, {
    size: megabytes * 2 ** 20,
    fault: { failure: { kind: 'server-fault', sentence: 'Failed (500).', status: 500 }, nextTryAt: null },
  });

describe('a server that sends', () => {
  const MAIL = 'smtp://mail.example.com:587';
  const sending = { host: 'mail.example.com', port: 587, security: 'starttls', user: 'dagny' } as const;
  const accounts = [{ ...ACCOUNT, dialect: 'plain' as const, sending: { ...sending, ownPassword: false } }];
  const smtp = (id: number, more: Partial<RequestFacts>) =>
    request(id, { origin: MAIL, method: 'SMTP', path: '/', ...more });

  it('is one of its own, whose refusals of a message are no faults, and can be tested', async () => {
    const requests = [
      smtp(1, { status: 250 }),
      smtp(2, { status: 550 }),
      smtp(3, { status: 421 }),
      smtp(4, { status: null, broke: 'interrupted' }),
    ];
    const step = { state: 'ok', sentence: 'It answers. No mail was sent.', fact: '' };
    const { asked } = await show(() => ({ ...FACTS, requests }), {
      accounts,
      bridge: {
        'accounts.checkSending': () => ({ steps: [step], failure: null, dialect: 'plain' }),
      },
    });
    await choose(/mail\.example\.com:587.*Sends for Work/);
    await within(view()).findByText('4 requests in the last hour, 2 of them failed.');
    fireEvent.click(within(view()).getByRole('button', { name: 'Test now' }));
    await within(view()).findByText('It answers. No mail was sent.');
    expect(asked('accounts.checkSending')).toEqual([
      { id: 'a', sending: { smtp: sending, same: true, password: '' } },
    ]);
    expect(within(view()).queryByRole('button', { name: 'Pause this server' })).toBeNull();
  });
});

describe('messages that a server fails at', () => {
  const rows = [sick(1, 38), sick(2, 61), mail(3, { size: 94 * 2 ** 20 }), mail(4, { size: 4096 })];
  const region = (name: string) => within(view()).findByRole('region', { name });

  it('stand there with their size and tries, and beside them those that are likely to fail next', async () => {
    await show(() => ({ ...FACTS, requests: [request(1, { method: 'GET', path: '/m1', status: 500 })] }), {
      rows,
    });
    await choose(/mail\.example\.com/);
    const failed = await region('Messages the server cannot convert');
    await within(failed).findByRole('row', { name: /Subject 1.*Inbox.*38 MB.*1.*Headers/ });
    const likely = await region('Largest messages likely to fail next');
    expect(within(likely).getAllByRole('row')).toHaveLength(2);
    within(likely).getByRole('row', { name: /Subject 3.*94 MB.*9 × the current limit/ });
    expect(within(view()).getByText('Message limit').nextElementSibling?.textContent).toBe('10 MB');
  });

  it('are all tried again one after the other, past one that fails still', async () => {
    let under = 0;
    const asked: string[] = [];
    const whole = async ({ messageId }: { readonly messageId: string }) => {
      under += 1;
      expect(under).toBe(1);
      asked.push(messageId);
      await Promise.resolve();
      under -= 1;
      if (messageId === 'a|/m1') throw new FailureError(sick(1, 1).fault!.failure);
      return opened(sick(2, 61));
    };
    await show(() => FACTS, { rows, engine: { 'message.whole': whole as never } });
    await choose(/mail\.example\.com/);
    const failed = await region('Messages the server cannot convert');
    fireEvent.click(await within(failed).findByRole('button', { name: 'Try all again' }));
    await within(failed).findByText('1 of 2 messages came whole.');
    expect(asked).toEqual(['a|/m1', 'a|/m2']);
  });

  it('are not tried while the server is down: the first that says so ends it', async () => {
    const whole = failing({ kind: 'offline', sentence: 'No way to the server.' });
    const { asked } = await show(() => FACTS, { rows, engine: { 'message.whole': whole } });
    await choose(/mail\.example\.com/);
    const failed = await region('Messages the server cannot convert');
    fireEvent.click(await within(failed).findByRole('button', { name: 'Try all again' }));
    await within(failed).findByText('No way to the server.');
    expect(asked('message.whole')).toHaveLength(1);
  });
});

describe('what a person does about a server', () => {
  const probe = (result: unknown) => ({ 'health.test': () => result });

  it.each([
    [{ kind: 'answered', status: 207, ms: 84 }, 'mail.example.com answered in 84 ms (207).'],
    [
      { kind: 'failed', failure: { kind: 'throttled', sentence: 'The server is busy (503).' }, ms: 12 },
      'The server is busy (503). That took 12 ms.',
    ],
  ])('tests it and reads what came: %o', async (result, sentence) => {
    const { asked } = await show(() => FACTS, { engine: probe(result) });
    await choose(/mail\.example\.com/);
    fireEvent.click(within(view()).getByRole('button', { name: 'Test now' }));
    await within(view()).findByText(sentence);
    expect(asked('health.test')).toEqual([{ accountId: 'a' }]);
  });

  it('pauses it, and sees everywhere that it is paused', async () => {
    const { asked } = await show(() => FACTS);
    await choose(/mail\.example\.com/);
    fireEvent.click(within(view()).getByRole('button', { name: 'Pause this server' }));
    await waitFor(() => expect(asked('server.pause')).toEqual([{ origin: WORK, paused: true }]));
    cleanup();
    await show(() => FACTS, { accounts: [{ ...ACCOUNT, paused: true }] });
    await choose(/mail\.example\.com.*Paused by you/);
    expect(within(view()).getByText(/^You paused this server\./)).toBeTruthy();
    expect(within(view()).getByText('1 paused')).toBeTruthy();
    expect(screen.getByText('Work: paused by you')).toBeTruthy();
    expect(within(view()).getByRole<HTMLButtonElement>('button', { name: 'Test now' }).disabled).toBe(true);
  });
});
