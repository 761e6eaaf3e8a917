/**
 * The key that means the same where lines run from right to left: there Left is forward. Of pages that run from left to
 * right, and of all other keys, the key itself.
 */
export function inReadingDirection(key: string): string {
  if (document.documentElement.dir !== 'rtl') return key;
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
