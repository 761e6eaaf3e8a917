import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { movedTo } from './reorder.ts';

export interface OrderedItem {
  readonly id: string;
  readonly name: string;
  readonly on: boolean;
}

interface OrderedListProps<T extends OrderedItem> {
  readonly label: string;
  readonly items: readonly T[];
  /** What one of them does, in a line. */
  readonly wordsOf: (item: T) => string;
  readonly onChange: (items: readonly T[]) => void;
  readonly onEdit: (item: T) => void;
}

/**
 * Things that are asked one after the other: each can be turned off, edited, taken away and put elsewhere, by drag or with
 * Alt+Up and Alt+Down.
 */
export function OrderedList<T extends OrderedItem>(props: OrderedListProps<T>) {
  const { items, onChange } = props;
  const say = useSay();
  const [dragged, setDragged] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const focus = (id: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-item="${id}"]`)?.focus());
  const put = (item: T, to: number) => {
    const next = movedTo(items, item.id, to);
    if (next === items) return;
    onChange(next);
    setTold(
      say('{name} is number {place} of {count} now.', {
        name: item.name,
        place: next.indexOf(item) + 1,
        count: items.length,
      }),
    );
  };
  const remove = (item: T) => {
    const at = items.indexOf(item);
    const rest = items.filter((each) => each !== item);
    onChange(rest);
    setTold(say('{name} is taken away.', { name: item.name }));
    const next = rest[Math.min(at, rest.length - 1)];
    if (next) focus(next.id);
  };
  const press = (event: KeyboardEvent, item: T) => {
    const at = items.indexOf(item);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Delete') remove(item);
    else if (event.key === 'Enter') props.onEdit(item);
    else if (step === undefined) return;
    else if (event.altKey) {
      put(item, at + step);
      focus(item.id);
    } else {
      const next = items[at + step];
      if (next) focus(next.id);
    }
    event.preventDefault();
  };
  return (
    <>
      <ol className="ordered" aria-label={props.label} ref={list}>
        {items.map((item, nth) => (
          <li
            key={item.id}
            data-item={item.id}
            data-dragged={dragged === item.id ? '' : undefined}
            tabIndex={0}
            draggable
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Enter Delete"
            onKeyDown={(event) => press(event, item)}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('application/x-retinue-order', item.id);
              setDragged(item.id);
            }}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => {
              if (dragged !== null) event.preventDefault();
            }}
            onDrop={(event) => {
              event.preventDefault();
              const moved = items.find(({ id }) => id === dragged);
              if (moved) put(moved, nth);
              setDragged(null);
            }}
          >
            <Icon of={GripVertical} size={14} className="ordered-grip" />
            <input
              type="checkbox"
              checked={item.on}
              aria-label={say('{name} is on', { name: item.name })}
              onChange={() =>
                onChange(items.map((each) => (each === item ? { ...each, on: !each.on } : each)))
              }
            />
            <p>
              <b className="cut">
                <Isolated text={item.name} />
              </b>
              <span className="meta cut">
                <Isolated text={props.wordsOf(item)} />
              </span>
            </p>
            <Button
              kind="link"
              label={say('Edit…')}
              name={say('Edit {name}…', { name: item.name })}
              onPress={() => props.onEdit(item)}
            />
            <Button
              kind="link"
              label={say('Delete')}
              name={say('Delete {name}', { name: item.name })}
              onPress={() => remove(item)}
            />
          </li>
        ))}
      </ol>
      <p className="hidden-words" role="status">
        {told}
      </p>
    </>
  );
}
