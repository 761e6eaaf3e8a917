import { clockReading } from '../clock/reading.ts';
import { scenarioSchema } from '../scenarios/json-schema.ts';
import { type AdminAnswer, AdminRefusal, type AdminWork, told } from './answer.ts';
import { wholeParameter } from './input.ts';

/** Routes that tell and change nothing. */

/** `?after=N` leaves out the lines up to that id, `?limit=N` gives so many at most: that is how a page keeps up. */
export function journal({ request, mock }: AdminWork): AdminAnswer {
  const after = wholeParameter(request, 'after', 0);
  const limit = wholeParameter(request, 'limit', Number.MAX_SAFE_INTEGER);
  const later = after === 0 ? mock.journal : mock.journal.filter(({ id }) => id > after);
  return told({ entries: later.slice(0, limit), run: mock.state.run });
}

export function har({ mock }: AdminWork): AdminAnswer {
  return saved(Buffer.from(`${JSON.stringify(mock.har())}\n`), 'application/json', 'journal.har');
}

export function bundle({ mock }: AdminWork): AdminAnswer {
  return saved(mock.bundle(), 'application/zip', `${mock.state.scenario.name}.zip`);
}

/** PEM, for `curl --cacert` and for clients under test. */
export function certificate({ mock }: AdminWork): AdminAnswer {
  if (mock.certificate === null)
    throw new AdminRefusal(404, 'This server speaks plain HTTP; start it with --tls for a certificate.');
  return saved(Buffer.from(mock.certificate), 'application/x-pem-file', 'mock-exchange.pem');
}

function saved(bytes: Uint8Array, type: string, name: string): AdminAnswer {
  return { status: 200, bytes, type, headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
}

export function folders({ request, mock, user }: AdminWork): AdminAnswer {
  return told({ folders: mock.folders(request.url.searchParams.get('user') ?? user) });
}

export const oracle = ({ mock }: AdminWork): AdminAnswer => told(mock.oracle());
export const claims = ({ mock }: AdminWork): AdminAnswer => told({ claims: mock.claims.all });
export const events = ({ mock }: AdminWork): AdminAnswer => told({ events: mock.events.entries });
export const settings = ({ mock }: AdminWork): AdminAnswer => told(mock.settings.values);
export const rules = ({ mock }: AdminWork): AdminAnswer => told({ rules: mock.faults.rules });
export const scenario = ({ mock }: AdminWork): AdminAnswer => told(mock.scenario());
export const clock = ({ mock }: AdminWork): AdminAnswer => told(clockReading(mock.clock));
export const accounts = ({ mock }: AdminWork): AdminAnswer => told({ accounts: mock.accounts });
export const state = ({ mock }: AdminWork): AdminAnswer => told(mock.state);
export const schema = (): AdminAnswer => ({
  status: 200,
  bytes: Buffer.from(`${JSON.stringify(scenarioSchema(), null, 2)}\n`),
  type: 'application/schema+json',
});
