import { html, nothing } from '/lit-html/lit-html.js';
import { repeat } from '/lit-html/directives/repeat.js';
import { journalFilter } from '../filter.js';
import { shownPath, sizeOf, timeOf } from '../format.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */
/** @typedef {import('../../journal/entry.ts').JournalEntry} JournalEntry */

/** Rows in the page at most; the filter finds older ones. */
const MOST_ROWS = 400;

/** @param {Model} model @returns {readonly JournalEntry[]} newest first */
export function shownEntries({ entries, journalText, onlyFaults }) {
  const holds = journalFilter(journalText);
  /** @type {JournalEntry[]} */
  const shown = [];
  for (let at = entries.length - 1; at >= 0 && shown.length < MOST_ROWS; at--) {
    const entry = entries[at];
    if (entry && (!onlyFaults || entry.rule !== null) && holds(entry)) shown.push(entry);
  }
  return shown;
}

/** @param {JournalEntry} entry */
function statusClass({ status }) {
  if (status === 0) return 'cut';
  return status >= 500 ? 'bad' : status >= 400 ? 'warn' : '';
}

/** The step that has a long name is shown short; the detail below has it whole. @param {string | null} step */
function stepWord(step) {
  return step === 'after-commit-before-reply' ? 'after-commit' : (step ?? '');
}

/** @param {JournalEntry} entry @param {boolean} selected @param {Actions} actions */
function row(entry, selected, actions) {
  const to = entry.wire.requestHeaders.find(([name]) => name.toLowerCase() === 'destination')?.[1];
  const target = to === undefined ? '' : ` → ${shownPath(to.replace(/^https?:\/\/[^/]*/i, ''))}`;
  return html`<tr aria-selected=${selected} @click=${() => actions.select(entry.id)}>
    <td class="number"><button class="link" @click=${() => actions.select(entry.id)} aria-label=${`Request ${entry.id}`}>${entry.id}</button></td>
    <td class="time">${timeOf(entry.at)}</td>
    <td class="client">${entry.client ?? ''}</td>
    <td class="mono method">${entry.method}</td>
    <td class="mono path" title=${entry.path}>${shownPath(entry.path)}${target}</td>
    <td class="mono fault" title=${entry.step ?? ''}>${stepWord(entry.step)}</td>
    <td class="mono ${statusClass(entry)}">${entry.status === 0 ? 'cut' : entry.status}</td>
    <td class="number">${sizeOf(entry.responseBytes)}</td>
    <td class="truth" title=${entry.truth}>${entry.truth}</td>
  </tr>`;
}

/** @param {Model} model @param {Actions} actions */
export function journalView(model, actions) {
  const shown = shownEntries(model);
  return html`
    <section class="journal" aria-label="Request journal">
      <div class="bar">
        <h2>Request journal <span class="live ${model.online ? 'on' : ''}">${model.online ? 'live, newest first' : 'no answer from the server'}</span></h2>
        <label class="field">
          ${icons.funnel()}
          <input type="search" placeholder="fault:* method:MOVE" aria-label="Filter the journal" spellcheck="false"
            .value=${model.journalText} @input=${(/** @type {any} */ event) => actions.filterJournal(event.target.value)} />
        </label>
        <label class="check">
          <input type="checkbox" .checked=${model.onlyFaults} @change=${() => actions.toggleFaults()} /> Only faults
        </label>
        <a class="button" href="/har" download="journal.har">${icons.bundle()} HAR</a>
      </div>
      <div class="scroll" tabindex="0" aria-label="Requests">
        <table>
          <thead>
            <tr>
              <th class="number">#</th><th>Time</th><th>Client</th><th>Method</th><th>Path</th><th>Fault point</th>
              <th>Sent</th><th class="number">Bytes</th><th>What is true on the server</th>
            </tr>
          </thead>
          <tbody>${repeat(
            shown,
            ({ id }) => id,
            (entry) => row(entry, entry.id === model.selected, actions),
          )}</tbody>
        </table>
        ${shown.length === 0 ? html`<p class="empty">${model.entries.length === 0 ? 'Nothing was asked yet. Point a client at this server.' : 'No request matches the filter.'}</p>` : nothing}
      </div>
    </section>
  `;
}
