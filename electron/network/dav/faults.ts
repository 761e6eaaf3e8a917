import { assertNever, fail, type FailureError } from '../../../shared/errors.ts';
import { type Said, type Told, told } from '../../../shared/language/told.ts';
import type { WireFault } from './transport.ts';

/** Why a server that others reach may not be reached: NTLM signs in connections, and so needs connections of its own. */
const DIRECTLY = told(
  'This account signs in by NTLM, for which Retinue connects directly and not through the proxy of this system: if this network lets nobody out without one, ask the administrator for Basic sign-in.',
);

/**
 * A fault below HTTP in plain words. `host` is shown to the person; the code goes in brackets. `isDirect`: it was asked by
 * a connection of our own, which knows no proxy.
 */
export function faultFailure(fault: WireFault, host: string, isDirect = false): FailureError {
  const andWhy = (sentence: Required<Told>) =>
    isDirect ? told('{sentence} {directly}', { sentence: sentence.said, directly: DIRECTLY.said }) : sentence;
  const code = `(${fault.code.replace(/^net::/, '')})`;
  const more = { detail: fault.code };
  const untrusted = ({ said: why }: { readonly said: Said }) =>
    fail(
      'untrusted',
      told(
        "The certificate of {host} {why} {code}. Retinue sent no password. Check the address, or ask the server's administrator for a certificate that this computer trusts.",
        { host, why, code },
      ),
      more,
      fault,
    );
  switch (fault.kind) {
    case 'host-not-found':
      return fail(
        'offline',
        andWhy(
          told(
            'No server is known by the name {host} {code}. Retinue sent nothing. Check the address and the network connection.',
            { host, code },
          ),
        ),
        more,
        fault,
      );
    case 'refused':
      return fail(
        'offline',
        andWhy(
          told(
            '{host} accepts no connection at this port {code}. Retinue sent nothing. Check the port in the address, or whether the server is running.',
            { host, code },
          ),
        ),
        more,
        fault,
      );
    case 'unreachable':
      return fail(
        'offline',
        andWhy(
          told(
            '{host} cannot be reached from this network {code}. Retinue keeps what it has and tries again. Check the network connection.',
            { host, code },
          ),
        ),
        more,
        fault,
      );
    case 'connect-timeout':
      return fail(
        'timeout',
        andWhy(
          told(
            '{host} did not answer within 20 s {code}. Retinue stopped waiting and tries again later. Check the address and the network connection.',
            { host, code },
          ),
        ),
        more,
        fault,
      );
    case 'reset':
      return fail(
        'interrupted',
        told(
          'The line to {host} broke before the answer was complete {code}. Retinue kept what it had and tries again.',
          { host, code },
        ),
        more,
        fault,
      );
    case 'self-signed':
      return untrusted(told('is signed by itself, so nobody vouches for it'));
    case 'expired':
      return untrusted(told('is outside its dates: it has expired or does not count yet'));
    case 'wrong-name':
      return untrusted(told('was made for another name'));
    case 'untrusted':
      return untrusted(told('was issued by nobody whom this computer trusts'));
    case 'no-tls':
      return fail(
        'unsupported',
        told(
          '{host} does not speak TLS as it should at this port {code}. Retinue sent no password. Check whether the address should begin with http or name another port.',
          { host, code },
        ),
        more,
        fault,
      );
    case 'no-ntlm':
      return fail(
        'unsupported',
        told(
          "{host} accepts sign-in by Negotiate or NTLM only, and did not go on with NTLM {code}. Retinue stopped after one try. Ask the server's administrator whether NTLM or Basic sign-in can be switched on.",
          { host, code },
        ),
        more,
        fault,
      );
    case 'sign-in-broke':
      return fail(
        'interrupted',
        told(
          'The line to {host} broke while it looked at the password {code}. Retinue does not show it again within a minute, because each time could count as a wrong password. It tries again by itself.',
          { host, code },
        ),
        more,
        fault,
      );
    case 'not-http':
      return fail(
        'malformed-response',
        told(
          '{host} answered with something that is not HTTP {code}. Retinue closed the connection. Check the port in the address.',
          { host, code },
        ),
        more,
        fault,
      );
    default:
      return assertNever(fault.kind);
  }
}
