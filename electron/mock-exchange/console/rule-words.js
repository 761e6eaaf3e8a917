// A fault rule as two mono lines: where it strikes, and what it does when and how often.

/** @typedef {import('./api.js').RuleLine} RuleLine */

/** @param {unknown} value */
function plain(value) {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' && value !== null ? pairs(value) : String(value);
}

/** @param {object} record @returns {string} */
function pairs(record) {
  return Object.entries(record)
    .map(([key, value]) => `${key} ${plain(value)}`)
    .join(', ');
}

/** @param {RuleLine['rule']} rule */
export function whereLine({ where = {} }) {
  const { method = 'any', path, ...rest } = where;
  const more = Object.entries(rest).map(([key, value]) => `${key} ${plain(value)}`);
  return [`${plain(method)}${path === undefined ? '' : ` ${plain(path)}`}`, ...more].join(', ');
}

/** @param {RuleLine['rule']} rule */
export function whatLine({ step, byte, what, howLong }) {
  const { kind, ...facts } = what;
  const at = byte === undefined ? step : `${step}@${byte}`;
  const words = [kind, ...(Object.keys(facts).length === 0 ? [] : [pairs(facts)])].join(' ');
  return `${at}: ${words}${howLong && Object.keys(howLong).length > 0 ? `; ${pairs(howLong)}` : ''}`;
}
