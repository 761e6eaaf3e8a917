import * as v from 'valibot';

/** Text of any kind that crosses a port. */
export const text = v.pipe(v.string(), v.maxLength(8192));
export const accountId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** The id of a file that the network process keeps: it is a file name in a private folder, so hex only. */
export const fileIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/));
/** Attachments and bodies up to this size cross the port as bytes; larger ones become files in the network process. */
export const PORT_BYTES_LIMIT = 1024 * 1024;
export const bytes = v.pipe(
  v.instance(Uint8Array),
  v.check((value) => value.byteLength <= 32 * PORT_BYTES_LIMIT, 'too many bytes'),
);
