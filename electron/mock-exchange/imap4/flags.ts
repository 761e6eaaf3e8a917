import { MAPI_ID, PROPTAG } from '../../../shared/exchange/names.ts';
import type { Item } from '../store/nodes.ts';
import { canonicalName } from '../store/property-names.ts';
import { lexical } from '../store/values.ts';

/** Flags that messages here can have; no client of this protocol can change them for good. */
export const FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'] as const;
export type Flag = (typeof FLAGS)[number];

const FLAG_STATUS = canonicalName({ namespace: PROPTAG, name: 'x10900003' });
const LAST_VERB = canonicalName({ namespace: PROPTAG, name: 'x10810003' });
/** The state that IMAP4's \Deleted leaves in the property store (reference 4.3). */
const DELETED = canonicalName({
  namespace: `${MAPI_ID}{00062008-0000-0000-C000-000000000046}/`,
  name: '0x8570',
});

/** The flags of a message, from the properties that Outlook and WebDAV clients see (reference 4.3). */
export function storedFlags(item: Item): readonly Flag[] {
  const value = (name: string) => {
    const stored = item.properties?.get(name);
    return stored === undefined ? '' : lexical(stored.value);
  };
  const has: Readonly<Record<Flag, boolean>> = {
    '\\Answered': ['102', '103'].includes(value(LAST_VERB)),
    '\\Flagged': value(FLAG_STATUS) === '2',
    '\\Deleted': value(DELETED) === '1',
    '\\Seen': item.read,
    '\\Draft': item.draft,
  };
  return FLAGS.filter((flag) => has[flag]);
}
