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
