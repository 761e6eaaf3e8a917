import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { inReadingDirection } from '../../../components/reading-direction.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly panel: ReactNode;
}

/** Pages of which one is shown. One Tab stop; the arrow keys choose. */
export function Tabs(props: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const { tabs, chosen, onChoose } = props;
  const id = useId();
  const line = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[
      inReadingDirection(event.key)
    ];
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    line.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  const shown = tabs.find((tab) => tab.id === chosen);
  return (
    <>
      <div className="tabs" role="tablist" aria-label={props.label} ref={line} onKeyDown={press}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            id={`${id}-${tab.id}`}
            aria-selected={tab.id === chosen}
            aria-controls={tab.id === chosen ? `${id}-panel` : undefined}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
        {shown?.panel}
      </div>
    </>
  );
}
