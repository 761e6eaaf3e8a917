import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { ask, texts, updateBody } from '../support/server.ts';
import { office } from './office.ts';

const MSIE = { 'User-Agent': 'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)' };
let mock: MockExchange;
beforeAll(async () => {
  mock = await office();
});
afterAll(() => mock.stop());
const owa = (query: string, path = '/exchange/alex/', headers: Readonly<Record<string, string>> = MSIE) =>
  ask(mock, 'GET', `${path}?${query}`, headers);
const found = async (query: string) => texts((await owa(query)).text, 'AN');

describe('the global address list (reference 3.5)', () => {
  it('answers galfind in the shape that DavMail reads', async () => {
    const { status, headers, text } = await owa('Cmd=galfind&AN=bo');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/xml');
    expect(text).toMatch(
      /^<\?xml version="1\.0"\?><a:response xmlns:a="WM"><a:galfind><a:item><a:DN>Bo Berg<\/a:DN><a:AN>bo<\/a:AN><a:EM>bo@example\.com<\/a:EM>/,
    );
    for (const name of ['PH', 'OFFICE', 'TL', 'CP', 'FN', 'LN', 'DP'])
      expect(texts(text, name)).toHaveLength(1);
  });

  const queries: readonly (readonly [string, readonly string[]])[] = [
    ['Cmd=galfind&AN=A', ['alex']],
    ['cmd=galfind&DN=be', ['bo']],
    ['Cmd=galfind&DN=alex+ex', ['alex']],
    ['Cmd=galfind&FN=cy', ['cy']],
    ['Cmd=galfind&LN=da', ['cy']],
    ['Cmd=galfind&CP=example', ['alex', 'bo', 'cy']],
    ['Cmd=galfind&AN=bo&LN=dahl', []],
    ['Cmd=galfind&AN=x', []],
    ['Cmd=galfind', []],
    ['Cmd=gallookup&ADDR=SMTP:Cy@example.com', ['cy']],
    ['Cmd=gallookup&ADDR=bo', ['bo']],
    ['Cmd=gallookup&ADDR=b', []],
  ];
  for (const [query, aliases] of queries)
    it(`finds ${aliases.join(', ') || 'nobody'} by ?${query}`, async () => {
      expect(await found(query)).toEqual(aliases);
    });

  it('gives a page to those who are not MSIE, and nothing with Translate: f', async () => {
    const page = await owa('Cmd=galfind&AN=bo', '/exchange/alex/', {});
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.text).toContain('<TD>bo@example.com</TD>');
    expect((await owa('Cmd=galfind&AN=bo', '/exchange/alex/', { ...MSIE, Translate: 'f' })).status).toBe(403);
  });

  it('is the same at every start with the same seed', async () => {
    const again = await office();
    const { text } = await ask(again, 'GET', '/exchange/alex/?Cmd=galfind&CP=e', MSIE);
    await again.stop();
    expect((await owa('Cmd=galfind&CP=e')).text).toBe(text);
  });
});

describe('free/busy (reference 3.5)', () => {
  const query = 'Cmd=freebusy&start=2026-11-23T08:00:00Z&end=2026-11-23T12:00:00Z&interval=30&u=SMTP:';
  const appointment = (name: string, status: string, from: string, to: string) =>
    ask(
      mock,
      'PROPPATCH',
      `/exchange/alex/Calendar/${name}.EML`,
      { 'Content-Type': 'text/xml' },
      updateBody(
        ['dtstart', 'dtend', 'busystatus']
          .map(
            (each, at) =>
              `<c:${each} xmlns:c="urn:schemas:calendar:">${[from, to, status][at] ?? ''}</c:${each}>`,
          )
          .join(''),
      ),
    );

  it('gives a digit for each interval from the calendar', async () => {
    await appointment('meeting', 'BUSY', '2026-11-23T09:00:00.000Z', '2026-11-23T10:15:00.000Z');
    await appointment('maybe', 'TENTATIVE', '2026-11-23T10:00:00.000Z', '2026-11-23T11:00:00.000Z');
    await appointment('away', 'OOF', '2026-11-23T11:30:00.000Z', '2026-11-24T11:30:00.000Z');
    const { text } = await owa(`${query}alex@example.com`, '/public/');
    expect(texts(text, 'fbdata')).toEqual(['00222103']);
    expect(texts(text, 'displayname')).toEqual(['Alex Example']);
  });

  it('has no data of strangers, and takes several at once', async () => {
    const { text } = await owa(`${query}bo@example.com&u=SMTP:x@outside.example`, '/public/');
    expect(texts(text, 'fbdata')).toEqual(['00000000', '44444444']);
  });

  it('reads a zone whose plus sign was not escaped', async () => {
    const zoned = query.replace('08:00:00Z', '09:00:00+01:00').replace('12:00:00Z', '13:00:00+01:00');
    expect(texts((await owa(`${zoned}alex@example.com`, '/public/')).text, 'fbdata')).toEqual(['00222103']);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['end=2026-11-23T12:00:00Z', 'end=soon'],
    ['interval=30', 'interval=0'],
    ['start=2026', 'start=2027'],
    ['end=2026', 'end=9999'],
  ];
  for (const [right, instead] of wrong)
    it(`refuses ${instead}`, async () => {
      expect((await owa(`${query.replace(right, instead)}bo@example.com`, '/public/')).status).toBe(400);
    });
});

describe('pages', () => {
  it('say where the public folders are (reference 7.2)', async () => {
    for (const command of ['contents', 'navbar'])
      expect((await owa(`Cmd=${command}`)).text).toContain(
        `<A HREF="${mock.origin}/public/"><IMG SRC="/exchweb/img/nb-public.gif"`,
      );
  });

  it('are the frame for any other command', async () => {
    expect((await owa('Cmd=new')).text).toContain(`<BASE href="${mock.origin}/exchange/alex/">`);
  });
});
