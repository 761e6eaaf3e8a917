import {
  DENSITIES,
  PREVIEWS,
  useConversations,
  useDensity,
  useToastsStay,
  useUsualPreview,
} from '../../hooks/habits.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useSettings } from '../../hooks/use-settings.tsx';
import { ACCENTS, TEXT_SIZES, THEMES } from '../../../shared/settings/settings.ts';
import { Language } from './language.tsx';
import { ChoiceSetting, SwitchSetting } from './setting.tsx';

/** How the window looks. */
export function Appearance() {
  const say = useSay();
  const { theme, accent, textSize } = useSettings();
  const { bridge } = useServices();
  // Electron asks no desktop of Linux for it.
  const hasAccent = bridge.platform !== 'linux';
  const accents = { system: say('As the system'), retinue: say('Retinue’s blue') };
  const change = useChangeSettings();
  const [density, setDensity] = useDensity();
  const [preview, setPreview] = useUsualPreview();
  const [conversations, setConversations] = useConversations();
  const [toastsStay, setToastsStay] = useToastsStay();
  const themes = { system: say('As the system'), light: say('Light'), dark: say('Dark') };
  const densities = { compact: say('Compact'), normal: say('Normal'), roomy: say('Roomy') };
  const previews = { right: say('Right of the list'), below: say('Below the list'), off: say('Off') };
  return (
    <>
      <ChoiceSetting
        label={say('Light or dark')}
        also={say('theme colour night mode black white')}
        value={theme}
        choices={THEMES.map((each) => [each, themes[each]] as const)}
        onChoose={(chosen) => change({ theme: chosen })}
      />
      {hasAccent && (
        <ChoiceSetting
          label={say('Accent colour')}
          hint={say('A colour that could not be read is made darker or lighter.')}
          also={say('highlight tint buttons links selection')}
          value={accent}
          choices={ACCENTS.map((each) => [each, accents[each]] as const)}
          onChoose={(chosen) => change({ accent: chosen })}
        />
      )}
      <ChoiceSetting
        label={say('Text size')}
        also={say('zoom larger smaller font scale big eyes')}
        value={textSize}
        choices={TEXT_SIZES.map((each) => [each, say('{size, number} %', { size: each })] as const)}
        onChoose={(chosen) => change({ textSize: chosen })}
      />
      <Language />
      <ChoiceSetting
        label={say('Density of lists')}
        also={say('row height compact roomy touch spacing')}
        value={density}
        choices={DENSITIES.map((each) => [each, densities[each]] as const)}
        onChoose={setDensity}
      />
      <ChoiceSetting
        label={say('Reading pane')}
        hint={say('A folder for which the View menu chose another place keeps it.')}
        also={say('preview layout message beside below')}
        value={preview}
        choices={PREVIEWS.map((each) => [each, previews[each]] as const)}
        onChoose={setPreview}
      />
      <SwitchSetting
        label={say('Conversations are one row')}
        also={say('threads group thread messages together')}
        on={conversations}
        onChange={setConversations}
      />
      <SwitchSetting
        label={say('What is told at the bottom stays until it is closed')}
        also={say('toasts messages vanish disappear time accessibility undo')}
        on={toastsStay}
        onChange={setToastsStay}
      />
    </>
  );
}
