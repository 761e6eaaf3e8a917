import { html, noChange } from '/lit-html/lit-html.js';

/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../model.js').Actions} Actions */

/** @type {Readonly<Record<string, string>>} */
const HINTS = {
  MaximumResponseSizeInBytes: 'REG_DWORD; older spelling MaxResponseSizeInBytes also read',
  MessageSizeLimit: 'KB, send and receive',
  MailboxQuota: 'MB; empty for none',
  maxAllowedContentLength: '413 above this; empty for the server’s own',
  ConversionBaseMs: 'paid again at every GET',
  ConversionMsPerMB: 'ms for each MB converted',
  ConcurrentConversions: 'others wait in line',
  WorkerMemoryLimit: 'bytes before the worker process ends',
  WorkerRestartSeconds: 'of 503 after a crash',
  RapidFailProtectionMaxCrashes: 'then 503 until Reset',
  RapidFailProtectionIntervalMinutes: 'in so many minutes',
  Pop3Compatibility: '4294967294 (0xfffffffe): approximate sizes',
  Imap4Compatibility: '4294967294 (0xfffffffe): approximate sizes',
  Imap4FastMessageRetrieval: 'KB 317722',
  PublicClientTimeout: 'minutes, public computer',
  TrustedClientTimeout: 'minutes, private computer',
};

/** A field's text as the setting's value: what is empty is null, what looks like JSON is JSON. @param {string} text */
function valueOf(text) {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {unknown} value */
function shown(value) {
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** What somebody is typing is not replaced by the answer to what they typed before. @param {string} name */
function isTypedIn(name) {
  return document.activeElement?.id === name;
}

/** @param {string} name @param {unknown} value @param {Actions} actions */
function settingRow(name, value, actions) {
  const field =
    typeof value === 'boolean'
      ? html`<input id=${name} type="checkbox" .checked=${value} @change=${() => actions.set({ [name]: !value })} />`
      : html`<input id=${name} class="mono" .value=${isTypedIn(name) ? noChange : shown(value)} size=${Math.max(4, shown(value).length)}
          @change=${(/** @type {any} */ event) => actions.set({ [name]: valueOf(event.target.value) })} />`;
  return html`<li><label for=${name}><span class="mono">${name}</span><span class="hint">${HINTS[name] ?? ''}</span></label>${field}</li>`;
}

/** Server settings under the names that administrators know. @param {Model} model @param {Actions} actions */
export function settingsView({ settings }, actions) {
  return html`
    <section class="settings" aria-label="Server settings">
      <div class="bar">
        <h2>Server settings <span class="hint">as in the registry</span></h2>
        <button class="plain accent" @click=${() => actions.defaults()}>Defaults</button>
      </div>
      <ul>${Object.entries(settings).map(([name, value]) => settingRow(name, value, actions))}</ul>
    </section>
  `;
}
