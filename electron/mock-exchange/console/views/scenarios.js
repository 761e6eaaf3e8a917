import { html, nothing } from '/lit-html/lit-html.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */
/** @typedef {import('../api.js').ScenarioLine} ScenarioLine */

/** What a description begins with says what the scenario is for. */
const GROUPS = /** @type {const} */ ([
  { title: 'Servers', holds: (/** @type {string} */ text) => !/^(S\d+|Trap)\b/.test(text) },
  { title: 'Stuck mail', holds: (/** @type {string} */ text) => /^S\d+\b/.test(text) },
  { title: 'Large transfers', holds: (/** @type {string} */ text) => /^Trap\b/.test(text) },
]);

/** @param {string} description */
function numberOf(description) {
  return Number(/^S(\d+)/.exec(description)?.[1] ?? 0);
}

/** @param {ScenarioLine} line @param {boolean} running @param {Actions} actions */
function row({ name, title, description }, running, actions) {
  return html`<li>
    <button class="row" aria-current=${running ? 'true' : 'false'} title=${`Load ${name}`} @click=${() => actions.load(name)}>
      <span class="title">${title} ${running ? html`<em>running</em>` : nothing}</span>
      <span class="hint">${description}</span>
    </button>
  </li>`;
}

/** The library; one press loads a scenario and begins a new journal. @param {Model} model @param {Actions} actions */
export function scenariosView({ scenarios, state, scenarioFilter }, actions) {
  const wanted = scenarioFilter.toLowerCase();
  const shown = scenarios
    .filter(({ name, title, description }) =>
      `${name} ${title} ${description}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => numberOf(a.description) - numberOf(b.description));
  const groups = GROUPS.map(({ title, holds }) => ({
    title,
    lines: shown.filter(({ description }) => holds(description)),
  }));
  return html`
    <nav class="pane scenarios" aria-label="Scenarios">
      <h2>Scenarios <span class="count">${scenarios.length}</span></h2>
      <label class="field">
        ${icons.funnel()}
        <input type="search" placeholder="Filter scenarios" aria-label="Filter scenarios"
          .value=${scenarioFilter} @input=${(/** @type {any} */ event) => actions.filterScenarios(event.target.value)} />
      </label>
      <div class="scroll">
        ${groups
          .filter(({ lines }) => lines.length > 0)
          .map(
            ({ title, lines }) => html`<h3>${title}</h3>
              <ul>${lines.map((line) => row(line, state?.scenario.name === line.name, actions))}</ul>`,
          )}
        ${shown.length === 0 ? html`<p class="empty">No scenario matches.</p>` : nothing}
      </div>
    </nav>
  `;
}
