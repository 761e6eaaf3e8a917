import { readdirSync } from 'node:fs';
import {
  isArgumentElement,
  isDateElement,
  isNumberElement,
  isPluralElement,
  isSelectElement,
  isTimeElement,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { byArea, catalogueFolder, readCatalogue } from '../../../../build/lib/catalogue.mjs';
import { saidTexts } from '../../../../build/lib/said-texts.mjs';
import { LANGUAGE_TAGS } from '../../../../shared/language/languages.ts';

const said = await saidTexts();

it('there is a catalogue for each language but English', () => {
  const others = LANGUAGE_TAGS.filter((tag) => tag !== 'en');
  expect(readdirSync(catalogueFolder(''))).toEqual([...others].sort());
});

describe.each(LANGUAGE_TAGS.filter((tag) => tag !== 'en'))('the catalogue %s', async (language) => {
  const catalogue = await readCatalogue(language);
  const texts = [...catalogue.values()].flatMap((file) => Object.entries(file));

  it('has every text that is said, once, and no other', () => {
    for (const [area, wanted] of byArea(said))
      expect({ area, texts: Object.keys(catalogue.get(area) ?? {}).sort() }).toEqual({
        area,
        texts: [...wanted].sort(),
      });
  });

  it('says something for each, with the same values and a form for every number', () => {
    const wrong = texts.flatMap(([text, translated]) => faults(text, translated, language));
    expect(wrong).toEqual([]);
  });
});

function faults(text: string, translated: string, language: string): readonly string[] {
  if (translated.trim() === '') return [`${text}: empty`];
  try {
    const [ours, theirs] = [shape(astOf(text, 'en')), shape(astOf(translated, language))];
    const lost = [...ours.names].filter((name) => !theirs.names.has(name));
    const strange = [...theirs.names].filter((name) => !ours.names.has(name));
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const unformed = theirs.plurals.filter(
      (has) => forms.some((form) => !has.includes(form)) && !has.includes('other'),
    );
    const unchosen = [...ours.choices].filter((choice) => !theirs.choices.has(choice));
    return [
      ...lost.map((name) => `${text}: {${name}} is lost`),
      ...strange.map((name) => `${text}: nobody gives {${name}}`),
      ...unformed.map((has) => `${text}: plural with ${has.join(', ')}`),
      ...(unchosen.length > 0 && theirs.choices.size > 0
        ? unchosen.map((choice) => `${text}: no case ${choice}`)
        : []),
    ];
  } catch (thrown) {
    return [`${text}: ${String(thrown)}`];
  }
}

function astOf(text: string, language: string): readonly MessageFormatElement[] {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
}

/** The names in a message, the forms of its plurals, the cases of its choices. */
function shape(elements: readonly MessageFormatElement[]) {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const choices = new Set<string>();
  const walk = (some: readonly MessageFormatElement[]) => {
    for (const each of some) {
      if (isArgumentElement(each) || isDateElement(each) || isNumberElement(each) || isTimeElement(each))
        names.add(each.value);
      if (!isPluralElement(each) && !isSelectElement(each)) continue;
      names.add(each.value);
      const cases = Object.keys(each.options);
      if (isPluralElement(each)) plurals.push(cases);
      else for (const name of cases) choices.add(`${each.value}: ${name}`);
      for (const { value } of Object.values(each.options)) walk(value);
    }
  };
  walk(elements);
  return { names, plurals, choices };
}
