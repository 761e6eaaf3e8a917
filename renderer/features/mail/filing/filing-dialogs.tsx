import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { FilingCalls } from '../../../../shared/contracts/filing.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useTip } from '../../../hooks/use-key-of.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { useCategories } from '../categories/colours.ts';
import type { Selection } from '../list/selection.ts';
import type { Steps } from '../use-steps.ts';
import { useFiling } from './filing-provider.tsx';
import { listFrom, ruleFrom } from './new-rule.ts';
import { type Opened, RulesDialog } from './rules-dialog.tsx';
import { RunDialog } from './run-dialog.tsx';
import { namesOf, useFolderChoices } from './use-names.ts';

export interface FilingDialogsProps {
  readonly accounts: readonly AccountSummary[];
  readonly folders: readonly FolderRow[];
  /** The folder that is shown, of an account; null: none. */
  readonly folder: FolderRow | null;
  readonly selection: Selection;
  readonly steps: Steps;
}

/** Rules…, Run Rules on This Folder…, and rules made from the selected message. */
export function FilingDialogs({ accounts, folders, folder, selection, steps }: FilingDialogsProps) {
  const { engine, reader } = useServices();
  const notify = useNotify();
  const say = useSay();
  const tip = useTip();
  const { filing, change } = useFiling();
  const categories = useCategories().map(({ name }) => name);
  const choices = useFolderChoices(accounts, folders);
  const names = namesOf(accounts, choices);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [running, setRunning] = useState<FolderRow | null>(null);
  const tell = useTellFailure();
  const selected = async () => {
    const [id] = selection.cursor ? [selection.cursor.id] : selection.ids;
    const row = id === undefined ? undefined : await reader.message(id);
    if (!row) notify(say('No message is selected. Select the one that the rule is about.'));
    return row;
  };
  const fromMessage = async () => {
    const row = await selected();
    if (row) setOpened({ tab: 'rules', rule: ruleFrom(row) });
  };
  const listFromMessage = async () => {
    const row = await selected();
    if (!row) return;
    const fields = await engine.call('filing.fields', { messageId: row.id });
    setOpened({ tab: 'lists', list: listFrom(row, fields) });
  };
  const apply = async (items: FilingCalls['filing.preview']['result']['items']) => {
    setRunning(null);
    const decided = items.map(({ messageId, decision }) => ({ messageId, decision }));
    const { step, count } = await engine.call('filing.apply', { items: decided, filing });
    if (step === null) return notify(say('Nothing was changed: the messages are no longer there.'));
    const done = [step];
    steps.push(done);
    notify(say('{count, plural, one {# message} other {# messages}} filed.', { count }), {
      label: say('Undo'),
      tip: tip(say('Undo'), 'undo'),
      onPress: () => steps.undo(done),
    });
  };
  useCommand('rules', () => setOpened({ tab: 'rules' }));
  useCommand('run-rules', () => {
    if (folder) setRunning(folder);
    else notify(say('Rules run on one folder. Choose one in the folder list.'));
  });
  useCommand('rule-from-message', () => void fromMessage().catch(tell));
  useCommand('list-from-message', () => void listFromMessage().catch(tell));
  return (
    <>
      {opened && (
        <RulesDialog
          filing={filing}
          opened={opened}
          nameable={{ accounts, choices, categories }}
          names={names}
          onClose={() => setOpened(null)}
          onSave={change}
        />
      )}
      {running && (
        <RunDialog
          folder={running}
          filing={filing}
          names={names}
          onClose={() => setRunning(null)}
          onApply={(items) => void apply(items).catch(tell)}
        />
      )}
    </>
  );
}
