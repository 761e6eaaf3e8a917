import { html, nothing } from '/lit-html/lit-html.js';
import { timeOf } from '../format.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */
/** @typedef {import('../../journal/entry.ts').JournalEntry} JournalEntry */

const STEPS = [
  'before-read',
  'after-headers',
  'mid-upload',
  'after-commit-before-reply',
  'mid-download',
  'after-last-byte',
];

/** Headers that say nothing about what was asked for. */
const DULL =
  /^(host|connection|user-agent|accept|accept-encoding|accept-language|authorization|cookie|content-length|sec-fetch-mode)$/i;

/** The line of a request's steps with the one at which a fault struck. @param {JournalEntry} entry */
function stepLine({ step }) {
  const struck = step === null ? STEPS.length : STEPS.indexOf(step);
  return html`<ol class="steps" aria-label="Steps of the request">
    ${STEPS.map((name, at) => {
      const state = at < struck ? 'done' : at === struck ? 'struck' : 'never';
      return html`<li class=${state}>${at === struck ? icons.scissors() : nothing}<span>${name}</span></li>`;
    })}
  </ol>`;
}

/** @param {import('../../journal/entry.ts').TargetState | null} state */
function stateWords(state) {
  if (state === null) return 'not known';
  const size =
    state.size === null ? '' : state.kind === 'folder' ? `, ${state.size} messages` : `, ${state.size} bytes`;
  return `${state.kind}${size}${state.etag === null ? '' : `, ${state.etag}`}`;
}

/** @param {Model} model @param {Actions} actions */
export function detailView({ entries, selected }, actions) {
  const entry = entries.find(({ id }) => id === selected);
  if (!entry)
    return html`<section class="detail" aria-label="Request"><p class="empty">Choose a request to see what happened to it.</p></section>`;
  const headers = entry.wire.requestHeaders.filter(([name]) => !DULL.test(name)).slice(0, 6);
  return html`
    <section class="detail" aria-label="Request">
      <div class="bar">
        <h2><b>${entry.id}</b> <span class="mono">${entry.method}</span> <span class="hint">${entry.rule === null ? 'no fault' : `rule ${entry.rule}`}</span></h2>
        <button class="plain" @click=${() => actions.replay(entry)}>Replay this request</button>
        <button class="plain" @click=${() => actions.copyCurl(entry)}>${icons.copy()} Copy as curl</button>
      </div>
      ${stepLine(entry)}
      <div class="facts">
        <pre>${headers.map(([name, value]) => `${name}: ${value}\n`)}</pre>
        <div>
          <p><b>Truth.</b> ${entry.truth}. ${entry.committed ? 'The store was changed' : 'The store was not changed'} by the request of ${timeOf(entry.at)}. ${entry.status === 0 ? 'No status line was sent.' : `The status line sent was ${entry.status}.`}</p>
          <p class="hint">Before: ${stateWords(entry.before)}<br />After: ${stateWords(entry.after)}</p>
        </div>
      </div>
    </section>
  `;
}
