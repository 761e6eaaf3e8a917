import type { MessageContent } from './content.ts';
import { nameKey, numbered, storedName } from './url-names.ts';

/** The last URL segments of a message's attachments, in order, each once: a second `a.pdf` is `a-2.pdf`. */
export function attachmentNames(content: MessageContent): readonly string[] {
  const taken = new Set<string>();
  return content.attachments().map((part) => {
    const wanted = storedName(part.name);
    let name = wanted;
    for (let attempt = 2; taken.has(nameKey(name)); attempt++) name = numbered(wanted, attempt);
    taken.add(nameKey(name));
    return name;
  });
}
