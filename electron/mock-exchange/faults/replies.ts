import { html, type Reply, sentence } from '../http/reply.ts';
import type { Random } from '../generate/random.ts';
import { escapeText } from '../xml/escape.ts';
import type { What } from './rule.ts';

/** The answer that a rule writes down. What it does not give is filled in as this server would. */
export function statusReply(what: Extract<What, { kind: 'status' }>): Reply {
  const { status, reason, headers = {}, body } = what;
  const usual = sentence(status, reason ?? `Status ${status}, as a fault rule says.`);
  return {
    ...usual,
    headers: { ...usual.headers, ...headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

export function redirectReply({ to, status = 302 }: Extract<What, { kind: 'redirect' }>): Reply {
  const page = html(
    status,
    `<html><body><h1>Object Moved</h1>Found <a href="${escapeText(to)}">here</a>.</body></html>`,
  );
  return { ...page, headers: { ...page.headers, Location: to } };
}

/** A log-on page where something else was due: status 200, so that only the type tells. */
export function loginPage(): Reply {
  return html(
    200,
    '<!DOCTYPE html>\r\n<html><head><title>Outlook Web Access</title></head><body>' +
      '<form action="/exchweb/bin/auth/owaauth.dll" method="POST" name="logonForm">' +
      '<input type="text" name="username"><input type="password" name="password">' +
      '<input type="submit" value="Log On"></form></body></html>\r\n',
  );
}

/** The bare 503 of http.sys while no worker process serves the pool. */
export function unavailable(): Reply {
  const page = html(503, '<html><body><h1>Service Unavailable</h1></body></html>');
  return { ...page, headers: { ...page.headers, Connection: 'close' } };
}

/** Bytes that no HTTP parser takes for an answer: the first one is no letter. */
export function garbageBytes(random: Random, size = 512): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at++) bytes[at] = random.int(256);
  bytes[0] = 0x80 | random.int(128);
  return bytes;
}
