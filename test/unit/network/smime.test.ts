import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BerFault, readBer } from '../../../electron/network/smime/ber.ts';
import { createAuthorities } from '../../../electron/network/smime/chain.ts';
import { checkSignature } from '../../../electron/network/smime/check-signature.ts';
import type { SignatureReport } from '../../../shared/mail/signature.ts';
import { authority, openssl } from '../../helpers/openssl.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'retinue-smime-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = openssl(folder);
const DAY = 24 * 60 * 60_000;

describe.skipIf(run === null)('a signature made by openssl', () => {
  const ssl = run ?? (() => Buffer.alloc(0));
  const ca = run ? authority(folder, run) : null;
  const authorities = ca ? [new X509Certificate(ca.pem)] : [];
  const alex = ca?.issue('alex', 'alex@example.com') ?? '';
  writeFileSync(
    path.join(folder, 'content'),
    'Content-Type: text/plain; charset=utf-8\r\n\r\nHello Gr\u00fc\u00dfe\r\n\r\n--not a boundary\r\n',
  );

  const signed = (who: string, ...more: readonly string[]) =>
    ssl(
      'cms',
      '-sign',
      '-in',
      'content',
      '-signer',
      `${who}.pem`,
      '-inkey',
      `${who}.key`,
      '-from',
      'alex@example.com',
      ...more,
    ).toString('latin1');
  const look = (
    text: string,
    change: {
      readonly from?: readonly string[];
      readonly now?: number;
      readonly trusted?: readonly X509Certificate[];
    } = {},
  ) =>
    checkSignature({
      bytes: Buffer.from(text, 'latin1'),
      from: change.from ?? ['Alex@example.com'],
      authorities: change.trusted ?? authorities,
      now: change.now ?? Date.now(),
    });
  const kinds = (report: SignatureReport | undefined) =>
    report?.kind === 'signed' ? report.problems.map(({ kind }) => kind) : report?.kind;

  it('is verified over exactly what was signed', () => {
    const report = look(signed(alex))?.report;
    expect(report).toMatchObject({
      kind: 'signed',
      covers: 'whole',
      signer: 'alex',
      issuer: 'Test Authority',
      problems: [],
    });
    const signedAt = report?.kind === 'signed' ? report.signedAt : null;
    expect(Math.abs((signedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(kinds(look(signed(alex).replaceAll('\r\n', '\n'))?.report)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['SHA-512', ['-md', 'sha512']],
    ['RSASSA-PSS', ['-keyopt', 'rsa_padding_mode:pss']],
    ['the identifier of the key', ['-keyid']],
    ['no attributes', ['-noattr']],
    ['its content inside', ['-nodetach']],
    ['its content inside, streamed', ['-nodetach', '-stream']],
    ['binary content', ['-binary']],
  ])('is verified with %s', (_, options) => {
    expect(kinds(look(signed(alex, ...options))?.report)).toEqual([]);
  });

  it('is verified with a key on a curve', () => {
    ca?.issue('curve', 'alex@example.com', { key: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] });
    expect(kinds(look(signed('curve'))?.report)).toEqual([]);
  });

  it('gives back what was inside', () => {
    const inside = look(signed(alex, '-nodetach'))?.content;
    expect(Buffer.from(inside ?? []).toString('latin1')).toContain('Hello');
    expect(look(signed(alex))?.content).toBeNull();
  });

  it.each<[string, (text: string) => string]>([
    ['a letter of the text', (text) => text.replace('Hello', 'Hullo')],
    ['a header field of the part', (text) => text.replace('charset=utf-8', 'charset=utf-7')],
    ['a line more', (text) => text.replace('Hello', 'Hello\r\nand more')],
  ])('is not true any more with %s changed', (_, change) => {
    expect(kinds(look(change(signed(alex)))?.report)).toEqual(['changed']);
  });

  it('is another’s where the address is another', () => {
    const report = look(signed(alex), { from: ['boss@example.com'] })?.report;
    expect(report).toMatchObject({ problems: [{ kind: 'other-address', addresses: ['alex@example.com'] }] });
    expect(kinds(look(signed(alex), { from: [] })?.report)).toEqual(['other-address']);
  });

  it('is nobody’s where nobody vouches for the certificate', () => {
    expect(kinds(look(signed(alex), { trusted: [] })?.report)).toEqual(['unknown-issuer']);
    expect(kinds(look(signed(alex), { trusted: createAuthorities([])() })?.report)).toEqual([
      'unknown-issuer',
    ]);
    ssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'self.key',
      '-out',
      'self.pem',
      '-subj',
      '/CN=alex',
      '-addext',
      'subjectAltName=email:alex@example.com',
    );
    expect(kinds(look(signed('self'))?.report)).toContain('unknown-issuer');
    expect(kinds(look(signed(alex, '-nocerts'))?.report)).toEqual(['no-certificate']);
  });

  it('is judged at the time of signing, which is never taken from the future', () => {
    expect(kinds(look(signed(alex), { now: Date.now() + 100 * DAY })?.report)).toEqual([]);
    expect(kinds(look(signed(alex, '-noattr'), { now: Date.now() + 100 * DAY })?.report)).toEqual([
      'expired',
    ]);
    expect(kinds(look(signed(alex), { now: Date.now() - 100 * DAY })?.report)).toEqual(['expired']);
  });

  it('is weak with an old digest, a short key, or a certificate for something else', () => {
    expect(kinds(look(signed(alex, '-md', 'sha1'))?.report)).toEqual(['weak-digest']);
    ca?.issue('short', 'alex@example.com', { key: ['-newkey', 'rsa:1024'] });
    expect(kinds(look(signed('short'))?.report)).toEqual(['weak-key']);
    ca?.issue('web', 'alex@example.com', {
      extra: ['subjectAltName=email:alex@example.com', 'extendedKeyUsage=serverAuth'],
    });
    expect(kinds(look(signed('web'))?.report)).toEqual(['wrong-use']);
  });

  it('does not lead through a certificate that may not issue', () => {
    const extra = ['subjectAltName=email:boss@example.com', 'basicConstraints=CA:FALSE'];
    writeFileSync(path.join(folder, 'boss.ext'), extra.join('\n'));
    ssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'boss.key',
      '-out',
      'boss.csr',
      '-subj',
      '/CN=boss',
    );
    ssl(
      'x509',
      '-req',
      '-in',
      'boss.csr',
      '-CA',
      'alex.pem',
      '-CAkey',
      'alex.key',
      '-CAcreateserial',
      '-extfile',
      'boss.ext',
      '-out',
      'boss.pem',
    );
    const report = look(signed('boss', '-certfile', 'alex.pem'), { from: ['boss@example.com'] })?.report;
    expect(kinds(report)).toEqual(['unknown-issuer']);
  });

  it('vouches only for its part where other parts stand around it', () => {
    const inner = signed(alex).slice(signed(alex).indexOf('MIME-Version'));
    const around = `From: alex@example.com\r\nContent-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: text/html\r\n\r\n<img src="https://evil.test/?\r\n--out\r\n${inner}\r\n--out\r\nContent-Type: text/html\r\n\r\n">\r\n--out--\r\n`;
    expect(look(around)?.report).toMatchObject({ kind: 'signed', covers: 'part', problems: [] });
  });

  it('is told from encryption', () => {
    const text = ssl('cms', '-encrypt', '-in', 'content', '-aes256', 'alex.pem').toString('latin1');
    expect(look(text)).toEqual({ report: { kind: 'encrypted' }, content: null });
  });

  it('that is damaged anywhere is never verified, and throws nothing', () => {
    const text = signed(alex, '-nodetach');
    const at = text.indexOf('\n\n') < 0 ? text.indexOf('\r\n\r\n') : text.indexOf('\n\n');
    const bytes = Buffer.from(text.slice(at), 'base64');
    const head = text.slice(0, at);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const bent = Buffer.from(bytes);
        bent[place] = (bent[place] ?? 0) ^ by;
        const report = look(`${head}\r\n\r\n${bent.toString('base64')}`)?.report;
        // What is not signed (the wrapping, other people's certificates) may be bent without a change of meaning.
        if (kinds(report)?.length === 0) expect(report).toMatchObject({ signer: 'alex' });
      }),
      { numRuns: 200 },
    );
  });
});

describe('messages that say that they are signed', () => {
  const of = (text: string) =>
    checkSignature({ bytes: Buffer.from(text), from: [], authorities: [], now: 0 });

  it('and are not, are told as such', () => {
    const head =
      'Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    for (const content of ['', 'AAAA', 'MIAGCSqGSIb3DQEHAqCAMIACAQExAA==', '%%%'])
      expect(of(head + content)?.report.kind, content).toBe('unreadable');
    expect(of('Content-Type: text/plain\r\n\r\nx')).toBeNull();
  });

  it('end in every form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => of(`Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n${text}`) === null || true,
      ),
    );
    for (const deep of [
      Buffer.alloc(100_000, 0x30),
      Buffer.from('3080'.repeat(50_000), 'hex'),
      Buffer.from([0x30, 0x84, 255, 255, 255, 255]),
    ])
      expect(() => readBer(deep)).toThrow(BerFault);
  });
});
