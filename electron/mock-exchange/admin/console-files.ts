import { readFile } from 'node:fs/promises';
import { consoleFileUrls } from '../assets.ts';
import { type AdminAnswer, AdminRefusal, type AdminRequest } from './answer.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** The console loads its own files, talks to this API, and nothing else can be put into it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Words of letters, digits and hyphens, in the folders that the console has: no path leads out of them. */
const NAME = /^(?:(?:views|lit-html|lit-html\/directives)\/)?[a-z0-9][a-z0-9-]*\.([a-z0-9]+)$/;

/** A file of the console. */
export async function consoleFile({
  method,
  url,
}: Pick<AdminRequest, 'method' | 'url'>): Promise<AdminAnswer> {
  const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1);
  const type = TYPES[NAME.exec(name)?.[1] ?? ''];
  const bytes = type === undefined ? null : await contentOf(name);
  if (type === undefined || bytes === null)
    throw new AdminRefusal(404, `There is no ${url.pathname} here; /openapi.json tells what there is.`);
  if (method !== 'GET' && method !== 'HEAD')
    throw new AdminRefusal(405, `${url.pathname} takes GET.`, { Allow: 'GET, HEAD' });
  return {
    status: 200,
    bytes,
    type,
    headers: { 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer' },
  };
}

async function contentOf(name: string): Promise<Buffer | null> {
  for (const url of consoleFileUrls(name)) {
    const bytes = await readFile(url).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (bytes) return bytes;
  }
  return null;
}
