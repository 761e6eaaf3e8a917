import { CircleCheck, CircleX, Minus } from 'lucide-react';
import type { CheckReport, CheckStep } from '../../../shared/contracts/main.ts';
import type { Failure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';

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
  if (checking.state === 'idle') return null;
  const report = checking.state === 'done' ? checking.report : null;
  return (
    <section aria-label="What the server said" aria-live="polite">
      <div className="checks-head">
        <h2>What the server said</h2>
        {report && <CopyDetails report={report} />}
      </div>
      <ul className="checks">
        {!report && <li className="check">Asking the server…</li>}
        {report?.steps.map((step) => (
          <Step key={`${step.sentence} ${step.fact}`} step={step} />
        ))}
        {report?.failure && <FailedLine failure={report.failure} onRetry={onRetry} />}
      </ul>
    </section>
  );
}

function Step({ step }: { readonly step: CheckStep }) {
  return (
    <li className="check" data-state={step.state}>
      <Icon of={ICONS[step.state]} />
      <span>{step.sentence}</span>
      <span className="meta">{step.fact}</span>
    </li>
  );
}

function FailedLine({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  return (
    <li className="check" data-state="failed">
      <Icon of={CircleX} />
      <span className="selectable">{failure.sentence}</span>
      <Button kind="outline" label="Try again" onPress={onRetry} />
    </li>
  );
}

function CopyDetails({ report }: { readonly report: CheckReport }) {
  const lines = report.steps.map(({ state, sentence, fact }) => `${state}: ${sentence} (${fact})`);
  const failure = report.failure ? [report.failure.sentence, report.failure.detail ?? ''] : [];
  const text = [...lines, ...failure].filter(Boolean).join('\n');
  return <Button kind="link" label="Copy details" onPress={() => void navigator.clipboard.writeText(text)} />;
}
