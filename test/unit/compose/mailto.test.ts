import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMailto } from '../../../shared/mail/compose/mailto.ts';

describe('a mailto link', () => {
  it('gives recipients, subject and text', () => {
    const url =
      'mailto:bo@example.com,%22Cy%22%20%3Ccy@example.com%3E?cc=dee@example.com&Subject=Quay%20%2B%20crane&body=One%0D%0Atwo';
    expect(readMailto(url)).toEqual({
      to: [
        { name: '', address: 'bo@example.com' },
        { name: 'Cy', address: 'cy@example.com' },
      ],
      cc: [{ name: '', address: 'dee@example.com' }],
      bcc: [],
      subject: 'Quay + crane',
      text: 'One\ntwo',
    });
  });

  it('sets no other field, attaches nothing, and cannot break a header', () => {
    const url =
      'mailto:bo@example.com?attach=/etc/passwd&from=eve@example.com&subject=a%0D%0ABcc:%20eve@example.com&body=b%00c';
    expect(readMailto(url)).toEqual({
      to: [{ name: '', address: 'bo@example.com' }],
      cc: [],
      bcc: [],
      subject: 'a Bcc: eve@example.com',
      text: 'bc',
    });
  });

  it('keeps a plus sign and a percent sign that escapes nothing', () => {
    expect(readMailto('mailto:a+b@example.com?subject=100%&body=%zz')).toMatchObject({
      to: [{ address: 'a+b@example.com' }],
      subject: '100%',
      text: '%zz',
    });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readMailto(`mailto:${text}`)));
  });
});
