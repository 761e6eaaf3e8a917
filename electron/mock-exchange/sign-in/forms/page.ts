import { html, type Reply } from '../../http/reply.ts';
import { escapeAttribute } from '../../xml/escape.ts';

/** Why the form is shown, as the `reason` of its address (reference 2.2). */
export const REASON = { first: 0, loggedOff: 1, wrongPassword: 2, timedOut: 3 } as const;
export type Reason = (typeof REASON)[keyof typeof REASON];

const WORDS: Readonly<Record<Reason, string>> = {
  0: '',
  1: 'You have logged off.',
  2: 'The user name or password that you entered is not valid. Try entering it again.',
  3: 'Your session has timed out. Log on again.',
};

/**
 * The logon page: exactly one form, whose action is relative to it. Clients look for its fields by name (reference 7.1).
 * @param destination where to go when signed in
 */
export function logonPage(destination: string, reason: string | null): Reply {
  const known = Object.values(REASON).find((each) => String(each) === reason) ?? REASON.first;
  return html(
    200,
    [
      '<!DOCTYPE html>',
      '<html>',
      '<head><title>Microsoft Outlook Web Access - Logon</title></head>',
      '<body>',
      `<p>${WORDS[known]}</p>`,
      '<form action="owaauth.dll" method="POST" name="logonForm" autocomplete="off">',
      `<input type="hidden" name="destination" value="${escapeAttribute(destination)}">`,
      '<input type="hidden" name="flags" value="0">',
      '<p><label>Domain\\user name: <input type="text" name="username"></label></p>',
      '<p><label>Password: <input type="password" name="password"></label></p>',
      '<p><label><input type="radio" name="trusted" value="0" checked> Public or shared computer</label></p>',
      '<p><label><input type="radio" name="trusted" value="4"> Private computer</label></p>',
      '<p><input type="submit" name="SubmitCreds" value="Log On"></p>',
      '</form>',
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  );
}
