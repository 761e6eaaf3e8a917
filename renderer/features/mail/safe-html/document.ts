/** What the frame may do: show data: images and inline styles. No script, no fetch, no form, no frame. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** How a message stands on the page. */
export type Paper =
  /** White, as the sender saw it. */
  | 'light'
  /** HTML on the dark theme: lightness turned, hue kept, images as they are. */
  | 'adapted'
  /** The message says that it knows dark. */
  | 'own-dark'
  /** Plain text on the dark theme. */
  | 'dark-text';

/** The whole document for `srcdoc`; `body` is the serialised, cleaned body element. The policy stands before anything else. */
export function frameDocument(body: string, css: string, paper: Paper): string {
  return `<!doctype html><html data-paper="${paper}"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta charset="utf-8"><style>${BASE}${PAPERS[paper]}</style><style>${css}</style></head>${body}</html>`;
}

const FACES = "-apple-system,'Segoe UI',Inter,'Noto Sans',system-ui,sans-serif";

const BASE = `
html{background:#fff;color:#1b1c1e;color-scheme:light;overflow-wrap:break-word}
body{margin:0;padding:20px 24px;font:14.5px/23px ${FACES};font-variant-numeric:tabular-nums}
a[href]{color:#1a5c9e}
img{max-width:100%}
img:not([height]){height:auto}
blockquote{margin:0 0 0 2px;padding-left:12px;border-left:2px solid #c8c8c3}
pre{white-space:pre-wrap}
.retinue-image{display:inline-flex;flex-direction:column;justify-content:center;box-sizing:border-box;min-width:180px;max-width:100%;min-height:52px;margin:2px 0;padding:8px 16px;border:1px dashed #7f8388;color:#5f6368;font:12.5px/18px ${FACES};text-align:left;text-decoration:none}
.retinue-text{max-width:720px;white-space:pre-wrap}
.retinue-quote{color:#5f6368}
`;

// 0.91 turns white into #171717 and black into #e8e8e8, which are the dark theme's paper and ink. Images are turned
// back: f(x) = 0.91 - 0.82x has the inverse 1.11 - 1.22x, which is invert(1) contrast(1.22).
const PAPERS: Readonly<Record<Paper, string>> = {
  light: '',
  adapted:
    'html{filter:invert(.91) hue-rotate(180deg)}img{filter:invert(1) contrast(1.22) hue-rotate(180deg)}img.retinue-backed{background:#fff;border-radius:3px}::-webkit-scrollbar-thumb{background:#aaa}',
  'own-dark': 'html{background:#161719;color:#e8e8e6;color-scheme:dark}a[href]{color:#8dbaec}',
  'dark-text':
    'html{background:#161719;color:#e8e8e6;color-scheme:dark}a[href]{color:#8dbaec}.retinue-quote{color:#999da3}',
};
