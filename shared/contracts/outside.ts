import * as v from 'valibot';
import { text } from './arguments.ts';

/** What the network process asks of servers that are no account's, because a person said so. */
export const outsideSchemas = {
  'image.fetch': v.object({ url: text }),
  'list.unsubscribe': v.object({ url: text }),
} as const;

type Args<M extends keyof typeof outsideSchemas> = v.InferOutput<(typeof outsideSchemas)[M]>;

export type OutsideCalls = {
  'image.fetch': {
    args: Args<'image.fetch'>;
    result: { readonly mimeType: string; readonly bytes: Uint8Array };
  };
  /** Asks a list's server to take this person off (RFC 8058), once. Rejects where no answer came. */
  'list.unsubscribe': {
    args: Args<'list.unsubscribe'>;
    result: { readonly status: number; readonly location: string | null };
  };
};
