import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenge } from '../../../../electron/network/sign-in/ntlm/challenge.ts';
import { authenticateMessage, negotiateMessage } from '../../../../electron/network/sign-in/ntlm/messages.ts';
import { hmacMd5, ownerKey, proofOf } from '../../../../electron/network/sign-in/ntlm/proof.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** [MS-NLMP] section 4.2.1: common values; 4.2.4: NTLMv2. */
const SAMPLE = {
  user: 'User',
  domain: 'Domain',
  password: 'Password',
  challenge: hex('0123456789abcdef'),
  nonce: hex('aaaaaaaaaaaaaaaa'),
  time: 0n,
  targetInfo: hex('02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000'),
  serverToldTime: false,
};
const CHALLENGE = hex(
  `4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000 2400240044000000
   0600701700000000f 530065007200760065007200`
    .replace(/\s/g, '')
    .replace('00000000f', '0000000f') + SAMPLE.targetInfo.toString('hex'),
);
const identity = { scheme: 'NTLM', user: 'Domain\\User', password: 'Password' } as const;
const headerOf = (message: Buffer) => `Negotiate, NTLM ${message.toString('base64')}`;
const fieldOf = (message: Buffer, at: number) => {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
};

describe('the proof of NTLMv2', () => {
  it('is that of [MS-NLMP] section 4.2.4', () => {
    expect(ownerKey(SAMPLE).toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
    const { nt, lm, sessionKey } = proofOf(SAMPLE);
    expect(nt.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(lm.toString('hex')).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(sessionKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  });
});

describe('messages of NTLM', () => {
  it('read the challenge of the specification and prove the password against it', () => {
    const challenge = readChallenge(headerOf(CHALLENGE));
    expect(challenge?.challenge.toString('hex')).toBe('0123456789abcdef');
    expect(challenge?.pairs.map(({ id, value }) => [id, value.toString('utf16le')])).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
    if (!challenge) throw new Error('no challenge');
    // 1601: the time of the sample.
    const chance = { nonce: SAMPLE.nonce, now: -11_644_473_600_000 };
    const message = authenticateMessage(identity, challenge, chance);
    expect(fieldOf(message, 20).subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect([28, 36, 44].map((at) => fieldOf(message, at).toString('utf16le'))).toEqual([
      'Domain',
      'User',
      '',
    ]);
  });

  it.each([
    ['EXAMPLE\\alex', 'EXAMPLE', 'alex'],
    ['alex@example.com', '', 'alex@example.com'],
    // The domain that the server says it is in.
    ['alex', 'Domain', 'alex'],
  ])('take %s apart', (user, domain, name) => {
    const challenge = readChallenge(headerOf(CHALLENGE));
    if (!challenge) throw new Error('no challenge');
    const message = authenticateMessage({ ...identity, user }, challenge, { nonce: SAMPLE.nonce, now: 0 });
    expect([28, 36].map((at) => fieldOf(message, at).toString('utf16le'))).toEqual([domain, name]);
  });

  it('carry an integrity code, and no LMv2, for a server that tells its time', () => {
    const time = hex('0700080000c0a2e1d5b2d901');
    const info = Buffer.concat([SAMPLE.targetInfo.subarray(0, -4), time, Buffer.alloc(4)]);
    const second = Buffer.concat([CHALLENGE.subarray(0, 68), info]);
    second.writeUInt16LE(info.length, 40);
    const challenge = readChallenge(headerOf(second));
    if (!challenge) throw new Error('no challenge');
    const message = authenticateMessage(identity, challenge, { nonce: SAMPLE.nonce, now: 0 });
    const code = Buffer.from(message.subarray(72, 88));
    message.fill(0, 72, 88);
    const key = hmacMd5(ownerKey(SAMPLE), fieldOf(message, 20).subarray(0, 16));
    expect(code).toEqual(hmacMd5(key, negotiateMessage(), second, message));
    expect(fieldOf(message, 12)).toEqual(Buffer.alloc(24));
    // The flag that says so, and the server's own time in the blob.
    expect(fieldOf(message, 20).includes(hex('0600040002000000'))).toBe(true);
    expect(fieldOf(message, 20).subarray(24, 32)).toEqual(time.subarray(4));
  });

  it('are read without harm whatever a server sends', () => {
    fc.assert(
      fc.property(fc.nat(CHALLENGE.length), fc.uint8Array({ maxLength: 40 }), (at, junk) => {
        const torn = Buffer.concat([CHALLENGE.subarray(0, at), junk]);
        const challenge = readChallenge(headerOf(torn));
        if (challenge) authenticateMessage(identity, challenge, { nonce: SAMPLE.nonce, now: 0 });
      }),
    );
  });
});
