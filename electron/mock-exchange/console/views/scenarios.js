import { html, nothing } from '/lit-html/lit-html.js';
import * as icons from './icons.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */

/** The library; one press loads a scenario and begins a new journal. @param {Model} model @param {Actions} actions */
export function scenariosView({ scenarios, state, scenarioFilter }, actions) {
  const wanted = scenarioFilter.toLowerCase();
  const shown = scenarios.filter(({ name, title, description }) =>
    `${name} ${title} ${description}`.toLowerCase().includes(wanted),
  );
  return html`
    <nav class="pane scenarios" aria-label="Scenarios">
      <h2>Scenarios <span class="count">${scenarios.length}</span></h2>
      <label class="field">
        ${icons.funnel()}
        <input type="search" placeholder="Filter scenarios" aria-label="Filter scenarios"
          .value=${scenarioFilter} @input=${(/** @type {any} */ event) => actions.filterScenarios(event.target.value)} />
      </label>
      <ul>
        ${shown.map(({ name, title, description }) => {
          const running = state?.scenario?.name === name;
          return html`<li>
            <button class="row" aria-current=${running ? 'true' : 'false'} @click=${() => actions.load(name)}
              title=${`Load ${name}`}>
              <span class="title">${title} ${running ? html`<em>running</em>` : nothing}</span>
              <span class="hint">${description}</span>
            </button>
          </li>`;
        })}
      </ul>
      ${shown.length === 0 ? html`<p class="empty">No scenario matches.</p>` : nothing}
    </nav>
  `;
}
