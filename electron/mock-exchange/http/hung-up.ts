/**
 * Thrown through a request whose connection is over, by a fault or because the client went away: there is nobody left
 * to answer.
 */
export class HungUp extends Error {
  override readonly name = 'HungUp';
  constructor() {
    super('The connection is over.');
  }
}

/**
 * Ends a request whose world was replaced while it waited: what it asks for must not happen to the store of after.
 * Called by verbs after each wait, before they change anything.
 */
export function checkLife({ world }: { readonly world: { readonly life: AbortController } }): void {
  if (world.life.signal.aborted) throw new HungUp();
}
