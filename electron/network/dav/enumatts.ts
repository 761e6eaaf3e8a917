import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { type DavResponse, readAllResponses } from './multistatus.ts';

/** X-MS-ENUMATTS: one response an attachment; its href is good for a GET of that attachment alone (reference 3.13). */
export async function enumerateAttachments(
  session: Session,
  path: string,
  signal: AbortSignal,
): Promise<readonly DavResponse[]> {
  const answer = await session.request(
    {
      method: 'X-MS-ENUMATTS',
      path,
      cap: LIMITS.itemAnswerBytes,
      lane: 'body',
      subject: 'message',
      expect: [207],
      due: 'xml',
    },
    signal,
  );
  try {
    return await readAllResponses(answer.body);
  } finally {
    answer.dispose();
  }
}
