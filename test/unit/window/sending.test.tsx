// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import {
  beginSending,
  type SendingDraft,
  sendingOf,
  withSecurity,
} from '../../../renderer/features/accounts/sending-words.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { ACCOUNT, fakeServices, mail, type World } from './support/fake-services.ts';
import { english } from '../../../shared/language/say.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

async function show(world: World) {
  const fakes = await fakeServices(world);
  render(<App services={fakes.services} />);
  return fakes;
}
const rows = () => screen.findAllByRole('row', { name: /Subject|No subject/ });

describe('accounts', () => {
  it('on a server that only keeps mail are asked who sends it, and that is checked first', async () => {
    const { asked } = await show({
      accounts: [],
      report: { steps: [], failure: null, dialect: 'plain' },
    });
    const type = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    await screen.findByLabelText('Server');
    expect(screen.queryByLabelText('Mail server')).toBeNull();
    type('Server', 'dav.example.com');
    type('User name', 'dagny');
    type('Password', 'secret');
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await screen.findByLabelText('Mail server');
    const add = () => screen.getByRole('button', { name: 'Add account' });
    expect(add()).toHaveProperty('disabled', false);
    type('Mail server', 'smtp.example.com');
    type('Encryption', 'starttls');
    expect(add()).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByRole('button', { name: 'Check sending' }));
    await waitFor(() => expect(add()).toHaveProperty('disabled', false));
    const smtp = { host: 'smtp.example.com', port: 587, security: 'starttls', user: 'dagny' };
    expect(asked('accounts.checkSending')).toEqual([
      { id: null, sending: { smtp, same: false, password: 'secret' } },
    ]);
    fireEvent.click(add());
    const sending = { smtp, same: true, password: '' };
    await waitFor(() => expect(asked('accounts.add')).toMatchObject([{ dialect: 'plain', sending }]));
  });

  it('that only read are given a server that sends, later', async () => {
    const fakes = await show({ accounts: [{ ...ACCOUNT, dialect: 'plain' }], rows: [mail(1)] });
    await rows();
    act(() => fakes.emit('menu.command', { command: 'accounts' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Accounts' }));
    dialog.getByText('Reads only.');
    fireEvent.click(dialog.getByRole('button', { name: 'Sending…' }));
    fireEvent.change(dialog.getByLabelText('Mail server'), { target: { value: 'mail.example.com' } });
    fireEvent.click(dialog.getByLabelText('The password is the one for reading'));
    fireEvent.click(dialog.getByRole('button', { name: 'Check sending' }));
    await dialog.findByText('Enter the password for sending.');
    fireEvent.change(dialog.getByLabelText('Password for sending'), { target: { value: 'other' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Check sending' }));
    const keep = dialog.getByRole('button', { name: 'Keep for sending' });
    await waitFor(() => expect(keep).toHaveProperty('disabled', false));
    fireEvent.click(keep);
    const smtp = { host: 'mail.example.com', port: 465, security: 'tls', user: 'dagny' };
    await waitFor(() =>
      expect(fakes.asked('accounts.sending')).toEqual([
        { id: 'a', sending: { smtp, same: false, password: 'other' }, remember: 'keychain' },
      ]),
    );
  });
});

describe('the fields about sending', () => {
  const draft = (part: Partial<SendingDraft> = {}) => ({
    ...beginSending('alex'),
    host: 'mail.test',
    ...part,
  });

  it.each<[Partial<SendingDraft>, RegExp]>([
    [{ host: ' ' }, /name of the mail server/],
    [{ host: 'smtp://mail.test' }, /alone/],
    [{ host: 'alex@mail.test' }, /alone/],
    [{ port: '0' }, /port/],
    [{ port: '70000' }, /port/],
    [{ port: '25x' }, /port/],
    [{ security: 'none' }, /on this computer only/],
    [{ same: false }, /password for sending/],
  ])('%j: what is wrong is said', (part, words) => {
    expect(sendingOf(draft(part), false, english())).toMatch(words);
  });

  it('are used as they are typed, and keep a password that is kept', () => {
    const smtp = { host: 'mail.test', port: 465, security: 'tls', user: 'alex' };
    expect(sendingOf(draft({ password: 'left over' }), false, english())).toEqual({
      smtp,
      same: true,
      password: '',
    });
    expect(sendingOf(draft({ same: false }), true, english())).toEqual({ smtp, same: false, password: '' });
    const local = { host: '[::1]', security: 'none', user: '', same: false } as const;
    expect(sendingOf(draft(local), false, english())).toMatchObject({ smtp: { host: '::1' } });
  });

  it('bring the usual port along, and no other over a chosen one', () => {
    expect(withSecurity(draft(), 'starttls').port).toBe('587');
    expect(withSecurity(draft({ port: '2525' }), 'starttls').port).toBe('2525');
  });
});
