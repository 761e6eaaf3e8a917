import { svg } from '/lit-html/lit-html.js';

// Line icons on a 16 px grid (shapes of Lucide, ISC licence), drawn in the colour of the text.

/** @param {unknown} shapes */
function icon(shapes) {
  return svg`<svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes}</svg>`;
}

export const flask = () =>
  icon(
    svg`<path d="M14 2v6l6 11a2 2 0 0 1-2 3H6a2 2 0 0 1-2-3l6-11V2"/><path d="M8.5 2h7"/><path d="M7 16h10"/>`,
  );
export const pause = () => icon(svg`<path d="M14 4v16M9 4v16"/>`);
export const play = () => icon(svg`<path d="m6 4 14 8-14 8z"/>`);
export const bundle = () =>
  icon(
    svg`<path d="M12 15V3"/><path d="m7 10 5 5 5-5"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/>`,
  );
export const undo = () => icon(svg`<path d="M9 14 4 9l5-5"/><path d="M4 9h10a6 6 0 0 1 0 12h-3"/>`);
export const funnel = () => icon(svg`<path d="M4 5h16M7 12h10M10 19h4"/>`);
export const copy = () =>
  icon(
    svg`<rect x="9" y="9" width="12" height="12" rx="2"/><path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1"/>`,
  );
export const warning = () => icon(svg`<path d="m12 3 10 18H2z"/><path d="M12 10v5"/><path d="M12 18h.01"/>`);
export const tick = () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/>`);
export const clock = () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`);
export const scissors = () =>
  icon(
    svg`<circle cx="6" cy="6" r="3"/><circle cx="6" cy="18" r="3"/><path d="M20 4 8.1 15.9M14.5 14.5 20 20M8.1 8.1 12 12"/>`,
  );
export const cross = () => icon(svg`<path d="M18 6 6 18M6 6l12 12"/>`);
export const plus = () => icon(svg`<path d="M12 5v14M5 12h14"/>`);
