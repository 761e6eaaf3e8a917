import { describe, expect, it } from 'vitest';
import { answerWords, offerWords } from '../../../renderer/features/mail/reading/list-words.ts';
import { english } from '../../../shared/language/say.ts';
import type { HeaderFields } from '../../../shared/mail/header-fields.ts';
import { unsubscribing } from '../../../shared/mail/unsubscribe.ts';

const WAYS = [
  'list-unsubscribe',
  '<https://u.shop.example/x?id=1>, <mailto:off@shop.example?subject=off>',
] as const;
const POST = ['list-unsubscribe-post', 'List-Unsubscribe=One-Click'] as const;
const DKIM = [
  'dkim-signature',
  'v=1; a=rsa-sha256; d=shop.example; s=a; h=From:To: List-Unsubscribe:\t List-Unsubscribe-Post; bh=x; b=y',
] as const;
const results = (verdict: string, domain = 'shop.example') =>
  ['authentication-results', `mx.example; spf=pass; dkim=${verdict} header.d=${domain}`] as const;
const of = (...fields: HeaderFields) => unsubscribing(fields);

describe('how a list is left', () => {
  it('is by one click where the list says so and a signature covers it', () => {
    expect(of(WAYS, POST, DKIM)).toEqual({
      list: 'u.shop.example',
      oneClick: 'https://u.shop.example/x?id=1',
      vouched: 'unchecked',
      mail: 'mailto:off@shop.example?subject=off',
      page: 'https://u.shop.example/x?id=1',
    });
    expect(of(WAYS, POST, DKIM, results('pass'))?.vouched).toBe('passed');
    expect(of(WAYS, POST, DKIM, results('pass', 'other.test'))?.vouched).toBe('unchecked');
  });

  it.each<[string, HeaderFields]>([
    ['does not say so', [WAYS, DKIM]],
    ['says something else', [WAYS, ['list-unsubscribe-post', 'List-Unsubscribe=One-Click&more=1'], DKIM]],
    ['has no signature', [WAYS, POST]],
    [
      'has a signature over one field',
      [WAYS, POST, ['dkim-signature', 'd=shop.example; h=from:list-unsubscribe']],
    ],
    ['has a signature that the server found wrong', [WAYS, POST, DKIM, results('fail')]],
    ['has no https', [['list-unsubscribe', '<http://u.shop.example/x>'], POST, DKIM]],
    ['names a user', [['list-unsubscribe', '<https://a:b@u.shop.example/x>'], POST, DKIM]],
  ])('is not by one click where it %s', (_, fields) => {
    const ways = unsubscribing(fields);
    expect(ways?.oneClick).toBeNull();
    expect(ways?.page).not.toBeNull();
    expect(ways && offerWords(ways, english())).toMatch(/^Mail of the list u\.shop\.example\. /);
  });

  it('has the name of its List-Id', () => {
    expect(of(['list-id', 'The Shop <News.shop.example>'], WAYS)?.list).toBe('news.shop.example');
  });

  it.each([
    '',
    'nonsense',
    '<javascript:alert(1)>',
    '<file:///etc/passwd>, <data:text/html,x>',
    'https://no.example/',
  ])('is not known from %j', (value) => expect(of(['list-unsubscribe', value], POST, DKIM)).toBeNull());

  it('bears white space inside of the brackets', () => {
    expect(of(['list-unsubscribe', '<https://u.shop.example/\r\n a>'])?.page).toBe(
      'https://u.shop.example/a',
    );
  });
});

it('says what the server answered', () => {
  const words = (status: number, location: string | null = null) =>
    answerWords({ status, location }, 'u.shop.example', english());
  expect(words(202)).toContain('took your request to be taken off this list (202)');
  expect(words(302, 'https://other.test/a')).toContain(
    'wants to lead on to other.test (302). Retinue did not go there',
  );
  expect(words(404)).toContain('did not take your request (404). You may still be on the list.');
});
