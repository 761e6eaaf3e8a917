// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { movedTo } from '../../../renderer/features/mail/filing/reorder.ts';
import { listFrom, ruleFrom } from '../../../renderer/features/mail/filing/new-rule.ts';
import type { FiledRow } from '../../../renderer/store/tables.ts';
import type { Command } from '../../../renderer/hooks/commands.ts';
import { type Filing, NO_FILING, type Rule } from '../../../shared/filing/filing.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { fakeServices, folder, INBOX, mail, NOW, type World } from './support/fake-services.ts';

beforeAll(() => {
  repairNodeName();
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const PROJECTS = folder('a|/Projects');
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: `Rule ${id}`,
  on: true,
  match: 'all',
  conditions: [{ on: 'subject', how: 'contains', text: 'quay' }],
  actions: [{ kind: 'move', folderId: PROJECTS.id }],
  ...more,
});
const KEPT: Filing = { ...NO_FILING, rules: [rule('one'), rule('two'), rule('three')] };

async function show(world: World = {}, filed?: FiledRow) {
  const fakes = await fakeServices({
    rows: [mail(1), mail(2)],
    folders: [PROJECTS, folder('a|/Junk', 'junk')],
    bridge: { 'filing.get': () => KEPT },
    ...world,
  });
  if (filed) await fakes.database.filed.put(filed);
  render(<App services={fakes.services} />);
  const row = (await screen.findByText('Subject 1')).closest('[role="row"]') as HTMLElement;
  await waitFor(() => expect(fakes.asked('filing.set').length).toBe(1));
  fireEvent.mouseDown(row, { button: 0 });
  const send = (command: Command) => act(() => fakes.services.commands.send(command));
  return { ...fakes, send };
}
const dialog = async (name: string | RegExp) => within(await screen.findByRole('dialog', { name }));
const names = () =>
  screen
    .getAllByRole('listitem', { hidden: true })
    .flatMap((item) => item.querySelector('b')?.textContent ?? []);
