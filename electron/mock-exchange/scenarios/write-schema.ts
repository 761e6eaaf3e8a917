import { writeFile } from 'node:fs/promises';
import { scenarioSchema } from './json-schema.ts';

// Writes schema.json anew: node build/run.mjs electron/mock-exchange/scenarios/write-schema.ts
await writeFile(new URL('schema.json', import.meta.url), `${JSON.stringify(scenarioSchema(), null, 2)}\n`);
