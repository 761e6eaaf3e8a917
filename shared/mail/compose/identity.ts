import * as v from 'valibot';
import type { Mailbox } from './draft.ts';
import { recipientKey } from './tidy-draft.ts';

const line = v.pipe(v.string(), v.maxLength(1000), v.regex(/^[^\p{Cc}]*$/u, 'no control characters'));
const long = v.pipe(v.string(), v.maxLength(64 * 1024));

/** What stands under a message. HTML was cleaned before it was kept, and is cleaned again where it is used. */
const signatureSchema = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: long }),
  v.object({ kind: v.literal('html'), html: long }),
]);
export type Signature = Readonly<v.InferOutput<typeof signatureSchema>>;

/** Somebody that a person is when writing from an account. The first of an account is the one that is taken unasked. */
export const identitySchema = v.object({
  name: line,
  address: v.pipe(line, v.nonEmpty()),
  signature: signatureSchema,
  /** Where answers are to go instead; null: to `address`. */
  replyTo: v.nullable(line),
});
export type Identity = Readonly<v.InferOutput<typeof identitySchema>>;
export const identitiesSchema = v.pipe(v.array(identitySchema), v.maxLength(50), v.readonly());

export const NO_SIGNATURE: Signature = { kind: 'text', text: '' };

/** An identity as it is learnt: nobody has written a signature yet. */
export function identityOf({ name, address }: Mailbox): Identity {
  return { name, address, signature: NO_SIGNATURE, replyTo: null };
}

/** The identity that has this address; undefined where none has. */
export function identityAt<T extends Mailbox>(identities: readonly T[], address: string): T | undefined {
  const key = recipientKey(address);
  return identities.find((each) => recipientKey(each.address) === key);
}

/** Who answers a message: the one that it was addressed to, the first where it names none of them. */
export function answeringIdentity<T extends Mailbox>(
  identities: readonly T[],
  addressed: readonly Mailbox[],
): T | undefined {
  const named = addressed.map(({ address }) => identityAt(identities, address));
  return named.find((each) => each !== undefined) ?? identities[0];
}
