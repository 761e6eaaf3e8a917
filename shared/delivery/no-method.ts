/** The server does not do what was asked of it, for any message: nothing was done, and asking again is of no use. */
export function isNoMethod(status: number | null | undefined): boolean {
  return status === 405 || status === 501;
}
