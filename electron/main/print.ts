/** One line for whoever started Retinue from a terminal. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The same for what went wrong. */
export function printError(line: string): void {
  process.stderr.write(`retinue: ${line}\n`);
}
