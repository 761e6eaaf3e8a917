/** Turns of the event loop in a row in which nothing of this process was under way. */
const QUIET_TURNS = 6;
/** What is left for the next turn, and what the system does for us and no turn shows: files, connections being made, bytes being written. */
const UNDER_WAY =
  /^(?:Immediate|FSReq|(?:FileHandle)?CloseReq|TCPConnectWrap|WriteWrap|ShutdownWrap|GetAddrInfo)/;

/**
 * Resolves when client and server, both in this process, wait for nothing but time. What goes between them goes over the
 * loopback, where it is read in the next turn; so nobody has to guess how long a request may take on a busy machine.
 */
export async function idle(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; ) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = process.getActiveResourcesInfo().some((each) => UNDER_WAY.test(each)) ? 0 : quiet + 1;
  }
}
