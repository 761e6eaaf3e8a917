import { html, render } from '/lit-html/lit-html.js';
import { ask, readServer } from './api.js';
import { curlOf } from './copy-as-curl.js';
import { emptyModel, MOST_ENTRIES, withFresh } from './model.js';
import { detailView } from './views/detail.js';
import { headerView } from './views/header.js';
import { journalView } from './views/journal.js';
import { oracleView } from './views/oracle.js';
import { rulesView } from './views/rules.js';
import { scenariosView } from './views/scenarios.js';
import { settingsView } from './views/settings.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Actions} Actions */

const POLL_MS = 1000;

/** @param {Model} model @param {Actions} actions */
function page(model, actions) {
  const tab = (/** @type {Model['tab']} */ name, /** @type {string} */ words) =>
    html`<button role="tab" aria-selected=${model.tab === name} @click=${() => actions.showTab(name)}>${words}</button>`;
  return html`
    ${headerView(model, actions)}
    <div class="tabs" role="tablist">${tab('journal', 'Journal')}${tab('rules', 'Rules and settings')}</div>
    <div class="columns" data-tab=${model.tab}>
      ${scenariosView(model, actions)}
      <main>${journalView(model, actions)}${detailView(model, actions)}${oracleView(model)}</main>
      <aside class="pane right">${rulesView(model, actions)}${settingsView(model, actions)}</aside>
    </div>
  `;
}

function start() {
  let model = emptyModel();
  /** @param {Partial<Model>} more */
  const show = (more) => {
    model = { ...model, ...more };
    render(page(model, actions), document.body);
  };
  /** The journal begins anew with each run of the server: what is known of an older run is dropped. */
  const freshLines = async () => {
    const last = model.entries.at(-1)?.id ?? 0;
    const journal = await ask(`/journal?after=${last}&limit=${MOST_ENTRIES}`);
    if (journal.run === model.run) return { entries: withFresh(model.entries, journal.entries) };
    const whole = await ask(`/journal?limit=${MOST_ENTRIES}`);
    return { run: whole.run, entries: whole.entries, selected: null };
  };
  const refresh = async () => {
    const [server, lines] = await Promise.all([readServer(), freshLines()]);
    show({ ...server, ...lines, online: true });
  };
  /** Does something on the server, then reads what became of it. @param {() => Promise<unknown>} act */
  const doing = async (act) => {
    try {
      await act();
      show({ problem: null });
      await refresh();
    } catch (error) {
      show({ problem: error instanceof Error ? error.message : String(error) });
    }
  };
  /** @type {Actions} */
  const actions = {
    load: (name) => doing(() => ask('/scenario', 'POST', { name })),
    reset: () => doing(() => ask('/reset', 'POST')),
    setRate: (rate) => doing(() => ask('/clock', 'POST', { rate })),
    advance: (advanceMs) => doing(() => ask('/clock', 'POST', { advanceMs })),
    enableRule: (id, enabled) => doing(() => ask(`/rules/${encodeURIComponent(id)}`, 'PUT', { enabled })),
    removeRule: (id) => doing(() => ask(`/rules/${encodeURIComponent(id)}`, 'DELETE')),
    addRule: (text) =>
      doing(async () => {
        await ask('/rules', 'POST', JSON.parse(String(text)));
        show({ adding: false });
      }),
    set: (settings) => doing(() => ask('/settings', 'PUT', settings)),
    defaults: () => doing(() => ask('/settings', 'DELETE')),
    select: (id) => show({ selected: id }),
    filterScenarios: (scenarioFilter) => show({ scenarioFilter }),
    filterJournal: (journalText) => show({ journalText }),
    toggleFaults: () => show({ onlyFaults: !model.onlyFaults }),
    toggleAdding: () => show({ adding: !model.adding }),
    showTab: (tab) => show({ tab }),
    replay: (entry) => doing(() => ask('/replay', 'POST', { id: entry.id })),
    copyCurl: (entry) =>
      doing(() =>
        navigator.clipboard.writeText(curlOf(entry, model.state?.origin ?? '', entry.mailbox ?? 'user')),
      ),
  };
  const poll = async () => {
    try {
      await refresh();
    } catch {
      // The server may be restarting; the bar says so and the next round asks again.
      show({ online: false });
    }
    setTimeout(() => void poll(), POLL_MS);
  };
  void poll();
}

start();
