import { ChevronLeft, Copy, Package } from 'lucide-react';
import { useRef } from 'react';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useKeptFocus } from '../../hooks/use-kept-focus.ts';
import { useJournal } from '../../hooks/use-outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useSaveOutgoing } from './use-save-outgoing.ts';
import { type Action, actionLabel, actionsOf } from './actions.ts';
import { factsOf } from './facts.ts';
import { MarkIcon } from './mark-icon.tsx';
import { reportOf } from './report.ts';
import { TimelineList } from './timeline-list.tsx';
import { timelineOf } from './timeline.ts';
import { verdictOf } from './verdict.ts';

const NO_STEPS: readonly Step[] = [];

/** The pane beside the list; it keeps the focus also when its message goes. */
export function WhatHappened({
  row,
  onBack,
  ...rest
}: {
  readonly row: OutgoingView | null;
  readonly now: number;
  readonly onCommand: (row: OutgoingView, action: Action) => void;
  /** Present where the list is hidden behind this. */
  readonly onBack?: () => void;
}) {
  const say = useSay();
  const main = useRef<HTMLElement>(null);
  const keep = useKeptFocus(() => main.current);
  return (
    <main
      className="pane-read evidence"
      ref={main}
      tabIndex={-1}
      data-pane="read"
      aria-label={say('What happened')}
      onFocus={keep}
    >
      {onBack && <Button kind="link" icon={ChevronLeft} label={say('Back to the list')} onPress={onBack} />}
      {row && <Known row={row} {...rest} />}
    </main>
  );
}

interface MessageProps {
  readonly row: OutgoingView;
  readonly now: number;
  readonly onCommand: (row: OutgoingView, action: Action) => void;
}

/** The evidence about one message: verdict, four facts, every step, and what can be done. */
function Known(props: MessageProps) {
  const say = useSay();
  const { row, now } = props;
  const journal = useJournal(row);
  const steps = journal?.steps ?? NO_STEPS;
  return (
    <>
      <div className="evidence-scroll" key={row.id}>
        <Head row={row} />
        <VerdictBlock row={row} steps={steps} now={now} />
        <Facts row={row} steps={steps} />
        {journal?.failure && (
          <p className="evidence-fault" role="status">
            {sayTold(journal.failure, say)}
          </p>
        )}
        {journal && <Evidence row={row} steps={steps} now={now} />}
      </div>
      <Foot {...props} steps={steps} />
    </>
  );
}

function Head({ row }: { readonly row: OutgoingView }) {
  const say = useSay();
  return (
    <header className="evidence-head">
      <p className="meta">{say('What happened')}</p>
      <h1 className="heading selectable">
        {row.subject ? <Isolated text={row.subject} /> : say('No subject')}
      </h1>
      <p className="evidence-about">
        {say('{count, plural, one {# recipient} other {# recipients}}, {size}', {
          count: row.recipients.length,
          size: formatBytes(row.bytes),
        })}{' '}
        <span className="mono selectable" dir="ltr">
          {row.messageId}
        </span>
      </p>
    </header>
  );
}

interface KnownProps {
  readonly row: OutgoingView;
  readonly steps: readonly Step[];
}

function VerdictBlock({ row, steps, now }: KnownProps & { readonly now: number }) {
  const say = useSay();
  const { mark, tone, title, text } = verdictOf(row, steps, now, say);
  return (
    <section className="verdict selectable" data-tone={tone} aria-label={say('Verdict')}>
      <MarkIcon mark={mark} tone={tone} />
      <div>
        <p>
          <b>{title}</b>
        </p>
        <p>{text}</p>
      </div>
    </section>
  );
}

function Facts({ row, steps }: KnownProps) {
  const say = useSay();
  return (
    <dl className="facts">
      {factsOf(steps, row.bounce, say).map(({ label, mark, tone, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <MarkIcon mark={mark} tone={tone} size={14} />
            {words}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Evidence({ row, steps, now }: KnownProps & { readonly now: number }) {
  const say = useSay();
  const entries = timelineOf(steps, row.state, now, say);
  const count = entries.filter(({ key }) => key !== 'next').length;
  return (
    <>
      <header className="evidence-steps">
        <h2>{say('Evidence')}</h2>
        <span className="meta">
          {say('{count, plural, one {# step} other {# steps}}, times by this computer’s clock', { count })}
        </span>
      </header>
      <TimelineList entries={entries} />
    </>
  );
}

function Foot({ row, steps, now, onCommand }: MessageProps & KnownProps) {
  const say = useSay();
  const notify = useNotify();
  const tell = useTellFailure();
  const save = useSaveOutgoing();
  const saveBundle = () => save(row, { what: 'bundle', report: reportOf(row, steps, now) });
  const copy = () => {
    navigator.clipboard
      .writeText(reportOf(row, steps, now))
      .then(
        () =>
          notify(
            say(
              'The report is on the clipboard. Addresses in it are shortened; it holds no subject and no text.',
            ),
          ),
        tell,
      );
  };
  return (
    <footer className="evidence-foot">
      {actionsOf(row, 'pane').map((action, index) => (
        <Button
          key={action}
          kind={index === 0 && action !== 'save-as-eml' ? 'primary' : 'outline'}
          label={actionLabel(action, row, say)}
          onPress={() => onCommand(row, action)}
        />
      ))}
      <span className="toolbar-rest" />
      <Button icon={Copy} label={say('Copy report')} onPress={copy} />
      <Button icon={Package} label={say('Save bundle…')} onPress={saveBundle} />
    </footer>
  );
}
