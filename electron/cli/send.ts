import { assertNever, type Failure, toFailure } from '../../shared/errors.ts';
import type { OutgoingState } from '../../shared/delivery/outgoing.ts';
import type { StepOf } from '../../shared/delivery/steps.ts';
import { type Sent, sendMessage } from './send-message.ts';
import { SEND_HELP, type SendOptions, sendOptions } from './send-options.ts';

/** Exit statuses (SEND_HELP). */
const STATUS = { submitted: 0, stands: 1, arguments: 2, unknown: 5 } as const;

async function main(args: readonly string[]): Promise<number> {
  let options: SendOptions | null;
  try {
    options = await sendOptions(args, process.env);
  } catch (thrown) {
    return refuse(toFailure(thrown));
  }
  if (options === null) {
    process.stdout.write(SEND_HELP);
    return STATUS.submitted;
  }
  const { json } = options;
  try {
    const sent = await sendMessage(options, (step) => {
      if (json) process.stdout.write(`${JSON.stringify(step)}\n`);
    });
    return report(sent, json);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === 'invalid-input') return refuse(failure);
    process.stderr.write(`send: ${failure.sentence}\n`);
    return STATUS.stands;
  }
}

function report({ view, steps }: Sent, json: boolean): number {
  const looks = steps.filter((step): step is StepOf<'looked'> => step.kind === 'looked');
  const evidence = looks.map(({ at, draft, sent, outbox, rule }) => ({ at, draft, sent, outbox, rule }));
  const status = statusOf(view.state);
  const isFiled = !steps.some((step) => step.kind === 'filed' && step.by === 'nobody');
  const sentence = sentenceOf(view.state, isFiled);
  const { messageId, state } = view;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ done: status === STATUS.submitted, state, messageId, sentence, evidence })}\n`,
    );
  else {
    process.stdout.write(`${sentence}\n`);
    if (status === STATUS.unknown)
      for (const { draft, sent, outbox, rule } of evidence)
        process.stdout.write(
          `  draft ${draft}, Sent Items ${sent ?? '?'}, Outbox ${outbox ?? '?'}: ${rule}\n`,
        );
  }
  return status;
}

function statusOf(state: OutgoingState): number {
  switch (state.kind) {
    case 'done':
    case 'filing':
      return STATUS.submitted;
    case 'unknown':
      return STATUS.unknown;
    case 'blocked':
      return state.block === 'unproven' ? STATUS.unknown : STATUS.stands;
    case 'queued':
    case 'checking':
    case 'uploading':
    case 'on-server':
    case 'submitting':
    case 'waiting':
    case 'taken-back':
      return STATUS.stands;
    default:
      return assertNever(state);
  }
}

function sentenceOf(state: OutgoingState, isFiled: boolean): string {
  switch (state.kind) {
    case 'done':
      return isFiled
        ? 'Sent, and the copy is in Sent Items.'
        : 'Sent. The mailbox names no Sent Items, so no copy is filed there.';
    case 'filing':
      return 'Sent. Only the copy in Sent Items is still to be filed; run it again for that.';
    case 'unknown':
      return 'It is not known yet whether this was sent. Retinue does not send it again before it has looked. Run it again.';
    case 'waiting':
      return `Not sent yet. ${state.failure?.sentence ?? ''} Run it again later.`.replace(/ {2}/g, ' ');
    case 'blocked':
      return state.failure?.sentence ?? 'Not sent. It waits for a decision of yours.';
    case 'taken-back':
      return 'Taken back: it is not sent, and the server holds no copy.';
    case 'queued':
    case 'checking':
    case 'uploading':
    case 'on-server':
    case 'submitting':
      return 'Not sent yet: the time was up in the middle of it. Run it again.';
    default:
      return assertNever(state);
  }
}

function refuse(failure: Failure): number {
  process.stderr.write(`send: ${failure.sentence} --help lists what there is.\n`);
  return STATUS.arguments;
}

process.exitCode = await main(process.argv.slice(2));
