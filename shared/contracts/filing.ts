import type { Filing } from '../filing/filing.ts';
import type { Decision } from '../filing/judge.ts';
import type { HeaderFields } from '../mail/types.ts';

/** A message with what would be done with it. */
export interface PreviewedMessage {
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  readonly date: number | null;
  readonly decision: Decision;
}

/** What the window asks of the engine about mailing lists, junk and rules. */
export type FilingCalls = {
  /** From now on this is laid down. Until it was told once, what arrives is not judged, and waits. */
  'filing.set': { args: { readonly filing: Filing }; result: null };
  /** What would be done with the messages of a folder that are here; asks no server and changes nothing. */
  'filing.preview': {
    args: { readonly folderId: string; readonly filing: Filing };
    result: {
      readonly items: readonly PreviewedMessage[];
      /** Messages that were looked at. */
      readonly looked: number;
      /** Those about which something was asked that is not known here. */
      readonly unknown: number;
    };
  };
  /** Does what was decided, to messages that are still there. `step` undoes all of it; null: nothing changed. */
  'filing.apply': {
    args: {
      readonly items: readonly Pick<PreviewedMessage, 'messageId' | 'decision'>[];
      readonly filing: Filing;
    };
    result: { readonly step: number | null; readonly count: number };
  };
  /** Header fields of a message, as far as they are here; null where they are not. Asks no server. */
  'filing.fields': { args: { readonly messageId: string }; result: HeaderFields | null };
};
