// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { signedBody, withSignature } from '../../../renderer/components/signature.ts';
import type { Signature } from '../../../shared/mail/compose/identity.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';

beforeAll(repairNodeName);

const alex: Signature = { kind: 'text', text: 'Alex\nQuay 3' };
const sales: Signature = { kind: 'html', html: '<p><b>Sales</b> desk</p>' };
const none: Signature = { kind: 'text', text: '' };
const text = (written: string) => ({ kind: 'text', text: written }) as const;
const html = (written: string) => ({ kind: 'html', html: written }) as const;
const REPLY = '\n\nOn Monday, Bo wrote:\n> Hello\n';
const HTML_REPLY = '<p><br></p><p>On Monday, Bo wrote:</p><blockquote type="cite">Hello</blockquote>';

describe('a signature in plain text', () => {
  it('stands above what is quoted, under its line', () => {
    expect(signedBody(text(REPLY), alex)).toEqual(
      text('\n\n-- \nAlex\nQuay 3\n\nOn Monday, Bo wrote:\n> Hello\n'),
    );
  });

  it('is replaced, and taken out, without a trace', () => {
    const signed = signedBody(text(`Hi${REPLY}`), alex);
    expect(withSignature(signed, alex, sales)).toMatchObject({
      text: expect.stringContaining('-- \nSales desk'),
    });
    expect(withSignature(signed, alex, none)).toEqual(text(`Hi${REPLY}`));
  });

  it('that somebody changed is theirs', () => {
    const mine = text('Hi\n-- \nAlex, on holiday\n');
    expect(withSignature(mine, alex, sales)).toEqual(mine);
  });
});

describe('a signature in HTML', () => {
  it('stands above what is quoted, and is replaced', () => {
    const signed = signedBody(html(HTML_REPLY), alex);
    expect(signed).toEqual(html(HTML_REPLY.replace('<p>On', '<div>-- <br>Alex<br>Quay 3</div><p>On')));
    const other = withSignature(signed, alex, sales);
    expect(other).toEqual(
      html(HTML_REPLY.replace('<p>On', '<div>-- <br><p><b>Sales</b> desk</p></div><p>On')),
    );
    expect(withSignature(other, sales, none)).toEqual(html(HTML_REPLY));
  });

  it('is cleaned: nothing in it acts', () => {
    const hostile: Signature = { kind: 'html', html: '<p onclick="x()">Hi<script>x()</script></p>' };
    expect(signedBody(html('<p>Text</p>'), hostile)).toEqual(html('<p>Text</p><div>-- <br><p>Hi</p></div>'));
  });

  it('that somebody changed is theirs', () => {
    const mine = html('<p>Hi</p><div>-- <br>Alex, on holiday</div>');
    expect(withSignature(mine, alex, sales)).toEqual(mine);
  });
});
