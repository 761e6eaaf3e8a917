import * as v from 'valibot';

/** Text of any kind that crosses a port. */
export const text = v.pipe(v.string(), v.maxLength(8192));
export const accountId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
