import { html, nothing } from '/lit-html/lit-html.js';
import { counted } from '../format.js';
import { verdictOf, verdictWords } from '../verdict.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../verdict.js').Verdict} Verdict */
/** @typedef {import('../verdict.js').OracleMessage} OracleMessage */
/** @typedef {import('../verdict.js').Claim} Claim */

/** Lines in the page at most; the JSON has all of them. */
const MOST_LINES = 200;

/** @param {Verdict} verdict */
function verdictCell(verdict) {
  switch (verdict) {
    case 'duplicate':
    case 'lost':
    case 'untrue':
      return html`<span class="bad">${icons.warning()} ${verdictWords(verdict)}</span>`;
    case 'stuck-in-drafts':
    case 'in-outbox':
      return html`<span class="warn">${icons.warning()} ${verdictWords(verdict)}</span>`;
    case 'honest':
    case 'delivered':
      return html`<span class="good">${icons.tick()} ${verdictWords(verdict)}</span>`;
    case 'open':
      return html`<span>${icons.clock()} ${verdictWords(verdict)}</span>`;
  }
}

/** @param {OracleMessage} message @param {Claim | undefined} claim */
function row(message, claim) {
  const { messageId, subject, deliveries, sentCopies, draftsLeft } = message;
  return html`<tr>
    <td class="mono" title=${messageId}>${messageId.replace(/^<|@.*$|>$/g, '')}</td>
    <td class="subject" title=${subject}>${subject}</td>
    <td class="client">${claim?.client ?? ''}</td>
    <td class="mono">${deliveries.map(({ recipient, copies }) => html`<span title=${recipient} class=${copies > 1 ? 'bad' : ''}>${copies} </span>`)}</td>
    <td class="number">${sentCopies}</td>
    <td class="number">${draftsLeft}</td>
    <td>${claim?.says ?? ''}</td>
    <td>${verdictCell(verdictOf(message, claim))}</td>
  </tr>`;
}

/** A line for each client that says something of a message, one line where none does. @param {Model} model */
function linesOf({ oracle, claims }) {
  return (oracle?.messages ?? []).flatMap((message) => {
    /** @type {readonly (Claim | undefined)[]} */
    const said = claims.filter(({ messageId }) => messageId === message.messageId);
    return (said.length === 0 ? [undefined] : said).map((claim) => ({ message, claim }));
  });
}

/** Copies that really lie in mailboxes, counted by the server itself, and what clients say. @param {Model} model */
export function oracleView(model) {
  const lines = linesOf(model);
  const duplicates = (model.oracle?.messages ?? []).filter((each) => verdictOf(each) === 'duplicate').length;
  return html`
    <section class="oracle" aria-label="Delivery oracle">
      <div class="bar">
        <h2>Delivery oracle <span class="hint">copies per Message-ID, and what each client believes</span></h2>
        ${duplicates > 0 ? html`<span class="bad">${icons.warning()} ${counted(duplicates, 'duplicate')}</span>` : nothing}
        <a class="button" href="/oracle" download="oracle.json">${icons.bundle()} JSON</a>
      </div>
      <div class="scroll" tabindex="0" aria-label="Messages">
        <table>
          <thead>
            <tr>
              <th>Message-ID</th><th>Subject</th><th>Client</th><th>Copies to each</th><th class="number">Sent</th>
              <th class="number">Drafts</th><th>Client says</th><th>Verdict</th>
            </tr>
          </thead>
          <tbody>${lines
            .slice(-MOST_LINES)
            .reverse()
            .map(({ message, claim }) => row(message, claim))}</tbody>
        </table>
        ${lines.length === 0 ? html`<p class="empty">Nothing was sent yet.</p>` : nothing}
      </div>
    </section>
  `;
}
