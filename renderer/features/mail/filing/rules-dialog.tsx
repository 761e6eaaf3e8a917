import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import type { Filing, ListRule, Rule } from '../../../../shared/filing/filing.ts';
import { conditionWords, effectWords, type Names } from '../../../../shared/filing/words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { Nameable } from './condition-row.tsx';
import { JunkTab, junkText, readJunk } from './junk-tab.tsx';
import { ListForm } from './list-form.tsx';
import { newList, newRule } from './new-rule.ts';
import { OrderedList } from './ordered-list.tsx';
import { RuleForm } from './rule-form.tsx';
import { useReturnFocus } from './use-form-focus.ts';
import { Tabs } from './tabs.tsx';
import { sayTold } from '../../../../shared/language/told.ts';

/** What stands open in the dialog when it is shown. */
export type Opened =
  | { readonly tab: 'lists'; readonly list?: ListRule }
  | { readonly tab: 'junk' }
  | { readonly tab: 'rules'; readonly rule?: Rule };

export interface RulesDialogProps {
  readonly filing: Filing;
  readonly opened: Opened;
  readonly nameable: Nameable;
  readonly names: Names;
  readonly onClose: () => void;
  /** Rejects with a sentence where it cannot be kept; the dialog stays then. */
  readonly onSave: (update: (before: Filing) => Filing) => Promise<void>;
}

/** Mailing lists, the junk filter and rules: three pages in the order in which they are asked. */
export function RulesDialog(props: RulesDialogProps) {
  const { filing, nameable, names, onClose } = props;
  const say = useSay();
  const [opened, setOpened] = useState(props.opened);
  const [lists, setLists] = useState<readonly ListRule[]>(filing.lists);
  const [rules, setRules] = useState<readonly Rule[]>(filing.rules);
  const [junk, setJunk] = useState(() => junkText(filing.junk));
  const [fault, setFault] = useState('');
  const edited = opened.tab === 'rules' ? opened.rule : opened.tab === 'lists' ? opened.list : undefined;
  const page = useReturnFocus(edited?.id ?? null);
  const heading = say('Rules');
  const actionsOf = ({ actions }: Rule | ListRule) =>
    new Intl.ListFormat(say.locale).format(
      actions.flatMap((action) => (action.kind === 'stop' ? [] : effectWords(say, action, names))),
    );
  const save = () => {
    const update = (before: Filing): Filing => ({
      ...before,
      lists: [...lists],
      rules: [...rules],
      junk: readJunk(junk).junk,
    });
    props.onSave(update).then(onClose, (thrown: unknown) => setFault(sayTold(toFailure(thrown), say)));
  };

  if (opened.tab === 'rules' && opened.rule)
    return (
      <Dialog label={say('Rule')} wide onClose={() => setOpened({ tab: 'rules' })}>
        <RuleForm
          rule={opened.rule}
          nameable={nameable}
          onCancel={() => setOpened({ tab: 'rules' })}
          onDone={(rule) => {
            setRules(withItem(rules, rule));
            setOpened({ tab: 'rules' });
          }}
        />
      </Dialog>
    );
  if (opened.tab === 'lists' && opened.list)
    return (
      <Dialog label={say('Mailing list')} wide onClose={() => setOpened({ tab: 'lists' })}>
        <ListForm
          list={opened.list}
          nameable={nameable}
          onCancel={() => setOpened({ tab: 'lists' })}
          onDone={(list) => {
            setLists(withItem(lists, list));
            setOpened({ tab: 'lists' });
          }}
        />
      </Dialog>
    );
  const tabs = [
    {
      id: 'lists',
      label: say('Mailing lists'),
      panel: (
        <>
          <p>{say('Asked first. Mail of a list goes where you say and past the junk filter.')}</p>
          <OrderedList
            label={say('Mailing lists')}
            items={lists}
            wordsOf={(list) => `${list.listId || list.address} — ${actionsOf(list)}`}
            onChange={setLists}
            onEdit={(list) => setOpened({ tab: 'lists', list })}
          />
          <Button
            kind="outline"
            icon={Plus}
            label={say('Add a mailing list…')}
            onPress={() => setOpened({ tab: 'lists', list: newList({}) })}
          />
        </>
      ),
    },
    { id: 'junk', label: say('Junk mail'), panel: <JunkTab text={junk} onChange={setJunk} /> },
    {
      id: 'rules',
      label: say('Rules'),
      panel: (
        <>
          <p>{say('Asked last, from top to bottom, about mail that arrives in an Inbox.')}</p>
          <OrderedList
            label={say('Rules')}
            items={rules}
            wordsOf={(rule) =>
              say('If {conditions}: {actions}', {
                conditions: new Intl.ListFormat(say.locale, {
                  type: rule.match === 'all' ? 'conjunction' : 'disjunction',
                }).format(rule.conditions.map((each) => conditionWords(say, each, names))),
                actions: actionsOf(rule),
              })
            }
            onChange={setRules}
            onEdit={(rule) => setOpened({ tab: 'rules', rule })}
          />
          <Button
            kind="outline"
            icon={Plus}
            label={say('Add a rule…')}
            onPress={() => setOpened({ tab: 'rules', rule: newRule({}) })}
          />
        </>
      ),
    },
  ] as const;
  return (
    <Dialog label={heading} wide onClose={onClose}>
      <div className="dialog-body rules-body" ref={page}>
        <h2 className="heading">{heading}</h2>
        <Tabs
          label={say('What is asked, in this order')}
          tabs={tabs}
          chosen={opened.tab}
          onChoose={(id) => {
            const tab = tabs.find((each) => each.id === id)?.id;
            if (tab) setOpened({ tab });
          }}
        />
        <p role="alert">{fault}</p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button kind="primary" label={say('Save')} onPress={save} />
      </div>
    </Dialog>
  );
}

/** The item in place of the one that it was, or after the others. */
function withItem<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((each) => (each.id === item.id ? item : each))
    : [...list, item];
}
