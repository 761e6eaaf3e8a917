/** One thing about a message that may be there to deceive. It says what was seen; whether it deceives, a person knows. */
export type Cue =
  /** The name of the sender holds an address that is not the sender's. */
  | { readonly kind: 'name-is-address'; readonly shown: string; readonly real: string }
  /** Somebody of this name writes from another address as a rule. */
  | {
      readonly kind: 'known-name';
      readonly name: string;
      readonly known: string;
      readonly address: string;
    }
  /** The sender's domain is nearly one that is known. */
  | { readonly kind: 'look-alike'; readonly host: string; readonly known: string }
  /** Answers go to another organisation than the sender's. */
  | { readonly kind: 'reply-elsewhere'; readonly address: string; readonly from: string }
  /** The text of so many links names another host than the one that they lead to; the first of them. */
  | {
      readonly kind: 'link-elsewhere';
      readonly named: string;
      readonly host: string;
      readonly count: number;
    }
  /** A word of the sender's name in several alphabets. */
  | { readonly kind: 'mixed-name'; readonly scripts: readonly string[] }
  /** A host in several alphabets, or in one whose letters are read as Latin; in ASCII. */
  | {
      readonly kind: 'mixed-host';
      readonly where: 'sender' | 'reply' | 'link';
      readonly host: string;
      readonly ascii: string;
    }
  /** Controls that turn the direction of the letters after them. */
  | { readonly kind: 'turned'; readonly where: 'sender' | 'subject' };

/** Somebody that mail on this computer came from or went to. */
export interface Acquaintance {
  readonly name: string;
  readonly address: string;
  /** Messages that name this address. */
  readonly seen: number;
}
