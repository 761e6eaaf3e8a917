import { useEffect } from 'react';
import { LANGUAGE_TAGS, languageFor, LANGUAGES } from '../../../shared/language/languages.ts';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useSettings } from '../../hooks/use-settings.tsx';
import { ChoiceSetting } from './setting.tsx';
import { useFact } from './use-fact.ts';
import { useRestart } from './use-restart.ts';

const CHOICES = LANGUAGE_TAGS.map((tag) => [tag as string, LANGUAGES[tag]] as const);

/** The language of Retinue. It is taken at a start: where another one would be taken then, a restart is offered. */
export function Language() {
  const say = useSay();
  const { language } = useSettings();
  const change = useChangeSettings();
  const restart = useRestart('app.restart');
  const [next, ask] = useFact('language.next');
  useEffect(ask, [ask, language]);
  const isOther = next !== null && next.language !== languageFor(say.locale);
  return (
    <ChoiceSetting
      label={say('Language')}
      hint={say('Holds from the next start of Retinue on.')}
      also={say('language English Hebrew Japanese translation locale right to left')}
      value={language ?? ''}
      choices={[['', say('As the system')] as const, ...CHOICES]}
      onChoose={(chosen) => change({ language: LANGUAGE_TAGS.find((tag) => tag === chosen) ?? null })}
    >
      {isOther && <Button kind="outline" label={say('Restart Retinue now')} onPress={restart} />}
    </ChoiceSetting>
  );
}
