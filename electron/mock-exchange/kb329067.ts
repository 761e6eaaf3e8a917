import { CommandError } from './cli/command-error.ts';
import { HELP, optionsOf } from './kb329067/options.ts';
import { runArticle } from './kb329067/run.ts';
import { renderTable } from './kb329067/table.ts';

async function main(args: readonly string[]): Promise<string> {
  const options = optionsOf(args);
  if (options === null) return HELP;
  const runs = await runArticle(options);
  if (!options.json) return renderTable(runs);
  const { seed, messages } = options;
  return `${JSON.stringify({ seed, messages, runs: runs.map(({ which, faces }) => ({ ...which, faces })) })}\n`;
}

try {
  process.stdout.write(await main(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`kb329067: ${error.message}\n`);
  process.exitCode = error.status;
}
