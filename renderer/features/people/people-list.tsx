import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { monogram } from '../../components/format/sender.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { useViewport } from '../../hooks/use-viewport.ts';
import { firstShown, HEAD_HEIGHT, type PersonLine, ROW_HEIGHT } from './list-layout.ts';
import { useTypeAhead } from './use-type-ahead.ts';
import type { People } from './use-people.ts';

export interface PeopleListProps {
  readonly people: People;
  /** Id of the contact that is shown. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onOpen: () => void;
}

const domId = (index: number) => `person-${index}`;

/** Everybody under their letters. Only what is in view is drawn; one Tab stop, arrow keys and letters go through it. */
export function PeopleList({ people, chosen, onChoose, onOpen }: PeopleListProps) {
  const say = useSay();
  const scroll = useRef<HTMLDivElement>(null);
  const view = useViewport(scroll);
  const { layout } = people;
  const { people: lines } = layout;
  const current = lines.findIndex(({ contact }) => contact.id === chosen);
  const typeAhead = useTypeAhead(lines);
  const revealed = useRef<string | null>(null);
  useLayoutEffect(() => {
    const line = lines[current];
    if (!line || revealed.current === chosen) return;
    revealed.current = chosen;
    reveal(scroll.current, line.top);
  });
  const go = (index: number) => {
    const to = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!to) return;
    onChoose(to.contact.id);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: lines.length - 1,
    };
    const to = steps[event.key] ?? typeAhead(event, current);
    if (event.key === 'Enter') onOpen();
    else if (to === null || to === undefined) return;
    else go(to);
    event.preventDefault();
  };
  const first = Math.max(0, firstShown(layout, view.top) - 4);
  const last = firstShown(layout, view.top + view.height) + 4;
  const shown = lines.slice(first, last + 1).map((line, nth) => ({ line, index: first + nth }));
  const cursor = lines[current];
  if (cursor && (current < first || current > last)) shown.push({ line: cursor, index: current });
  const letters = layout.letters.filter(
    ({ top }) => top > view.top - HEAD_HEIGHT && top < view.top + view.height,
  );
  return (
    <div
      ref={scroll}
      className="people-scroll"
      // A listbox without an option is none (WAI-ARIA 1.2, required owned elements).
      role={lines.length === 0 ? 'region' : 'listbox'}
      tabIndex={0}
      aria-label={say('People')}
      aria-activedescendant={current < 0 ? undefined : domId(current)}
      onKeyDown={press}
    >
      <div className="people-canvas" role="presentation" style={{ height: layout.height }}>
        {letters.map(({ letter, top }) => (
          <div key={letter + top} className="people-letter" aria-hidden style={{ top }}>
            {letter}
          </div>
        ))}
        {shown.map(({ line, index }) => (
          <Row
            key={line.contact.id}
            line={line}
            index={index}
            count={lines.length}
            selected={index === current}
            onPress={() => {
              onChoose(line.contact.id);
              onOpen();
            }}
          />
        ))}
      </div>
      {lines.length === 0 && !people.isLoading && (
        <p className="empty">
          {people.text === '' ? say('No contacts here.') : say('Nothing matches. Clear the search.')}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  readonly line: PersonLine;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly onPress: () => void;
}

function Row({ line: { contact, name, top }, index, count, selected, onPress }: RowProps) {
  const say = useSay();
  const { company, emails, members } = contact;
  const [email] = emails;
  const known =
    members.length > 0 && say('{count, plural, one {# person} other {# people}}', { count: members.length });
  const second = known || (company === name ? '' : company) || (email?.address ?? '');
  return (
    <div
      id={domId(index)}
      className="people-row"
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ top }}
      onMouseDown={onPress}
    >
      <span className="monogram" aria-hidden>
        {monogram(name)}
      </span>
      <span className="cut">
        <Isolated text={name} />
      </span>
      <span className="cut people-second">
        <Isolated text={second} />
      </span>
    </div>
  );
}

/** The row with its letter comes into view. */
function reveal(scroll: HTMLElement | null, top: number): void {
  if (!scroll) return;
  const above = top - HEAD_HEIGHT;
  if (above < scroll.scrollTop) scroll.scrollTop = above;
  else if (top + ROW_HEIGHT > scroll.scrollTop + scroll.clientHeight)
    scroll.scrollTop = top + ROW_HEIGHT - scroll.clientHeight;
}
