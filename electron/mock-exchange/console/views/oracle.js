import { html, nothing } from '/lit-html/lit-html.js';
import { counted } from '../format.js';
import { verdictOf, verdictWords } from '../verdict.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../verdict.js').Verdict} Verdict */

/** @param {Verdict} verdict */
function verdictCell(verdict) {
  switch (verdict) {
    case 'duplicate':
      return html`<span class="bad">${icons.warning()} ${verdictWords(verdict)}</span>`;
    case 'stuck-in-drafts':
    case 'in-outbox':
      return html`<span class="warn">${icons.warning()} ${verdictWords(verdict)}</span>`;
    case 'delivered':
      return html`<span class="good">${icons.tick()} ${verdictWords(verdict)}</span>`;
    case 'open':
      return html`<span>${icons.clock()} ${verdictWords(verdict)}</span>`;
  }
}

/** Copies that really lie in mailboxes, counted by the server itself. @param {Model} model */
export function oracleView({ oracle }) {
  const messages = oracle?.messages ?? [];
  const duplicates = messages.filter((message) => verdictOf(message) === 'duplicate').length;
  return html`
    <section class="oracle" aria-label="Delivery oracle">
      <div class="bar">
        <h2>Delivery oracle <span class="hint">copies per Message-ID, and what is left behind</span></h2>
        ${duplicates > 0 ? html`<span class="bad">${icons.warning()} ${counted(duplicates, 'duplicate')}</span>` : nothing}
        <a class="button" href="/oracle" download="oracle.json">${icons.bundle()} JSON</a>
      </div>
      <div class="scroll" tabindex="0" aria-label="Messages">
        <table>
          <thead>
            <tr><th>Message-ID</th><th>Subject</th><th>Copies to each</th><th class="number">Sent</th>
              <th class="number">Drafts</th><th class="number">Outbox</th><th>Verdict</th></tr>
          </thead>
          <tbody>
            ${messages
              .slice(-200)
              .reverse()
              .map(
                (message) => html`<tr>
              <td class="mono" title=${message.messageId}>${message.messageId.replace(/^<|>$/g, '')}</td>
              <td class="subject">${message.subject}</td>
              <td class="mono">${message.deliveries.map(({ recipient, copies }) => html`<span title=${recipient} class=${copies > 1 ? 'bad' : ''}>${copies} </span>`)}</td>
              <td class="number">${message.sentCopies}</td><td class="number">${message.draftsLeft}</td>
              <td class="number">${message.inOutbox}</td><td>${verdictCell(verdictOf(message))}</td>
            </tr>`,
              )}
          </tbody>
        </table>
        ${messages.length === 0 ? html`<p class="empty">Nothing was sent yet.</p>` : nothing}
      </div>
    </section>
  `;
}
