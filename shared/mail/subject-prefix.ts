/** Re, Antw, AW, SV, VS, Odp, Rif, RE[2], with ASCII and wide colons: what mail programs of all languages put before. */
export const ANSWERED =
  /^(?:re|aw|antw|antwort|sv|vs|odp|rif|ynt|回复|答复)(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\))?\s*[:：]\s*/iu;
export const FORWARDED = /^(?:fwd?|wg|vl|doorst|tr|rv|enc|转发|轉寄)(?:\[[0-9]{1,3}\])?\s*[:：]\s*/iu;