async function noFaults() {
  const { violations } = await axe.run(screen.getByRole('dialog'), {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
const saved = (asked: (method: string) => unknown[]) =>
  (asked('filing.set').at(-1) as { filing: Filing }).filing;

describe('the dialog of rules', () => {
  it('has three pages in the order in which they are asked, without faults', async () => {
    const { send } = await show();
    send('rules');
    const open = await dialog('Rules');
    expect(open.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Mailing lists',
      'Junk mail',
      'Rules',
    ]);
    await noFaults();
    for (const name of ['Mailing lists', 'Junk mail']) {
      fireEvent.click(open.getByRole('tab', { name }));
      await noFaults();
    }
    fireEvent.keyDown(open.getByRole('tab', { name: 'Junk mail' }), { key: 'ArrowRight' });
    expect(open.getByRole('tab', { selected: true }).textContent).toBe('Rules');
  });

  it('orders by keyboard and by drag, turns off, deletes, and saves', async () => {
    const { send, asked } = await show();
    send('rules');
    const open = await dialog('Rules');
    const item = (name: string) => open.getByText(name).closest('li') as HTMLElement;
    fireEvent.keyDown(item('Rule one'), { key: 'ArrowDown', altKey: true });
    expect(names()).toEqual(['Rule two', 'Rule one', 'Rule three']);
    expect(open.getByText('Rule one is number 2 of 3 now.')).toBeTruthy();
    const dataTransfer = { setData: () => {}, effectAllowed: '' };
    fireEvent.dragStart(item('Rule three'), { dataTransfer });
    fireEvent.drop(item('Rule two'), { dataTransfer });
    expect(names()).toEqual(['Rule three', 'Rule two', 'Rule one']);
    fireEvent.click(open.getByRole('checkbox', { name: 'Rule two is on' }));
    fireEvent.keyDown(item('Rule one'), { key: 'Delete' });
    fireEvent.click(open.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('filing.set')).toHaveLength(3));
    expect(saved(asked).rules.map(({ id, on }) => `${id} ${on}`)).toEqual(['three true', 'two false']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('makes a rule and comes back to it', async () => {
    const { send, asked } = await show({ bridge: { 'filing.get': () => NO_FILING } });
    send('rules');
    fireEvent.click((await dialog('Rules')).getByRole('button', { name: 'Add a rule…' }));
    const form = await dialog('Rule');
    await waitFor(() => expect(document.activeElement).toBe(form.getByRole('textbox', { name: 'Name' })));
    fireEvent.change(form.getByRole('textbox', { name: 'Name' }), { target: { value: 'Quay' } });
    expect(form.getByRole('button', { name: 'Keep' })).toHaveProperty('disabled', true);
    fireEvent.click(form.getByRole('button', { name: 'Add a condition' }));
    const text = form.getByRole('textbox', { name: 'Text of condition 1' });
    fireEvent.change(text, { target: { value: 'ada@example.com' } });
    fireEvent.click(form.getByRole('button', { name: 'Add an action' }));
    fireEvent.change(form.getByRole('combobox', { name: 'Folder of action 1' }), {
      target: { value: PROJECTS.id },
    });
    await noFaults();
    fireEvent.click(form.getByRole('button', { name: 'Keep' }));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Quay'));
    fireEvent.click((await dialog('Rules')).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('filing.set')).toHaveLength(3));
    expect(saved(asked).rules).toMatchObject([
      {
        name: 'Quay',
        conditions: [{ on: 'from', how: 'contains', text: 'ada@example.com' }],
        actions: [{ kind: 'move', folderId: PROJECTS.id }],
      },
    ]);
  });

  it('says which lines of the junk lists are no sender, and keeps the others', async () => {
    const { send, asked } = await show();
    send('rules');
    const open = await dialog('Rules');
    fireEvent.click(open.getByRole('tab', { name: 'Junk mail' }));
    fireEvent.click(open.getByRole('radio', { name: /^High/ }));
    const blocked = open.getByRole('textbox', { name: 'Blocked senders' });
    fireEvent.change(blocked, { target: { value: 'Spam.test\nnobody\nx@y.test' } });
    expect(open.getByText('This line is no address and no domain: nobody')).toBeTruthy();
    fireEvent.click(open.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('filing.set')).toHaveLength(3));
    expect(saved(asked).junk).toEqual({ level: 'high', safe: [], blocked: ['@spam.test', 'x@y.test'] });
  });

  it('stays with a sentence where it cannot be kept', async () => {
    const { send, main } = await show();
    send('rules');
    const open = await dialog('Rules');
    main.set('filing.set', { kind: 'storage-full', sentence: 'There is no room left.' });
    fireEvent.click(open.getByRole('button', { name: 'Save' }));
    expect(await open.findByText('There is no room left.')).toBeTruthy();
  });
});

describe('rules from a message', () => {
  it('begin with its sender', async () => {
    const { send } = await show();
    send('rule-from-message');
    const form = await dialog('Rule');
    expect(form.getByRole('textbox', { name: 'Text of condition 1' })).toHaveProperty(
      'value',
      's1@example.com',
    );
  });

  it('begin with its List-Id where that is known, else with the address', () => {
    const row = mail(1, { to: 'Gardeners <garden@lists.test>' });
    const fields = { cc: '', sender: '', listId: 'Gardeners of the north <garden.lists.test>' };
    expect(listFrom(row, fields)).toMatchObject({
      name: 'Gardeners of the north',
      listId: 'garden.lists.test',
      address: 'garden@lists.test',
    });
    expect(listFrom(row, null)).toMatchObject({ name: 'Gardeners', listId: '' });
    expect(ruleFrom(mail(1, { from: '', subject: 'Quay' })).conditions).toEqual([
      { on: 'subject', how: 'contains', text: 'Quay' },
    ]);
  });
});

describe('rules on a folder', () => {
  it('are shown before they are applied, and one step takes them back', async () => {
    const decision = {
      verdicts: [
        {
          by: 'rule' as const,
          ruleId: 'one',
          name: 'Quay',
          because: [{ kind: 'condition' as const, condition: KEPT.rules[0]!.conditions[0]! }],
          effects: [{ kind: 'move' as const, folderId: PROJECTS.id }],
        },
      ],
      unknown: [],
    };
    const items = [{ messageId: 'a|/m1', from: 'Ada', subject: 'The quay', date: NOW, decision }];
    const { send, asked } = await show({
      engine: {
        'filing.preview': () => ({ items, looked: 2, unknown: 1 }),
        'filing.apply': () => ({ step: 9, count: 1 }),
      },
    });
    send('run-rules');
    const open = await dialog('Run rules on Inbox');
    expect(await open.findByText(/1 message would be changed, of 2\. Nothing is done yet\./)).toBeTruthy();
    const cells = open.getAllByRole('cell').map(({ textContent }) => textContent?.trim());
    expect(cells).toEqual([
      'Ada',
      'The quay',
      'moved to Projects',
      'The rule “Quay”, because the subject contains “quay”.',
    ]);
    await noFaults();
    expect(asked('filing.apply')).toEqual([]);
    fireEvent.click(open.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('1 message filed.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked('messages.undo')).toEqual([{ step: 9 }]));
  });
});

describe('a message that was filed', () => {
  it('says why it is where it is', async () => {
    const signal = { kind: 'blocked', entry: 's1@example.com' } as const;
    const because = [{ kind: 'signal', signal }] as const;
    const verdict = { by: 'junk', ruleId: '', name: '', because, effects: [{ kind: 'junk' }] } as const;
    const row = mail(1);
    await show(
      {},
      {
        id: `a|${row.nd}|${row.size}|${row.subject}`,
        at: NOW,
        from: 'a|/Elsewhere',
        decision: { verdicts: [verdict], unknown: [] },
      },
    );
    const strip = await screen.findByRole('region', { name: 'Filed by itself' });
    expect(strip.textContent).toContain('The junk filter, because s1@example.com is blocked.');
    expect(within(strip).getByRole('button', { name: 'Not junk' })).toBeTruthy();
    expect(INBOX).toBe(row.folderId);
  });
});

it('a message that a rule filed is put back with a way to undo that', async () => {
  const because = [{ kind: 'list', by: 'address', text: 'x' }] as const;
  const verdict = { by: 'rule', ruleId: 'r', name: 'Quay', because, effects: [{ kind: 'read' }] } as const;
  const row = mail(1);
  const filed = { at: NOW, from: PROJECTS.id, decision: { verdicts: [verdict], unknown: [] } };
  const { asked } = await show(
    { engine: { 'messages.move': () => ({ step: 4, count: 1 }) } },
    { id: `a|${row.nd}|${row.size}|${row.subject}`, ...filed },
  );
  const strip = await screen.findByRole('region', { name: 'Filed by itself' });
  fireEvent.click(await within(strip).findByRole('button', { name: 'Put back' }));
  await waitFor(() => expect(asked('messages.move')).toHaveLength(1));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(asked('messages.undo')).toEqual([{ step: 4 }]));
});

it('an item stands at another place, and stays where there is none', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id }));
  const ids = (to: number) =>
    movedTo(items, 'b', to)
      .map(({ id }) => id)
      .join('');
  expect([0, 1, 2, 3, -1].map(ids)).toEqual(['bac', 'abc', 'acb', 'abc', 'abc']);
});
