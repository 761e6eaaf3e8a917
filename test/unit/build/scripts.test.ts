import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { xauthority } from '../../../build/display.mjs';
import { controlFile, readRequest } from '../../../build/fpm.mjs';
import { withLock } from '../../../build/lib/lock.mjs';
import { matchesManifest, writeManifest } from '../../../build/lib/manifest.mjs';
import { unzip } from '../../../build/lib/zip.mjs';
import { holdsAll, refuseOldNode } from '../../../build/packages.mjs';
import { countReport, sum } from '../../../build/results.mjs';
import { placeOf } from '../../../build/runtime-registry.mjs';
import { missingLibraries } from '../../../build/system.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-scripts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const lock = path.join(folder, 'lock');
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  });

  it('is taken over from a process that has gone', async () => {
    const lock = path.join(folder, 'lock');
    await mkdir(lock);
    await writeFile(path.join(lock, 'pid'), '4194304'); // above Linux's highest process id
    expect(await withLock(lock, () => Promise.resolve('in'))).toBe('in');
  });

  it('is given back after a failure', async () => {
    const lock = path.join(folder, 'lock');
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(lock, () => Promise.resolve('in'))).toBe('in');
  });
});

describe('the manifest of a runtime', () => {
  it('notices a changed, a shortened and a missing file', async () => {
    const file = path.join(folder, 'electron');
    await writeFile(file, 'binary');
    await writeManifest(folder);
    expect(await matchesManifest(folder)).toBe(true);
    await writeFile(file, 'bINARY');
    expect(await matchesManifest(folder)).toBe(false);
    await writeFile(file, 'binary');
    expect(await matchesManifest(folder)).toBe(true);
    await writeFile(file, 'bin');
    expect(await matchesManifest(folder)).toBe(false);
    await rm(file);
    expect(await matchesManifest(folder)).toBe(false);
  });
});

describe('unpacking', () => {
  it('refuses a path that leaves the folder', async () => {
    const zip = path.join(folder, 'a.zip');
    await writeFile(zip, storedZip('../outside.txt', 'text'));
    await expect(unzip(zip, path.join(folder, 'to'), (name) => name)).rejects.toThrow('outside');
  });

  it('takes what is asked for, under the name that is asked for', async () => {
    const zip = path.join(folder, 'a.zip');
    await writeFile(zip, storedZip('Cypress/Cypress', 'binary'));
    await unzip(zip, folder, placeOf);
    expect(await readFile(path.join(folder, 'electron'), 'utf8')).toBe('binary');
  });

  it('refuses what is no archive', async () => {
    const zip = path.join(folder, 'a.zip');
    await writeFile(zip, 'a sentence that is longer than the end record');
    await expect(unzip(zip, folder, placeOf)).rejects.toThrow('zip');
  });

  it('leaves the application inside the runtime out', () => {
    expect(placeOf('Cypress/resources/app/index.js')).toBeNull();
    expect(placeOf('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
  });
});

describe('packages', () => {
  const lock = { packages: { '': {}, a: { version: '1.0.0' }, b: { version: '2.0.0', optional: true } } };

  it('are there when all that are not optional have the version of the lock file', () => {
    expect(holdsAll(lock, { packages: { a: { version: '1.0.0' } } })).toBe(true);
    expect(holdsAll(lock, { packages: { a: { version: '1.0.1' } } })).toBe(false);
    expect(holdsAll(lock, { packages: {} })).toBe(false);
  });

  it.each(['18.20.0', '20.18.3'])('need more than Node %s', (version) => {
    expect(() => refuseOldNode(version)).toThrow('20.19');
  });
  it.each(['20.19.0', '22.0.0'])('take Node %s', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });
});

describe('the system', () => {
  it('names the libraries that ldd did not find', () => {
    const text =
      '\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibgbm.so.1 => not found\n\tlibnss3.so => not found\n';
    expect(missingLibraries(text)).toEqual(['libgbm.so.1', 'libnss3.so']);
  });

  it('writes an Xauthority entry for every display', () => {
    const entry = xauthority(Buffer.alloc(16, 7));
    expect(entry.readUInt16BE(0)).toBe(0xffff);
    expect(entry.readUInt16BE(6)).toBe('MIT-MAGIC-COOKIE-1'.length);
    expect(entry.subarray(-16)).toEqual(Buffer.alloc(16, 7));
  });
});

describe('counting', () => {
  it('adds the reports of both runners', () => {
    const vitest = countReport({
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        {
          name: path.resolve('test/unit/a.test.ts'),
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a is b', failureMessages: [] },
            { status: 'failed', fullName: 'a is c', failureMessages: ['\x1b[31mit is b\x1b[39m'] },
          ],
        },
        {
          name: path.resolve('test/unit/b.test.ts'),
          status: 'failed',
          message: 'no such file',
          assertionResults: [],
        },
      ],
    });
    const failed = {
      title: 'opens',
      file: 'start.spec.ts',
      ok: false,
      tests: [{ results: [{ error: { message: 'shut' } }] }],
    };
    const playwright = countReport({
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
      suites: [{ specs: [{ ok: true }], suites: [{ specs: [failed] }] }],
    });
    expect(sum([vitest, playwright])).toEqual({
      passed: 8,
      failed: 3,
      skipped: 3,
      failures: [
        'test/unit/a.test.ts: a is c\nit is b',
        'test/unit/b.test.ts: the file\nno such file',
        'test/app/start.spec.ts: opens\nshut',
      ],
    });
  });
});

describe('the stand-in for fpm', () => {
  it('reads the command line and writes a control file', () => {
    const line =
      '-s dir --force -t deb --name retinue --version=0.1.0 --architecture amd64 -d libnss3 --depends libgbm1';
    const request = readRequest([
      ...line.split(' '),
      '--maintainer',
      'A <a@example.com>',
      '--description',
      'Mail client\nreads mail',
      'release/linux-unpacked/=/opt/Retinue',
    ]);
    expect(request.files).toEqual([{ from: 'release/linux-unpacked/', to: '/opt/Retinue' }]);
    expect(controlFile(request, 12)).toBe(
      'Package: retinue\nVersion: 0.1.0\nArchitecture: amd64\nMaintainer: A <a@example.com>\nInstalled-Size: 12\n' +
        'Depends: libnss3, libgbm1\nSection: mail\nPriority: optional\nDescription: Mail client\n reads mail\n',
    );
  });
});

/** A zip with one stored file. */
function storedZip(name: string, text: string): Buffer {
  const data = Buffer.from(text);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(data.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]);
}
