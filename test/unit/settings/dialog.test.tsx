// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { type Settings, type SettingsChange, USUAL_SETTINGS } from '../../../shared/settings/settings.ts';
import { outgoing } from '../../helpers/outgoing.ts';
import { repairNodeName } from '../window/support/dom-for-dompurify.ts';
import { fakeServices, mail } from '../window/support/fake-services.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** The window with a main process that keeps settings, and Settings opened. */
async function show() {
  let settings: Settings = USUAL_SETTINGS;
  const facts = {
    on: false,
    languages: ['de', 'en-GB'],
    chosen: ['en-GB'],
    fetchesFrom: 'dictionaries.example',
  };
  const fakes = await fakeServices({
    rows: [mail(1)],
    bridge: {
      'settings.get': () => settings,
      'settings.set': (some: SettingsChange) => {
        settings = { ...settings, ...some };
        act(() => fakes.emit('settings.changed', settings));
        return settings;
      },
      'spelling.facts': () => ({ ...facts, on: settings.spelling === true }),
      'login.get': () => ({ starts: null }),
      'language.next': () => ({ language: settings.language ?? 'en' }),
    },
  });
  render(<App services={fakes.services} />);
  await screen.findAllByRole('row', { name: /Subject/ });
  fireEvent.keyDown(window, { key: ',', ctrlKey: true });
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  const section = (name: string) => fireEvent.click(dialog.getByRole('button', { name }));
  return { ...fakes, dialog, section, settings: () => settings };
}

describe('Settings', () => {
  it('hold at once, in main and in the window', async () => {
    const { dialog, settings } = await show();
    fireEvent.change(dialog.getByLabelText('Light or dark'), { target: { value: 'dark' } });
    fireEvent.change(dialog.getByLabelText('Text size'), { target: { value: '150' } });
    await screen.findByDisplayValue('150 %');
    expect(settings()).toMatchObject({ theme: 'dark', textSize: 150 });
    fireEvent.change(dialog.getByLabelText('Density of lists'), { target: { value: 'roomy' } });
    expect(localStorage.getItem('retinue.density')).toBe('"roomy"');
    const canvas = document.querySelector('.list-canvas');
    expect(canvas?.getAttribute('style')).toContain('--row-height: 61px');
  });

  it('are found by words that are not on the screen', async () => {
    const { dialog } = await show();
    const search = dialog.getByRole('searchbox', { name: 'Search settings' });
    fireEvent.change(search, { target: { value: 'night' } });
    expect(dialog.getByLabelText('Light or dark')).toBeTruthy();
    expect(dialog.getByLabelText('Quiet hours')).toBeTruthy();
    expect(dialog.queryByLabelText('Text size')).toBeNull();
    fireEvent.change(search, { target: { value: 'disturb do' } });
    expect(dialog.queryByLabelText('Light or dark')).toBeNull();
    expect(dialog.getByLabelText('Quiet hours')).toBeTruthy();
  });

  it('say what spelling fetches before it is turned on, and what the system cannot do', async () => {
    const { dialog, section, settings } = await show();
    section('Writing');
    const spelling = await dialog.findByLabelText('Check spelling while writing');
    expect(
      dialog.getByText(/fetches a dictionary for each language from dictionaries\.example/),
    ).toBeTruthy();
    fireEvent.click(spelling);
    fireEvent.click(await dialog.findByLabelText('German'));
    expect(settings()).toMatchObject({ spelling: true, spellingLanguages: ['en-GB', 'de'] });
    section('This computer');
    const login = await dialog.findByLabelText('Start when you sign in to this computer');
    expect((login as HTMLInputElement).disabled).toBe(true);
    expect(dialog.getByText('This system does not offer it.')).toBeTruthy();
  });
});

