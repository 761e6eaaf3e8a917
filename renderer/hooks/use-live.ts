import { useLiveQuery } from 'dexie-react-hooks';

/**
 * A live query that never shows the answer to another question: undefined until the first answer for this `key`.
 * Dexie's own hook keeps the last answer when its dependencies change.
 */
export function useLive<T>(key: string, query: () => Promise<T>): T | undefined {
  const answer = useLiveQuery(async () => ({ key, value: await query() }), [key]);
  return answer?.key === key ? answer.value : undefined;
}
