import { describe, expect, it } from 'vitest';
import { message } from '../support/mail.ts';
import { ask, propfindBody, searchBody, serverWith, texts, updateBody } from '../support/server.ts';
import { BASE } from './support.ts';

const HELLO = `${BASE}/Inbox/Hello.EML`;
const ID = 'http://schemas.microsoft.com/mapi/id/{00062008-0000-0000-C000-000000000046}/';
const NAMED = `<i:_x0030_x8570 xmlns:i="${ID}"/>`;
const ASKED = `<propfind xmlns="DAV:"><prop>${NAMED}</prop></propfind>`;
const SUBJECTS = searchBody(`SELECT "urn:schemas:httpmail:subject", "${ID}0x8570" FROM ""`);

describe('the two habits that make the XML of Exchange ill-formed (reference 8)', () => {
  it('names that begin with a digit, unless the setting says otherwise', async () => {
    for (const DigitElementNames of [true, false]) {
      const mock = await serverWith([message('Hello')], { settings: { DigitElementNames } });
      await ask(mock, 'PROPPATCH', HELLO, {}, updateBody(NAMED.replace('/>', '>1</i:_x0030_x8570>')));
      const found = await ask(mock, 'PROPFIND', HELLO, { Depth: '0' }, ASKED);
      const searched = await ask(mock, 'SEARCH', `${BASE}/Inbox/`, {}, SUBJECTS);
      const name = DigitElementNames ? /<\w:0x8570>1</ : /<\w:_x0030_x8570>1</;
      expect(found.text).toMatch(name);
      expect(searched.text).toMatch(name);
      await mock.stop();
    }
  });

  it('references to forbidden characters, where the setting asks for them', async () => {
    for (const IllegalXmlCharacters of [true, false]) {
      const mock = await serverWith(
        [message('Hello', { id: 1 }), message('a \u0001 & \u001f b', { id: 2 })],
        {
          settings: { IllegalXmlCharacters },
        },
      );
      const found = await ask(
        mock,
        'PROPFIND',
        `${BASE}/Inbox`,
        { Depth: '1,noroot' },
        propfindBody('h:subject'),
      );
      const searched = await ask(mock, 'SEARCH', `${BASE}/Inbox/`, {}, SUBJECTS);
      const subject = IllegalXmlCharacters ? 'a &#x1; &amp; &#x1f; b' : 'a \uFFFD &amp; \uFFFD b';
      expect(texts(found.text, 'subject')).toContain(subject);
      expect(texts(searched.text, 'subject')).toContain(subject);
      await mock.stop();
    }
  });

  it('neither on a plain server', async () => {
    const settings = { IllegalXmlCharacters: true, DigitElementNames: true };
    const mock = await serverWith([message('Hello')], { settings, personality: 'rfc4918' });
    await ask(mock, 'PROPPATCH', HELLO, {}, updateBody(NAMED.replace('/>', '>1</i:_x0030_x8570>')));
    const { text } = await ask(mock, 'PROPFIND', HELLO, { Depth: '0' }, ASKED);
    expect(text).toMatch(/:_x0030_x8570>1</);
    await mock.stop();
  });
});
