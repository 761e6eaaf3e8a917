// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { identityOf } from '../../../shared/mail/compose/identity.ts';
import type { SignatureProblem } from '../../../shared/mail/signature.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, failing, fakeServices, mail, NOW, opened, type World } from './support/fake-services.ts';

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

const ASKS = [['disposition-notification-to', '<s@example.com>']] as const;
const PERSON = identityOf({ name: 'Dagny', address: 'd@example.com' });

describe('a receipt that the sender asks for', () => {
  const strip = () => screen.findByRole('region', { name: 'Receipt' });
  const account = { ...ACCOUNT, identities: [PERSON] };

  it('is sent only when the person says so, by the Outbox, once', async () => {
    const { asked } = await read({ headers: ASKS }, { accounts: [account] });
    const shown = await strip();
    expect(shown.textContent).toContain(
      'Sender asks for a receipt that you read this; it would go to s@example.com.',
    );
    expect(asked('draft.save')).toEqual([]);
    fireEvent.click(within(shown).getByRole('button', { name: 'Send receipt' }));
    await screen.findByText(/You sent a receipt on/);
    const [saved] = asked('draft.save') as readonly { readonly draft: Draft }[];
    expect(saved?.draft.to).toEqual([{ name: '', address: 's@example.com' }]);
    expect(saved?.draft.receipt?.recipient).toBe('d@example.com');
    expect(saved?.draft.id).toMatch(/^[0-9a-f]{32}$/);
    expect(asked('draft.send')).toEqual([{ id: saved?.draft.id, sendAt: expect.any(Number), anyway: false }]);
  });

  it('is refused for good', async () => {
    const { asked } = await read({ headers: ASKS }, { accounts: [account] });
    fireEvent.click(within(await strip()).getByRole('button', { name: 'Don’t send' }));
    expect(screen.queryByRole('region', { name: 'Receipt' })).toBeNull();
    cleanup();
    await read({ headers: ASKS }, { accounts: [account] });
    expect(screen.queryByRole('region', { name: 'Receipt' })).toBeNull();
    expect(asked('draft.send')).toEqual([]);
  });

  it('says where it would go when that is elsewhere, and is not asked of oneself', async () => {
    await read({ headers: [['disposition-notification-to', 'x@evil.test']] }, { accounts: [account] });
    expect((await strip()).textContent).toContain('sent to x@evil.test, which is elsewhere');
    cleanup();
    await read({ headers: ASKS, from: [{ name: '', address: 'D@example.com' }] }, { accounts: [account] });
    expect(screen.queryByRole('region', { name: 'Receipt' })).toBeNull();
  });
});

