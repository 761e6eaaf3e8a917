// The admin API as the console uses it. Shapes are those of /openapi.json.

/** @typedef {import('../journal/entry.ts').JournalEntry} JournalEntry */
/** @typedef {import('../oracle/shapes.ts').OracleReport} OracleReport */
/** @typedef {import('../events/event-log.ts').LoggedEvent} LoggedEvent */
/** @typedef {{ name: string, title: string, description: string }} ScenarioLine */
/** @typedef {{ rule: { id: string, title?: string, enabled: boolean, where?: Record<string, unknown>, step: string, byte?: number, what: Record<string, unknown> & { kind: string }, howLong?: Record<string, unknown> }, hits: number, spent: boolean }} RuleLine */
/** @typedef {{ personality: string, auth: string, seed: number, origin: string, scenario: { name: string, title: string }, clock: { now: number, rate: number }, requests: number, faults: number, worker: string, run: number }} ServerState */

/**
 * Asks the admin API. Throws an Error whose message is the server's sentence.
 * @param {string} path
 * @param {string} [method]
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function ask(path, method = 'GET', body) {
  /** @type {RequestInit} */
  const request = { method, headers: { 'Content-Type': 'application/json' } };
  if (body !== undefined) request.body = JSON.stringify(body);
  const response = await fetch(path, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The server answered ${response.status}.`);
  return answer;
}

/** Everything but the journal, in one go. */
export async function readServer() {
  const [state, scenarios, rules, settings, oracle, claims] = await Promise.all([
    ask('/state'),
    ask('/scenarios'),
    ask('/rules'),
    ask('/settings'),
    ask('/oracle'),
    ask('/claims'),
  ]);
  return {
    state,
    scenarios: scenarios.scenarios,
    rules: rules.rules,
    settings,
    oracle,
    claims: claims.claims,
  };
}
