import { CircleCheck, CircleX, Minus } from 'lucide-react';
import type { CheckReport, CheckStep } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

export type Checking =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly report: CheckReport };

const ICONS = { ok: CircleCheck, failed: CircleX, skipped: Minus } as const;

/** "What the server said": one line a step, and what went wrong with a way to try again. */
export function CheckReportView({
  checking,
  onRetry,
}: {
  readonly checking: Checking;
  readonly onRetry: () => void;
}) {
  const say = useSay();
  if (checking.state === 'idle') return null;
  const report = checking.state === 'done' ? checking.report : null;
  return (
    <section aria-label={say('What the server said')} aria-live="polite">
      <div className="checks-head">
        <h2>{say('What the server said')}</h2>
        {report && <CopyDetails report={report} />}
      </div>
      <ul className="checks">
        {!report && <li className="check">{say('Asking the server…')}</li>}
        {report?.steps.map((step) => (
          <Step key={`${step.sentence} ${step.fact}`} step={step} onRetry={onRetry} />
        ))}
        {report?.failure && !report.steps.some(isFailed) && (
          <Step
            step={{ state: 'failed', sentence: sayTold(report.failure, say), fact: '' }}
            onRetry={onRetry}
          />
        )}
      </ul>
    </section>
  );
}

/** The failed step says why; a check that did not get as far as a step has a line of its own for that. */
function Step({ step, onRetry }: { readonly step: CheckStep; readonly onRetry: () => void }) {
  const say = useSay();
  return (
    <li className="check" data-state={step.state}>
      <Icon of={ICONS[step.state]} />
      <span className="selectable">{sayTold(step, say)}</span>
      <span className="meta">{step.fact}</span>
      {isFailed(step) && <Button kind="outline" label={say('Try again')} onPress={onRetry} />}
    </li>
  );
}

function isFailed({ state }: CheckStep): boolean {
  return state === 'failed';
}

function CopyDetails({ report }: { readonly report: CheckReport }) {
  const say = useSay();
  const lines = report.steps.map(({ state, sentence, fact }) => `${state}: ${sentence} (${fact})`);
  const failure = report.failure && !report.steps.some(isFailed) ? [report.failure.sentence] : [];
  const detail = report.failure?.detail ?? '';
  const text = [...lines, ...failure, detail].filter(Boolean).join('\n');
  return (
    <Button
      kind="link"
      label={say('Copy details')}
      onPress={() => void navigator.clipboard.writeText(text)}
    />
  );
}
