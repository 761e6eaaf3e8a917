/** Texts that the index has numbers for, such as folders and senders: what is said of a message is the number. */
export class Numbered {
  readonly #numbers = new Map<string, number>();
  readonly #put: (number: number, text: string) => void;

  /** `put`: writes a new one down. */
  constructor(put: (number: number, text: string) => void) {
    this.#put = put;
  }

  /** The number of a text, which has one from now on. */
  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#put(number, text);
    this.#numbers.set(text, number);
    return number;
  }

  /** The numbers of those of these texts that have one. */
  among(texts: readonly string[]): ReadonlySet<number> {
    return new Set(texts.flatMap((text) => this.#numbers.get(text) ?? []));
  }

  /** The numbers of all texts of this kind. */
  where(holds: (text: string) => boolean): ReadonlySet<number> {
    return new Set([...this.#numbers].flatMap(([text, number]) => (holds(text) ? number : [])));
  }

  /** In place of what it held: what is on disk. */
  load(rows: readonly (readonly unknown[])[]): void {
    this.#numbers.clear();
    for (const [number, text] of rows) this.#numbers.set(String(text), Number(number));
  }
}