describe('mail of a list', () => {
  const LIST = [
    ['list-unsubscribe', '<https://u.shop.example/x>, <mailto:off@shop.example>'],
    ['list-unsubscribe-post', 'List-Unsubscribe=One-Click'],
    ['dkim-signature', 'd=shop.example; h=list-unsubscribe:list-unsubscribe-post'],
  ] as const;
  const strip = () => screen.findByRole('region', { name: 'Mailing list' });

  it('is left by one press, and remembers that', async () => {
    const engine = { 'list.unsubscribe': () => ({ status: 202, location: null }) };
    const { asked } = await read({ headers: LIST }, { engine });
    const shown = await strip();
    expect(shown.textContent).toContain('Retinue does not check such signatures.');
    expect(asked('list.unsubscribe')).toEqual([]);
    fireEvent.click(within(shown).getByRole('button', { name: 'Unsubscribe' }));
    await screen.findByText(/u\.shop\.example took your request to be taken off this list \(202\)/);
    expect(asked('list.unsubscribe')).toEqual([{ url: 'https://u.shop.example/x' }]);
    cleanup();
    await read({ headers: LIST }, { engine });
    expect((await strip()).textContent).toContain('You asked to be taken off this list on');
  });

  it('offers the other ways where the server did not do it, and asks before a page is opened', async () => {
    await read(
      { headers: LIST },
      { engine: { 'list.unsubscribe': () => ({ status: 404, location: null }) } },
    );
    fireEvent.click(within(await strip()).getByRole('button', { name: 'Unsubscribe' }));
    await screen.findByText(/did not take your request \(404\)/);
    expect(within(await strip()).getByRole('button', { name: 'Unsubscribe by mail…' })).toBeTruthy();
    fireEvent.click(within(await strip()).getByRole('button', { name: 'Unsubscribe page…' }));
    expect((await screen.findByRole('dialog', { name: 'Open this link' })).textContent).toContain(
      'u.shop.example/x',
    );
  });

  it('is wrong in no way that axe knows', async () => {
    await read({ headers: [...LIST, ...ASKS], from: [{ name: 'a@b.example', address: 'x@evil.test' }] });
    await careful();
    const options = { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } } as const;
    const { violations } = await axe.run(document.body, { ...options, iframes: false });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

it('a receipt that came is shown as such', async () => {
  const receipt = {
    recipient: 'bo@example.com',
    originalMessageId: null,
    disposition: 'displayed',
    isManual: true,
  } as const;
  await read({ receipt });
  expect((await screen.findByRole('region', { name: 'Read receipt' })).textContent).toBe(
    'This is a read receipt. bo@example.com says that your message was shown.',
  );
});

describe('a signature', () => {
  const SIGNED = {
    kind: 'signed',
    covers: 'whole',
    signer: 'Alex',
    issuer: 'CA',
    signedAt: NOW,
    problems: [],
  } as const;
  const strip = () => screen.findByRole('region', { name: 'Signature' });

  it('is told with what it is worth, and what was not looked at', async () => {
    await read({ signature: SIGNED });
    const shown = await strip();
    expect(shown.textContent).toContain('Signed by Alex, verified.');
    fireEvent.click(within(shown).getByRole('button', { name: 'Details' }));
    expect(shown.textContent).toContain('Retinue does not ask whether the certificate was withdrawn');
    expect(shown.textContent).toContain('Subject, sender and date are not covered');
  });

  it.each<[SignatureProblem, string]>([
    [{ kind: 'changed' }, 'Signed, but the text is not the one that was signed.'],
    [
      { kind: 'other-address', addresses: ['x@y.z'] },
      'Signed, but by another than the sender: the certificate is for x@y.z.',
    ],
    [{ kind: 'unknown-issuer' }, 'Signed, but nobody whom this computer trusts vouches for the certificate.'],
    [{ kind: 'weak-digest', name: 'SHA-1' }, 'Signed, but by an old method (SHA-1) that can be forged.'],
  ])('says what is wrong: %j', async (problem, words) => {
    await read({ signature: { ...SIGNED, problems: [problem] } });
    expect((await strip()).textContent).toContain(words);
  });

  it('vouches for its part only', async () => {
    await read({ signature: { ...SIGNED, covers: 'part' } });
    expect((await strip()).textContent).toContain('The rest could be anybody’s.');
  });

  it('is told from encryption', async () => {
    await read({ signature: { kind: 'encrypted' } });
    const shown = await screen.findByRole('region', { name: 'Encrypted' });
    expect(shown.textContent).toContain('Retinue cannot open it. Save the attachment');
  });
});

describe('all headers', () => {
  const text =
    'Received: from a\r\n by b\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nReceived: from c\r\n\r\nBody';

  it('are told in order, decoded, and as they came', async () => {
    await read({}, { engine: { 'message.source': () => ({ text, cut: false }) } });
    fireEvent.keyDown(window, { key: 'H', ctrlKey: true, shiftKey: true });
    const fields = await screen.findByRole('region', { name: 'Headers' });
    await waitFor(() => expect(fields.textContent).toBe('Receivedfrom a by bSubjectGrüßeReceivedfrom c'));
    fireEvent.click(screen.getByRole('button', { name: 'As they came' }));
    expect(screen.getByLabelText('Headers as they came').textContent).toBe(
      'Received: from a\n by b\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nReceived: from c',
    );
    fireEvent.keyDown(window, { key: 'H', ctrlKey: true, shiftKey: true });
    await screen.findByTitle('Message text');
  });

  it('say why they cannot be told', async () => {
    const sentence = 'The server is away.';
    await read({}, { engine: { 'message.source': failing({ kind: 'server-fault', sentence }) } });
    fireEvent.keyDown(window, { key: 'H', ctrlKey: true, shiftKey: true });
    await screen.findByText(sentence);
  });
});

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
      notes: [{ sentence: 'Something is odd about this message.' }],
    });
    await careful();
    expect(screen.getByRole('region', { name: 'Blocked images' })).toBeTruthy();
    expect(screen.queryByText('Something is odd about this message.')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '1 more note' }));
    expect(screen.getByText('Something is odd about this message.')).toBeTruthy();
  });
});
