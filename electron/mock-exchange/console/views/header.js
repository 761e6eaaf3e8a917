import { html, nothing } from '/lit-html/lit-html.js';
import { counted, dayAndTimeOf } from '../format.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */

/** @type {Readonly<Record<string, string>>} */
const NAMES = {
  2000: 'Exchange 2000 SP3',
  2003: 'Exchange 2003 SP2',
  2007: 'Exchange 2007 SP1',
  rfc4918: 'a plain WebDAV server',
};

/** @param {string} label @param {unknown} value @param {string} [kind] */
function fact(label, value, kind = '') {
  return html`<div class="fact ${kind}"><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {number} rate */
function rateWords(rate) {
  return rate === 0 ? 'stopped' : `× ${rate}`;
}

/** What the server is and where its clock stands. @param {Model} model @param {Actions} actions */
export function headerView({ state, problem }, actions) {
  if (state === null) return html`<header class="top"><h1>${icons.flask()} Mock Exchange</h1></header>`;
  const { personality, seed, clock, requests, faults, worker } = state;
  const stopped = clock.rate === 0;
  return html`
    <header class="top">
      <h1>${icons.flask()} Mock Exchange</h1>
      <dl>
        ${fact('Behaves like', NAMES[personality] ?? personality)} ${fact('Seed', seed, 'mono')}
        ${fact('Virtual clock', `${dayAndTimeOf(clock.now)}, ${rateWords(clock.rate)}`)}
        ${fact('Reach', 'This computer only', 'wide')}
        ${fact('Journal', `${counted(requests, 'request')}, ${counted(faults, 'fault')}`)}
        ${worker === 'running' ? nothing : fact('Worker process', worker, 'bad')}
      </dl>
      <div class="buttons">
        <button @click=${() => actions.setRate(stopped ? 1 : 0)}>
          ${stopped ? icons.play() : icons.pause()} ${stopped ? 'Start clock' : 'Stop clock'}
        </button>
        <button @click=${() => actions.advance(600_000)}>+ 10 min</button>
        <a class="button" href="/bundle" download>${icons.bundle()} Save bundle…</a>
        <button class="primary" @click=${() => actions.reset()}>${icons.undo()} Reset</button>
      </div>
    </header>
    ${problem === null ? nothing : html`<p class="problem" role="alert">${icons.warning()} ${problem}</p>`}
  `;
}
