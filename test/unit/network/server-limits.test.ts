import { expect, it } from 'vitest';
import { property } from '../../../electron/network/dav/property.ts';
import { roomOf } from '../../../electron/network/exchange/server-limits.ts';
import { DAV, PROPTAG } from '../../../shared/exchange/names.ts';

type Told = readonly (readonly [namespace: string, name: string, text: string])[];
const submit = (kib: string): Told => [[PROPTAG, 'x666d0003', kib]];
const quota = (kib: string): Told => [[PROPTAG, 'x666e0003', kib]];
const size = (bytes: string): Told => [[PROPTAG, 'x0e080014', bytes]];

it.each<[string, Told, number | null, number | null, number | null]>([
  ['a server that says nothing', [], null, null, null],
  ['a largest size', submit('10240'), 10_485_760, null, null],
  ['no bound of sizes', submit('0'), null, null, null],
  ['nonsense', submit('-1'), null, null, null],
  ['a quota without the size of the mailbox', quota('100'), null, null, null],
  ['a full mailbox', [...quota('100'), ...size('102400')], null, 102_400, 0],
  ['an over-full mailbox', [...quota('100'), ...size('202400')], null, 202_400, 0],
  [
    'a plain server (RFC 4331)',
    [
      [DAV, 'quota-used-bytes', '70'],
      [DAV, 'quota-available-bytes', '30'],
    ],
    null,
    70,
    30,
  ],
])('reads the bounds of %s', (_, told, sendBytes, usedBytes, availableBytes) => {
  const found = new Map(
    told.map(([namespace, name, text]) => [
      property(namespace, name).key,
      { text, type: null, values: [], children: [] },
    ]),
  );
  expect(roomOf(found)).toEqual({ limits: { sendBytes }, quota: { usedBytes, availableBytes } });
});
