import type { MockExchange } from '../api.ts';
import { type AdminAnswer, AdminRefusal, type AdminRequest, type AdminWork } from './answer.ts';
import { consoleFile } from './console-files.ts';
import * as control from './control.ts';
import { openApi } from './openapi/document.ts';
import * as reports from './reports.ts';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Handler = (work: AdminWork) => Promise<AdminAnswer> | AdminAnswer;

/** By path; `{id}` stands for one segment. openapi/operations.ts describes each of them. */
export const ROUTES: Readonly<Record<string, Partial<Record<Verb, Handler>>>> = {
  '/state': { GET: reports.state },
  '/accounts': { GET: reports.accounts },
  '/folders': { GET: reports.folders },
  '/journal': { GET: reports.journal, DELETE: control.clearJournal },
  '/har': { GET: reports.har },
  '/oracle': { GET: reports.oracle },
  '/claims': { GET: reports.claims, POST: control.claim },
  '/verify': { POST: control.verifyJournal },
  '/replay': { POST: control.replay },
  '/certificate': { GET: reports.certificate },
  '/events': { GET: reports.events },
  '/settings': { GET: reports.settings, PUT: control.changeSettings, DELETE: control.defaultSettings },
  '/rules': { GET: reports.rules, POST: control.addRules, DELETE: control.clearRules },
  '/rules/{id}': { PUT: control.changeRule, DELETE: control.removeRule },
  '/scenarios': { GET: control.scenarios },
  '/scenario': { GET: reports.scenario, POST: control.loadScenario },
  '/reset': { POST: control.reset },
  '/move-mailbox': { POST: control.moveMailbox },
  '/deliver': { POST: control.deliver },
  '/clock': { GET: reports.clock, POST: control.changeClock },
  '/bundle': { GET: reports.bundle, POST: control.loadBundle },
  '/scenario.schema.json': { GET: reports.schema },
  '/openapi.json': { GET: () => ({ status: 200, body: openApi() }) },
};

/** Finds the route and runs it; `?user=` chooses the mailbox. Throws an AdminRefusal where there is none. */
export async function route(
  request: Omit<AdminRequest, 'id'>,
  mock: MockExchange,
  user: string,
): Promise<AdminAnswer> {
  const { pathname } = request.url;
  const { verbs, id } = routeOf(pathname);
  if (verbs === undefined) return consoleFile(request);
  const handle = verbs[request.method as Verb];
  if (handle) return handle({ request: { ...request, id }, mock, user });
  const allowed = Object.keys(verbs).join(', ');
  throw new AdminRefusal(405, `${pathname} takes ${allowed}.`, { Allow: allowed });
}

function routeOf(pathname: string) {
  const id = /^\/rules\/([\w.-]+)$/.exec(pathname)?.[1] ?? '';
  const path = id === '' ? pathname : '/rules/{id}';
  return { verbs: Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined, id };
}
