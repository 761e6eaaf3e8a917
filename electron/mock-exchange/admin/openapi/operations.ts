/** A body in one of these media types; `schema` is a name among the components, null for bytes. */
interface Body {
  readonly type: string;
  readonly schema: string | null;
}
interface Parameter {
  readonly name: string;
  readonly says: string;
  readonly type: 'string' | 'integer';
}

/** One thing that the admin API does. */
export interface Operation {
  readonly says: string;
  readonly takes?: Body;
  readonly parameters?: readonly Parameter[];
  readonly status?: number;
  readonly gives: Body;
}

const json = (schema: string): Body => ({ type: 'application/json', schema });
const USER: Parameter = {
  name: 'user',
  says: 'The mailbox; that of the ready line where it is absent.',
  type: 'string',
};

/** By path and verb, as in ROUTES. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/state': { GET: { says: 'What is going on, in a few facts.', gives: json('State') } },
  '/accounts': { GET: { says: 'Everybody who can sign in.', gives: json('Accounts') } },
  '/folders': {
    GET: { says: 'Folders of a mailbox with counts.', parameters: [USER], gives: json('Folders') },
  },
  '/journal': {
    GET: {
      says: 'Every request since the last reset, the oldest first.',
      parameters: [
        { name: 'after', says: 'Only entries with a larger id.', type: 'integer' },
        { name: 'limit', says: 'So many entries at most.', type: 'integer' },
      ],
      gives: json('Journal'),
    },
    DELETE: { says: 'Empties the journal and changes nothing else.', gives: json('Journal') },
  },
  '/har': { GET: { says: 'The journal as HTTP Archive 1.2, secrets left out.', gives: json('Har') } },
  '/oracle': { GET: { says: 'What really happened.', gives: json('Oracle') } },
  '/claims': {
    GET: { says: 'What clients say became of their messages.', gives: json('Claims') },
    POST: {
      says: 'Tells what a client says became of a message; the last word of each client counts.',
      takes: json('Claim'),
      status: 201,
      gives: json('Claims'),
    },
  },
  '/verify': {
    POST: {
      says: 'Compares the journal with an expectation; a failed one names the requests that came nearest.',
      takes: json('Expectation'),
      gives: json('Verification'),
    },
  },
  '/replay': {
    POST: {
      says: 'Sends a request of the journal once more, signed in as its mailbox.',
      takes: json('Replay'),
      gives: json('Replayed'),
    },
  },
  '/certificate': {
    GET: {
      says: 'The certificate in PEM, where the server was started with TLS.',
      gives: { type: 'application/x-pem-file', schema: null },
    },
  },
  '/events': { GET: { says: 'The Windows application log of the server.', gives: json('Events') } },
  '/settings': {
    GET: { says: 'All settings.', gives: json('Settings') },
    PUT: { says: 'Changes those that are named.', takes: json('Settings'), gives: json('Settings') },
    DELETE: { says: 'Back to the defaults.', gives: json('Settings') },
  },
  '/rules': {
    GET: { says: 'Fault rules, tried from top to bottom, with their hits.', gives: json('Rules') },
    POST: {
      says: 'Adds a rule, or a list of rules of which all are added or none.',
      takes: json('NewRules'),
      status: 201,
      gives: json('Rules'),
    },
    DELETE: { says: 'Removes all rules.', gives: json('Rules') },
  },
  '/rules/{id}': {
    PUT: { says: 'Switches a rule on or off.', takes: json('RuleChange'), gives: json('RuleStatus') },
    DELETE: { says: 'Removes a rule.', gives: json('Rules') },
  },
  '/scenarios': { GET: { says: 'The built-in scenarios.', gives: json('Scenarios') } },
  '/scenario': {
    GET: {
      says: 'The present state as a scenario: loading it gives the same behaviour.',
      gives: json('Scenario'),
    },
    POST: {
      says: 'Loads a scenario, built in or sent here.',
      takes: json('ScenarioWanted'),
      gives: json('State'),
    },
  },
  '/reset': { POST: { says: 'Everything as it was when the scenario was loaded.', gives: json('Reset') } },
  '/move-mailbox': {
    POST: { says: 'KB 329067: mail is kept as properties only.', takes: json('Move'), gives: json('Moved') },
  },
  '/deliver': {
    POST: {
      says: 'Puts a message into the Inbox, as if it came from outside.',
      parameters: [USER],
      takes: { type: 'message/rfc822', schema: null },
      status: 201,
      gives: json('Delivered'),
    },
  },
  '/clock': {
    GET: { says: 'The time on the mock.', gives: json('Clock') },
    POST: {
      says: 'Moves the time on, or changes how fast it passes.',
      takes: json('ClockChange'),
      gives: json('Clock'),
    },
  },
  '/bundle': {
    GET: { says: 'A repro bundle.', gives: { type: 'application/zip', schema: null } },
    POST: {
      says: 'Loads a repro bundle.',
      takes: { type: 'application/zip', schema: null },
      gives: json('State'),
    },
  },
  '/scenario.schema.json': {
    GET: {
      says: 'JSON Schema of a scenario file.',
      gives: { type: 'application/schema+json', schema: null },
    },
  },
  '/openapi.json': { GET: { says: 'This document.', gives: { type: 'application/json', schema: null } } },
};
