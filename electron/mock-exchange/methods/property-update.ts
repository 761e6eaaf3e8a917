import { DAV } from '../../../shared/exchange/names.ts';
import { refuse } from '../http/refusal.ts';
import { typedValue } from '../store/typed-value.ts';
import type { Change, Outcome } from '../store/write-properties.ts';
import type { PropStat } from '../xml/multistatus.ts';
import { readXml } from '../xml/read.ts';
import { child, elements, is, type XmlElement } from '../xml/tree.ts';

/** Reads a propertyupdate; changes keep the document's order (RFC 4918 section 9.2). */
export function readPropertyUpdate(body: Buffer): readonly Change[] {
  const root = readXml(body);
  if (!is(root, DAV, 'propertyupdate')) refuse(400, 'The request body is not a DAV: propertyupdate.');
  return elements(root).flatMap((part) => {
    const prop = child(part, DAV, 'prop');
    const properties = prop ? elements(prop) : [];
    if (is(part, DAV, 'set')) return properties.map(setting);
    return is(part, DAV, 'remove') ? properties.map(removal) : [];
  });
}

function setting(element: XmlElement): Change {
  return { kind: 'set', name: nameOf(element), value: typedValue(element) };
}

function removal(element: XmlElement): Change {
  return { kind: 'remove', name: nameOf(element) };
}

function nameOf({ namespace, name }: XmlElement) {
  return { namespace, name };
}

/** One propstat for each status. Brief leaves out the 200s (reference 3.3). */
export function outcomePropstats(outcomes: readonly Outcome[], brief: boolean): readonly PropStat[] {
  const statuses = [...new Set(outcomes.map(({ status }) => status))];
  return statuses
    .filter((status) => !brief || status !== 200)
    .map((status) => ({
      status,
      props: outcomes.filter((each) => each.status === status).map(({ name }) => name),
    }));
}
