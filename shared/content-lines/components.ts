import { type ContentLine, readLine, unfolded } from './content-lines.ts';

/** What stands between BEGIN and END. */
export interface Component {
  readonly name: string;
  readonly lines: readonly ContentLine[];
  /** Its lines as they stood, unfolded, with those of what lies in it, BEGIN and END included. */
  readonly source: readonly string[];
  readonly children: readonly Component[];
}

/** An event's alarm is the deepest that there is. */
const DEPTH = 4;

interface Open {
  readonly name: string;
  readonly lines: ContentLine[];
  readonly source: string[];
  readonly children: Component[];
}

/** The components of a text, in their order; what is broken or too deep is left out, and one without an end ends with the text. */
export function readComponents(text: string): readonly Component[] {
  const top: Open = { name: '', lines: [], source: [], children: [] };
  const open: Open[] = [top];
  const close = () => {
    const done = open.pop();
    const around = open.at(-1);
    if (!done || !around) return;
    if (open.length <= DEPTH) around.children.push(done);
    for (const line of done.source) around.source.push(line);
  };
  for (const source of unfolded(text)) {
    const line = readLine(source);
    if (line === null) continue;
    const word = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') open.push({ name: word, lines: [], source: [source], children: [] });
    else if (line.name === 'END') {
      if (!open.slice(1).some(({ name }) => name === word)) continue;
      while (open.at(-1)?.name !== word) close();
      open.at(-1)?.source.push(source);
      close();
    } else {
      const inner = open.at(-1);
      inner?.lines.push(line);
      inner?.source.push(source);
    }
  }
  while (open.length > 1) close();
  return top.children;
}

/** The first line of this name. */
export function lineOf({ lines }: Pick<Component, 'lines'>, name: string): ContentLine | undefined {
  return lines.find((line) => line.name === name);
}

/** The first value of a line's parameter; null where it has none. */
export function paramOf(line: ContentLine | undefined, name: string): string | null {
  return line?.params.get(name)?.[0] ?? null;
}
