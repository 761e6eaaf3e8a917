import { useMemo } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { Acquaintance, Cue } from '../../../../shared/mail/cues/cue.ts';
import { findCues } from '../../../../shared/mail/cues/find-cues.ts';
import { isFromList } from '../../../../shared/mail/header-fields.ts';
import { type MessageLink, otherHostNamed } from '../safe-html/links.ts';

/** What may deceive in the message that is shown with these links. */
export function useCues(
  message: OpenedMessage | null,
  links: readonly MessageLink[],
  people: readonly Acquaintance[],
): readonly Cue[] {
  return useMemo(
    () =>
      message === null
        ? []
        : findCues(
            {
              ...message,
              isList: isFromList(message.headers ?? []),
              links: links.map((link) => ({ url: link.url, named: otherHostNamed(link) })),
            },
            people,
          ),
    [message, links, people],
  );
}

/** True for a sign that is to be seen in the sender's own line. */
export function isOfSender(cue: Cue): boolean {
  switch (cue.kind) {
    case 'name-is-address':
    case 'known-name':
    case 'look-alike':
    case 'mixed-name':
      return true;
    case 'mixed-host':
    case 'turned':
      return cue.where === 'sender';
    case 'reply-elsewhere':
    case 'link-elsewhere':
      return false;
    default:
      return assertNever(cue);
  }
}