describe('The language', () => {
  it('is taken at a start, which is offered where it would be another one', async () => {
    const { dialog, asked } = await show();
    const choose = (value: string) =>
      fireEvent.change(dialog.getByLabelText('Language'), { target: { value } });
    const offer = () => dialog.queryByRole('button', { name: 'Restart Retinue now' });
    expect(offer()).toBeNull();
    choose('ja');
    fireEvent.click(await dialog.findByRole('button', { name: 'Restart Retinue now' }));
    expect(asked('app.restart')).toEqual([null]);
    choose('en');
    await waitFor(() => expect(offer()).toBeNull());
  });

  it('is not restarted for while a message is being handed over', async () => {
    const { dialog, asked, database } = await show();
    await database.outgoing.put(outgoing('1', { kind: 'submitting', since: 0 }));
    fireEvent.change(dialog.getByLabelText('Language'), { target: { value: 'he' } });
    const restart = await dialog.findByRole('button', { name: 'Restart Retinue now' });
    await waitFor(() => {
      fireEvent.click(restart);
      expect(screen.queryByText(/A message is being handed over/)).not.toBeNull();
    });
    expect(asked('app.restart').length).toBeLessThan(2);
  });
});

describe('Keys', () => {
  it('of another program act at once, and the list shows them', async () => {
    const { dialog, section, settings } = await show();
    section('Keyboard');
    fireEvent.change(dialog.getByLabelText('Keys as in'), { target: { value: 'gmail' } });
    await screen.findByText('Shift+U');
    expect(settings().keys.set).toBe('gmail');
    fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
    fireEvent.keyDown(window, { key: '?', shiftKey: true });
    const keys = within(await screen.findByRole('dialog', { name: 'Keys' }));
    expect(keys.getByText('#')).toBeTruthy();
    expect(keys.getByText('j')).toBeTruthy();
  });

  it('are named as they are in force', async () => {
    const shown = await show();
    const title = (label: string) =>
      screen.getAllByRole('button', { name: label, hidden: true }).map((each) => each.title);
    expect(title('Server health')).toEqual(['Server health (Ctrl+9)']);
    const usual = shown.settings();
    const keys = { ...usual.keys, own: { health: ['Ctrl+Y'], 'error-log': [] } };
    act(() => shown.emit('settings.changed', { ...usual, keys }));
    expect(title('Server health')).toEqual(['Server health (Ctrl+Y)']);
    expect(title('Error log')).toEqual(['Error log']);
  });

  it('are changed by pressing them; a taken one is said first', async () => {
    const { dialog, section, settings } = await show();
    section('Keyboard');
    const press = (init: object) => {
      const button = dialog.getByRole('button', { name: 'Press the new key for “Forward”' });
      fireEvent.keyDown(button, init);
    };
    const change = () => fireEvent.click(dialog.getByRole('button', { name: 'Change the key of “Forward”' }));
    change();
    press({ key: 'Control', ctrlKey: true });
    press({ key: 'y', ctrlKey: true });
    await screen.findByText('Ctrl+Y');
    expect(settings().keys.own).toEqual({ forward: ['Ctrl+Y'] });
    change();
    press({ key: 'q', ctrlKey: true });
    await dialog.findByText(/Ctrl\+Q belongs to the system/);
    fireEvent.click(dialog.getByRole('button', { name: 'Change the key of “Forward”' }));
    change();
    press({ key: 'r', ctrlKey: true });
    await dialog.findByText(/Ctrl\+R is the key of “Reply”/);
    expect(settings().keys.own).toEqual({ forward: ['Ctrl+Y'] });
    fireEvent.click(dialog.getByRole('button', { name: 'Give it to “Forward”' }));
    await dialog.findByRole('button', { name: 'The keys of “Reply” as in the set' });
    expect(settings().keys.own).toEqual({ forward: ['Ctrl+R'], reply: [] });
    fireEvent.click(dialog.getByRole('button', { name: 'All keys as in the set' }));
    expect(settings().keys.own).toEqual({});
  });
});

describe('The menu', () => {
  it('is told what has a tick, at first and after each change', async () => {
    const { dialog, asked } = await show();
    const ticks = () => Object.assign({}, ...asked('menu.ticks')) as Record<string, boolean>;
    expect(ticks()).toMatchObject({
      conversations: true,
      'density-normal': true,
      'preview-right': true,
      mail: true,
    });
    const before = asked('menu.ticks').length;
    fireEvent.change(dialog.getByLabelText('Density of lists'), { target: { value: 'roomy' } });
    await waitFor(() => expect(ticks()).toMatchObject({ 'density-normal': false, 'density-roomy': true }));
    fireEvent.click(dialog.getByLabelText('Conversations are one row'));
    await waitFor(() => expect(ticks()).toMatchObject({ conversations: false }));
    expect(asked('menu.ticks').length).toBe(before + 2);
  });
});
