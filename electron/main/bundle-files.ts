import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ORIGIN, PDF_FRAME_URL } from './own-page.ts';

/**
 * Message bodies are shown in a frame by srcdoc, which inherits this policy: hence inline styles and data: images.
 * Scripts come from the bundle only, and nothing at all from elsewhere.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The frame that draws PDF files: its own scripts, and what it makes itself. It reaches nothing else, not even the bundle. */
const PDF_POLICY = [
  "default-src 'none'",
  "script-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data: blob:',
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** The worker that searches runs SQLite as WebAssembly; a worker takes the policy of its own file, and no page has this one. */
const SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
const SEARCH_WORKER = /^app:\/\/bundle\/assets\/search-worker-[\w-]+\.js$/;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

const SCRIPT = /\.m?js$|\.css$/;

/** The answer to one request; 404 for whatever is not a file of the bundle. */
export async function answer(root: string, method: string, url: string): Promise<Response> {
  const file = fileFor(root, url);
  const type = file === null ? undefined : TYPES[path.extname(file)];
  if (method !== 'GET' || file === null || type === undefined) return notFound();
  try {
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': type,
        'content-security-policy': policyFor(url),
        // A frame without an origin loads its modules as a stranger would; the bundle holds nothing secret.
        ...(SCRIPT.test(file) ? { 'access-control-allow-origin': '*' } : {}),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      },
    });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return notFound();
    throw thrown;
  }
}

function policyFor(url: string): string {
  if (url === PDF_FRAME_URL) return PDF_POLICY;
  return SEARCH_WORKER.test(url) ? SEARCH_POLICY : POLICY;
}

/** The file that an address names, or null when it leaves the folder or the origin. Decoded exactly once. */
export function fileFor(root: string, url: string): string | null {
  if (!url.startsWith(`${ORIGIN}/`)) return null;
  const { pathname } = new URL(url);
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null; // a broken escape names no file of ours
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const file = path.join(root, name);
  return file.startsWith(root + path.sep) ? file : null;
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } });
}
