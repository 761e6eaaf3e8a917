import * as v from 'valibot';
import { RULE } from '../faults/rule.ts';
import { checked } from '../scenarios/problem.ts';
import { scenarioTitles } from '../scenarios/library.ts';
import { CLAIM } from '../oracle/claims.ts';
import { EXPECTATION } from '../verify/verify.ts';
import { clockReading } from '../clock/reading.ts';
import type { ScenarioInput } from '../scenarios/scenario.ts';
import { type AdminAnswer, AdminRefusal, type AdminWork, told } from './answer.ts';
import { CLOCK_CHANGE, MOVE, REPLAY, RULE_CHANGE } from './bodies.ts';
import { inputOf, jsonOf } from './input.ts';

/** Routes that change the server. Each answers with what is so now. */

export async function deliver({ request, mock, user }: AdminWork): Promise<AdminAnswer> {
  if (request.contentType !== 'message/rfc822')
    throw new AdminRefusal(415, 'POST /deliver takes a message with Content-Type: message/rfc822.');
  const raw = await request.body();
  if (raw.length === 0) throw new AdminRefusal(400, 'POST /deliver needs a message in its body.');
  const recipient = request.url.searchParams.get('user') ?? user;
  await mock.deliver(recipient, raw);
  return { status: 201, body: { delivered: true, user: recipient, bytes: raw.length } };
}

export async function reset({ mock }: AdminWork): Promise<AdminAnswer> {
  await mock.reset();
  return told({ reset: true });
}

/** `{"name": "reply-lost"}` for a built-in one, or a whole scenario. */
export async function loadScenario({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const given = await jsonOf(request);
  const isName = typeof given === 'object' && given !== null && Object.keys(given).join() === 'name';
  await mock.load(isName ? String((given as { name: unknown }).name) : (given as ScenarioInput));
  return told(mock.state);
}

export async function loadBundle({ request, mock }: AdminWork): Promise<AdminAnswer> {
  await mock.load(new Uint8Array(await request.body()));
  return told(mock.state);
}

export async function scenarios(): Promise<AdminAnswer> {
  return told({ scenarios: await scenarioTitles() });
}

export async function changeSettings({ request, mock }: AdminWork): Promise<AdminAnswer> {
  mock.settings.change(await jsonOf(request));
  return told(mock.settings.values);
}

export function defaultSettings({ mock }: AdminWork): AdminAnswer {
  mock.settings.restart({});
  return told(mock.settings.values);
}

/** One rule or a list of them; of a list all are added or none. */
export async function addRules({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const given = await jsonOf(request);
  const rules = Array.isArray(given) ? checked(v.array(RULE), given) : [checked(RULE, given)];
  const added: string[] = [];
  try {
    for (const rule of rules) added.push(mock.faults.add(rule).id);
  } catch (error) {
    for (const id of added) mock.faults.remove(id);
    throw error;
  }
  return { status: 201, body: { rules: mock.faults.rules } };
}

export async function changeRule({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const { enabled } = await inputOf(RULE_CHANGE, request);
  if (!mock.faults.enable(request.id, enabled)) throw noRule(request.id);
  return told(mock.faults.rules.find(({ rule }) => rule.id === request.id));
}

export function removeRule({ request, mock }: AdminWork): AdminAnswer {
  if (!mock.faults.remove(request.id)) throw noRule(request.id);
  return told({ rules: mock.faults.rules });
}

/** What a client says became of a message. */
export async function claim({ request, mock }: AdminWork): Promise<AdminAnswer> {
  mock.claims.put(await inputOf(CLAIM, request));
  return { status: 201, body: { claims: mock.claims.all } };
}

export async function verifyJournal({ request, mock }: AdminWork): Promise<AdminAnswer> {
  return told(mock.verify(await inputOf(EXPECTATION, request)));
}

export async function replay({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const { id } = await inputOf(REPLAY, request);
  return told(await mock.replay(id));
}

export function clearRules({ mock }: AdminWork): AdminAnswer {
  mock.faults.clear();
  return told({ rules: mock.faults.rules });
}

function noRule(id: string): AdminRefusal {
  return new AdminRefusal(404, `There is no rule ${JSON.stringify(id)}; GET /rules lists them.`);
}

export async function moveMailbox({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const raw = await request.body();
  const { mailbox } = raw.length === 0 ? {} : await inputOf(MOVE, request);
  return told({ moved: mock.moveMailbox(mailbox) });
}

export async function changeClock({ request, mock }: AdminWork): Promise<AdminAnswer> {
  const { advanceMs = 0, set, rate } = await inputOf(CLOCK_CHANGE, request);
  const target = set === undefined ? null : new Date(set).getTime();
  const ahead = target === null ? advanceMs : target - mock.clock.now();
  if (ahead < 0)
    throw new AdminRefusal(400, 'set: the clock never goes back; reset, or load a scenario with that start.');
  await mock.clock.advance(ahead);
  if (rate !== undefined) mock.clock.setRate(rate);
  return told(clockReading(mock.clock));
}

export function clearJournal({ mock }: AdminWork): AdminAnswer {
  mock.clearJournal();
  return told({ entries: [], run: mock.state.run });
}
