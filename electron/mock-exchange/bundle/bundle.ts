import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Har } from '../har/har.ts';
import { redactedEntry } from '../har/redact.ts';
import { oracleReport } from '../oracle/report.ts';
import { scenarioSchema } from '../scenarios/json-schema.ts';
import type { Stage } from '../stage.ts';
import { mailOf } from './mail.ts';

/** The oldest date that a zip can hold, on the calendar of the computer, as zips have it. */
const FIRST_DATE = new Date(1980, 0, 1);

/**
 * A repro bundle: one zip with all that is needed to look at a run and to begin it again. Replaying it means: the mock
 * is in the state from which the run began (seed, mailboxes, settings, rules, clock), and answers the same requests in
 * the same way; the client has to make them anew. Passwords of the mock itself stay, they guard nothing; what clients
 * sent to sign in is left out. The same state gives the same bytes.
 */
export function bundleOf(stage: Stage, har: Har): Uint8Array {
  const { world, journal, plan } = stage;
  const mail = mailOf(plan.world.mailboxes);
  const scenario = mail.mailboxes === null ? stage.saved() : { ...stage.saved(), mailboxes: mail.mailboxes };
  const files: Zippable = {
    'README.txt': strToU8(readme(plan.title, mail.leftOut)),
    'scenario.json': json(scenario),
    'scenario.schema.json': json(scenarioSchema()),
    'journal.ndjson': strToU8(
      journal.entries.map((entry) => `${JSON.stringify(redactedEntry(entry))}\n`).join(''),
    ),
    'har.json': json(har),
    'events.json': json({ events: world.events.entries }),
    'oracle.json': json(oracleReport(world)),
    ...mail.files,
  };
  return zipSync(files, { mtime: FIRST_DATE, level: 6 });
}

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}

function readme(title: string, leftOut: number): string {
  return [
    `Repro bundle of the mock Exchange server: ${title}`,
    '',
    'scenario.json         seed, mailboxes, settings, rules and clock; loading it gives the same server',
    'scenario.schema.json  JSON Schema of scenario.json, for editors',
    'mailbox/              messages that no seed makes',
    'journal.ndjson        one line for each request, with what was true on the server',
    'har.json              the same as HTTP Archive 1.2; passwords and cookies are left out',
    'events.json           the Windows application log of the server',
    'oracle.json           what really happened',
    '',
    'Play it again with:   npm run -s mock -- --scenario PATH-OF-THIS-ZIP',
    ...(leftOut === 0
      ? []
      : ['', `${leftOut} messages were left out, because the bundle would be too large with them.`]),
    '',
  ].join('\n');
}
