import * as v from 'valibot';

/** How the line to a server that takes mail is protected; `none` is for one on the same computer only. */
export const SMTP_SECURITY = ['tls', 'starttls', 'none'] as const;
export type SmtpSecurity = (typeof SMTP_SECURITY)[number];

/** Where an account hands mail over, without its password. */
export const smtpSchema = v.object({
  host: v.pipe(v.string(), v.maxLength(255), v.regex(/^[^\s/@\p{Cc}]+$/u)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  security: v.picklist(SMTP_SECURITY),
  user: v.pipe(v.string(), v.maxLength(1024), v.regex(/^[^\0\r\n]*$/)),
});
export type SmtpPlace = v.InferOutput<typeof smtpSchema>;

/** `smtp://mail.example.com:587`: what a server is called in journals and where its size limit is kept. */
export function smtpOrigin({ host, port }: Pick<SmtpPlace, 'host' | 'port'>): string {
  return `smtp://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What a person chose for sending; with `same`, the password is the one for reading. */
export const sendingSchema = v.object({
  smtp: smtpSchema,
  same: v.boolean(),
  /** '' keeps the one that is kept. */
  password: v.pipe(v.string(), v.maxLength(1024)),
});
export type Sending = v.InferOutput<typeof sendingSchema>;

/** The port that goes with a protection (RFC 8314 section 3.3, RFC 6409). */
export function usualPort(security: SmtpSecurity): number {
  if (security === 'tls') return 465;
  return security === 'starttls' ? 587 : 25;
}
