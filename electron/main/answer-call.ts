import * as v from 'valibot';
import { type Answer, type MainCalls, mainSchemas } from '../../shared/contracts/main.ts';
import { fail, toFailure } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { isOwnUrl } from './own-page.ts';

/** One function for each method that the window may call. */
export type CallHandlers = {
  readonly [M in keyof MainCalls]: (args: MainCalls[M]['args']) => Promise<MainCalls[M]['result']>;
};

/** Who sent a message, as far as it matters. */
export interface Sender {
  readonly isOwnWindow: boolean;
  readonly isTopFrame: boolean;
  readonly url: string;
}

/** Checks sender, method and arguments, runs the method, and turns whatever happens into a plain answer. */
export async function answerCall(
  handlers: CallHandlers | null,
  sender: Sender,
  method: unknown,
  args: unknown,
): Promise<Answer<unknown>> {
  try {
    if (!handlers || !isTrusted(sender))
      throw fail('forbidden', told('Only the Retinue window may ask this.'), { detail: sender.url });
    if (!isMethod(method))
      throw fail('invalid-input', told('There is no such method.'), { detail: String(method) });
    return { ok: true, value: await run(handlers, method, args) };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}

/** The window's own top frame, on a page of the application. */
export function isTrusted(sender: Sender): boolean {
  return sender.isOwnWindow && sender.isTopFrame && isOwnUrl(sender.url);
}

function isMethod(method: unknown): method is keyof MainCalls {
  return typeof method === 'string' && Object.hasOwn(mainSchemas, method);
}

function run<M extends keyof MainCalls>(handlers: CallHandlers, method: M, args: unknown) {
  const checked = v.safeParse(mainSchemas[method], args);
  if (!checked.success) {
    const where = checked.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('; ');
    throw fail('invalid-input', told('What the window asked for does not have the right form.'), {
      detail: `${method}: ${where}`,
    });
  }
  return handlers[method](checked.output as MainCalls[M]['args']);
}
