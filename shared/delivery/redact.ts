/** "ingrid@halvorsen.example" becomes "i…@h….example", also inside other text; `mailbox` is shortened in paths. */
export function shortenAddresses(text: string, mailbox: string): string {
  const short = text.replace(
    /([\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]*@([\p{L}\p{N}])[\p{L}\p{N}.-]*?(\.[\p{L}]{2,})?(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])/gu,
    (_all, local: string, domain: string, ending: string | undefined) =>
      `${local}…@${domain}…${ending ?? ''}`,
  );
  if (mailbox.length < 2) return short;
  const name = mailbox.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return short.replace(new RegExp(`/${name}(?=/|$|\\s)`, 'giu'), `/${mailbox.charAt(0)}…`);
}
