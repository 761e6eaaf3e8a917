import { html, nothing } from '/lit-html/lit-html.js';
import { counted } from '../format.js';
import { whatLine, whereLine } from '../rule-words.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */
/** @typedef {import('../api.js').RuleLine} RuleLine */

const EXAMPLE = `{
  "title": "Reply lost once",
  "where": { "method": "MOVE", "destination": "submission" },
  "step": "after-commit-before-reply",
  "what": { "kind": "drop-reply" },
  "howLong": { "count": 1 }
}`;

/** @param {RuleLine} line @param {Actions} actions */
function ruleRow({ rule, hits, spent }, actions) {
  const state = !rule.enabled ? 'off' : spent ? 'spent' : counted(hits, 'hit');
  return html`<li>
    <button role="switch" class="switch" aria-checked=${rule.enabled} aria-label=${rule.title ?? rule.id}
      @click=${() => actions.enableRule(rule.id, !rule.enabled)}></button>
    <div>
      <p class="title">${rule.title ?? rule.id} <span class="hint">${state}</span></p>
      <p class="mono">${whereLine(rule)}<br />${whatLine(rule)}</p>
    </div>
    <button class="plain small" aria-label=${`Remove ${rule.title ?? rule.id}`} @click=${() => actions.removeRule(rule.id)}>${icons.cross()}</button>
  </li>`;
}

/** @param {Model} model @param {Actions} actions */
function ruleForm({ adding }, actions) {
  if (!adding) return nothing;
  return html`<form class="add" @submit=${(/** @type {any} */ event) => {
    event.preventDefault();
    void actions.addRule(new FormData(event.target).get('rule'));
  }}>
    <label for="rule">A rule as JSON (the schema is at /scenario.schema.json)</label>
    <textarea id="rule" name="rule" rows="9" spellcheck="false" .defaultValue=${EXAMPLE}></textarea>
    <button class="primary">Add rule</button>
  </form>`;
}

/** @param {Model} model @param {Actions} actions */
export function rulesView(model, actions) {
  const on = model.rules.filter(({ rule }) => rule.enabled).length;
  return html`
    <section class="rules" aria-label="Fault rules">
      <div class="bar">
        <h2>Fault rules <span class="hint">${on} on, tried top to bottom</span></h2>
        <button class="plain small" aria-label="Add a rule" aria-expanded=${model.adding} @click=${() => actions.toggleAdding()}>${icons.plus()}</button>
      </div>
      ${ruleForm(model, actions)}
      <ul>${model.rules.map((line) => ruleRow(line, actions))}</ul>
      ${model.rules.length === 0 ? html`<p class="empty">No rules: every request is answered as it should be.</p>` : nothing}
    </section>
  `;
}
