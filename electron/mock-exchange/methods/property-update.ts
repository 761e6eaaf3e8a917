import { DAV } from '../../../shared/exchange/names.ts';
import { refuse } from '../http/refusal.ts';
import { typedValue } from '../store/typed-value.ts';
import type { PropValue } from '../store/values.ts';
import type { Change, Outcome } from '../store/write-properties.ts';
import type { PropStat } from '../xml/multistatus.ts';
import { readXml } from '../xml/read.ts';
import { attribute, child, elements, is, type XmlElement } from '../xml/tree.ts';

/** Namespace of `xml:lang`. */
const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Reads a propertyupdate; changes keep the document's order (RFC 4918 section 9.2). `xml:lang` belongs to a property
 * also where it stands on an element above (section 4.3).
 */
export function readPropertyUpdate(
  body: Buffer,
  valueFrom: (element: XmlElement) => PropValue | null = typedValue,
): readonly Change[] {
  const root = readXml(body);
  if (!is(root, DAV, 'propertyupdate')) refuse(400, 'The request body is not a DAV: propertyupdate.');
  return elements(root).flatMap((part) => {
    const prop = child(part, DAV, 'prop');
    const properties = prop ? elements(prop) : [];
    const language = prop && languageOf([prop, part, root]);
    if (is(part, DAV, 'set'))
      return properties.map(
        (each): Change => ({ kind: 'set', name: nameOf(each), value: valueFrom(inLanguage(each, language)) }),
      );
    return is(part, DAV, 'remove') ? properties.map(removal) : [];
  });
}

function languageOf(around: readonly XmlElement[]): string | undefined {
  return around.map((each) => attribute(each, XML, 'lang')).find((each) => each !== undefined);
}

function inLanguage(element: XmlElement, language: string | undefined): XmlElement {
  if (language === undefined || attribute(element, XML, 'lang') !== undefined) return element;
  const lang = { namespace: XML, name: 'lang', value: language };
  return { ...element, attributes: [...element.attributes, lang] };
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
      ...(status === 403 && { error: 'cannot-modify-protected-property' }),
    }));
}
