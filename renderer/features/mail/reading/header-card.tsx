import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Address } from '../../../../shared/mail/types.ts';
import { Button } from '../../../components/button.tsx';
import { formatAgo, formatFull, formatZone } from '../../../components/format/dates.ts';
import { monogram, shortName } from '../../../components/format/sender.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { noSender } from '../list/row-label.ts';
import { PersonName } from '../person/person-name.tsx';

/** So many recipients are shown before "2 more". */
const SHOWN = 3;

export interface HeaderFacts {
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly date: number | null;
}

/** Who wrote to whom and when. Names and addresses are isolated, so that none can run into the next. */
export function HeaderCard({ from, to, cc, date, isOdd }: HeaderFacts & { readonly isOdd: boolean }) {
  const say = useSay();
  const now = useNow(30_000);
  const [sender] = from;
  const name = shortName(sender);
  return (
    <div className="read-card selectable">
      <span className="monogram" aria-hidden>
        {monogram(name)}
      </span>
      <div className="read-people">
        <p>
          <b>
            {name && sender ? (
              <PersonName person={sender}>
                <Isolated text={name} />
              </PersonName>
            ) : (
              noSender(say)
            )}
          </b>{' '}
          {sender?.name && sender.address && (
            <span className="address">
              <Isolated text={sender.address} />
            </span>
          )}
          {isOdd && (
            <span className="read-caution">
              <Icon of={TriangleAlert} size={14} />
              {say('Look at who sent this')}
            </span>
          )}
        </p>
        <Recipients to={to} cc={cc} />
      </div>
      <div className="read-when">
        {date === null ? (
          <p>{say('No date')}</p>
        ) : (
          <>
            <p>
              <time title={formatZone(date)}>{formatFull(date)}</time>
            </p>
            <p>{formatAgo(date, now, say)}</p>
          </>
        )}
      </div>
    </div>
  );
}

function Recipients({ to, cc }: Pick<HeaderFacts, 'to' | 'cc'>) {
  const say = useSay();
  const [all, setAll] = useState(false);
  if (to.length + cc.length === 0) return <p>{say('No recipients')}</p>;
  const room = all ? Number.POSITIVE_INFINITY : SHOWN;
  const shownTo = to.slice(0, room);
  const shownCc = cc.slice(0, Math.max(0, room - shownTo.length));
  const hidden = to.length + cc.length - shownTo.length - shownCc.length;
  return (
    <p>
      <Line word={say('To')} people={shownTo} whole={all} />
      <Line word={say('Cc')} people={shownCc} whole={all} />
      {hidden > 0 && (
        <Button
          kind="link"
          label={say('{count, number} more', { count: hidden })}
          onPress={() => setAll(true)}
        />
      )}
    </p>
  );
}

function Line({
  word,
  people,
  whole,
}: {
  readonly word: string;
  readonly people: readonly Address[];
  readonly whole: boolean;
}) {
  if (people.length === 0) return null;
  return (
    <>
      {`${word} `}
      {people.map((person, index) => (
        <span key={`${person.address} ${index}`}>
          {index > 0 && ', '}
          <PersonName person={person}>
            <Isolated
              text={
                whole && person.name && person.address
                  ? `${person.name} <${person.address}>`
                  : shortName(person)
              }
            />
          </PersonName>
        </span>
      ))}{' '}
    </>
  );
}
