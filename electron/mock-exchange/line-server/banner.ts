import type { World } from '../http/call.ts';

/** What a server calls itself in its greeting: Exchange with its version, or nothing of the kind. */
export function bannerOf(world: World, protocol: string): string {
  const { exchange, webStorage } = world.personality;
  return exchange && webStorage !== null
    ? `Microsoft Exchange Server ${protocol} server version ${webStorage} (mail.example.com) ready.`
    : `${protocol} server ready.`;
}
