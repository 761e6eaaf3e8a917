// Figures and words as people read them.

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1000) return String(bytes);
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** Local time of day, 24 hours. @param {number} ms */
export function timeOf(ms) {
  return new Date(ms).toLocaleTimeString([], { hour12: false });
}

/** Local day and time, 24 hours. @param {number} ms */
export function dayAndTimeOf(ms) {
  const day = new Date(ms).toLocaleDateString([], {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
  });
  return `${day}, ${timeOf(ms)}`;
}

/** A path without the mailbox, decoded where it can be: `/exchange/alex/Inbox/a%20b.EML` is `Inbox/a b.EML`. @param {string} path */
export function shownPath(path) {
  const short = path.replace(/^\/exchange\/[^/?]+\/?/i, '');
  const shown = short === '' ? '/' : short;
  try {
    return decodeURIComponent(shown).replace('##DavMailSubmissionURI##', 'submit');
  } catch {
    return shown;
  }
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
