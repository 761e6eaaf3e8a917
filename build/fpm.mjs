#!/usr/bin/env node
// Stands for fpm, which electron-builder would download: understands the arguments that it passes for a .deb and
// hands the work to dpkg-deb (CUSTOM_FPM_PATH, set by build/package.mjs).
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Arguments without a value. */
const FLAGS = new Set(['force', 'verbose', 'debug']);
/** Arguments that come several times. */
const LISTS = new Set(['depends', 'deb-recommends']);

/**
 * @typedef {object} Request
 * @property {Record<string, string>} values
 * @property {Record<string, string[]>} lists
 * @property {{ from: string, to: string }[]} files What goes where: `SOURCE=TARGET`.
 */

/** Reads fpm's command line. @param {readonly string[]} args @returns {Request} */
export function readRequest(args) {
  /** @type {Request} */
  const request = { values: {}, lists: {}, files: [] };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const option = /^--?([^=]+)(?:=(.*))?$/s.exec(arg);
    if (!arg.startsWith('-') || !option) {
      const cut = arg.lastIndexOf('=');
      request.files.push({ from: arg.slice(0, cut), to: arg.slice(cut + 1) });
      continue;
    }
    const name = option[1] === 'd' ? 'depends' : (option[1] ?? '');
    if (FLAGS.has(name)) continue;
    const value = option[2] ?? args[(i += 1)] ?? '';
    if (LISTS.has(name)) (request.lists[name] ??= []).push(value);
    else request.values[name] = value;
  }
  return request;
}

/** The control file (Debian policy 5.3). @param {Request} request @param {number} kilobytes */
export function controlFile({ values, lists }, kilobytes) {
  const [synopsis = values['name'], ...more] = (values['description'] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const fields = [
    ['Package', values['name']],
    ['Version', values['iteration'] ? `${values['version']}-${values['iteration']}` : values['version']],
    ['Architecture', values['architecture']],
    ['Maintainer', values['maintainer']],
    ['Installed-Size', String(kilobytes)],
    ['Depends', lists['depends']?.join(', ')],
    ['Recommends', lists['deb-recommends']?.join(', ')],
    ['Section', 'mail'],
    ['Priority', values['deb-priority'] ?? 'optional'],
    ['Homepage', values['url']],
    ['Description', [synopsis, ...more].join('\n ')],
  ];
  return fields.flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : [])).join('');
}

/** @param {Request} request */
function buildDeb(request) {
  const work = mkdtempSync(path.join(tmpdir(), 'retinue-deb-'));
  try {
    const root = path.join(work, 'root');
    for (const { from, to } of request.files) place(from, path.join(root, to));
    // The packager's umask must not decide who can read the installed files.
    execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root]);
    writeControl(request, root);
    const output = request.values['package'] ?? '';
    mkdirSync(path.dirname(output), { recursive: true });
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', root, output], {
      stdio: 'inherit',
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to */
function place(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** @param {Request} request @param {string} root */
function writeControl(request, root) {
  const size = execFileSync('du', ['-sk', root], { encoding: 'utf8' });
  const folder = path.join(root, 'DEBIAN');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'control'), controlFile(request, Number.parseInt(size, 10)));
  for (const [option, name] of /** @type {const} */ ([
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ])) {
    const script = request.values[option];
    if (script === undefined) continue;
    copyFileSync(script, path.join(folder, name));
    chmodSync(path.join(folder, name), 0o755);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const request = readRequest(process.argv.slice(2));
  if (request.values['t'] === 'deb') buildDeb(request);
  else {
    process.stderr.write(`fpm: only deb is built here, not ${request.values['t']}; install fpm for it.\n`);
    process.exitCode = 1;
  }
}
