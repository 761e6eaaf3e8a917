import { useId } from 'react';
import type { JunkFilter, JunkLevel } from '../../../../shared/filing/filing.ts';
import { senderEntry } from '../../../../shared/filing/senders.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** The lists as a person writes them: a sender a line. */
export interface JunkText {
  readonly level: JunkLevel;
  readonly safe: string;
  readonly blocked: string;
}

export function junkText({ level, safe, blocked }: JunkFilter): JunkText {
  return { level, safe: safe.join('\n'), blocked: blocked.join('\n') };
}

/** What was written, and the lines that are no sender. One that stands in both lists is trusted. */
export function readJunk({ level, safe, blocked }: JunkText) {
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  const read = (text: string) => [...new Set(lines(text).flatMap((line) => senderEntry(line) ?? []))];
  const trusted = read(safe);
  const junk: JunkFilter = {
    level,
    safe: trusted,
    blocked: read(blocked).filter((entry) => !trusted.includes(entry)),
  };
  const wrong = [...lines(safe), ...lines(blocked)].filter((line) => senderEntry(line) === null);
  return { junk, wrong };
}

/** How much the junk filter takes, whom it trusts and whom it does not. */
export function JunkTab({
  text,
  onChange,
}: {
  readonly text: JunkText;
  readonly onChange: (text: JunkText) => void;
}) {
  const say = useSay();
  const id = useId();
  const { wrong } = readJunk(text);
  const list = (which: 'safe' | 'blocked', label: string) => (
    <div className="field">
      <label className="label" htmlFor={`${id}-${which}`}>
        {label}
      </label>
      <textarea
        id={`${id}-${which}`}
        className="input senders"
        spellCheck={false}
        rows={6}
        aria-describedby={`${id}-hint ${id}-wrong`}
        aria-invalid={wrong.length > 0}
        value={text[which]}
        onChange={(event) => onChange({ ...text, [which]: event.target.value })}
      />
    </div>
  );
  return (
    <>
      <div className="choices" role="radiogroup" aria-label={say('How much is taken for junk')}>
        {levels(say).map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={`${id}-level`}
              checked={text.level === value}
              onChange={() => onChange({ ...text, level: value })}
            />
            {label}
          </label>
        ))}
      </div>
      <p className="hint">
        {say('Junk is moved to the folder for junk and never deleted. Each message there says why.')}
      </p>
      <div className="sender-lists">
        {list('safe', say('Safe senders'))}
        {list('blocked', say('Blocked senders'))}
      </div>
      <p className="hint" id={`${id}-hint`}>
        {say('One address or domain a line: ada@example.com, or example.com with all that is under it.')}
      </p>
      <p role="status" id={`${id}-wrong`}>
        {wrong.length > 0 &&
          say(
            '{count, plural, one {This line is} other {These lines are}} no address and no domain: {lines}',
            {
              count: wrong.length,
              lines: new Intl.ListFormat(say.locale).format(wrong.slice(0, 3)),
            },
          )}
      </p>
    </>
  );
}

function levels(say: Say): readonly { readonly value: JunkLevel; readonly label: string }[] {
  return [
    { value: 'off', label: say('Off: only senders that you blocked') },
    { value: 'low', label: say('Low: also mail that shows several signs of junk') },
    { value: 'high', label: say('High: also mail that shows one strong sign; look into Junk now and then') },
  ];
}
