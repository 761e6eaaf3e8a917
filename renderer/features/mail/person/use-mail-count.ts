import { useEffect, useState } from 'react';
import { useServices } from '../../../hooks/services.ts';

/** How much mail on this computer is from somebody and to them. */
export interface MailCount {
  readonly from: number;
  readonly to: number;
}

/** Asks the search index; null until it has answered, and where there is none. */
export function useMailCount(address: string): MailCount | null {
  const { engine } = useServices();
  const [count, setCount] = useState<{ readonly of: string; readonly is: MailCount } | null>(null);
  useEffect(() => {
    let live = true;
    const totalOf = async (where: 'from' | 'to') => {
      const term = { kind: 'words', text: address, phrase: true, where } as const;
      const query = { clauses: [{ term, not: false }], accountId: null, limit: 0 };
      return (await engine.call('search.find', query))?.total ?? 0;
    };
    Promise.all([totalOf('from'), totalOf('to')]).then(
      ([from, to]) => live && setCount({ of: address, is: { from, to } }),
      // No index on this computer: the search field says why, the card does without.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [engine, address]);
  return count?.of === address ? count.is : null;
}
