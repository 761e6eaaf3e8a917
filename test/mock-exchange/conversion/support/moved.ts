import { moveMailbox } from '../../../../electron/mock-exchange/conversion/move-mailbox.ts';
import { openStage, type Stage } from '../../../../electron/mock-exchange/kb329067/stage.ts';
import { largeMessage } from '../../../../electron/mock-exchange/generate/large.ts';
import type { PersonalityName } from '../../../../electron/mock-exchange/personality/personality.ts';
import type { SettingsInput } from '../../../../electron/mock-exchange/settings/settings.ts';
import type { NewMessage } from '../../../../electron/mock-exchange/store/content.ts';
import { type Answer, ask, NOW } from '../../support/server.ts';

export const MB = 1_000_000;
export const INBOX = '/exchange/alex/Inbox/';

/** A server with the mailbox alex / secret, not moved yet. */
export function stageWith(
  messages: readonly NewMessage[],
  settings: SettingsInput = {},
  personality: PersonalityName = '2003',
): Promise<Stage> {
  const mailbox = {
    user: 'alex',
    displayName: 'Alex Example',
    address: 'alex@example.com',
    password: 'secret',
    folders: [{ name: 'Inbox', role: 'inbox' as const, messages }],
  };
  return openStage({ seed: 1, now: NOW, personality, settings, mailbox });
}

/** The same after Move Mailbox. */
export async function movedStage(...given: Parameters<typeof stageWith>): Promise<Stage> {
  const stage = await stageWith(...given);
  moveMailbox(stage.world);
  return stage;
}

/** A message whose file has so many bytes; `Scans` is its subject and the start of its name. */
export function scans(bytes: number, subject = 'Scans'): NewMessage {
  const content = largeMessage({
    seed: 7,
    subject,
    from: 'archive@example.com',
    to: ['alex@example.com'],
    date: NOW - 400 * 24 * 3_600_000,
    messageId: `<${subject}@example.com>`,
    text: 'Attached.\n',
    file: { name: 'scans.pdf', bytes },
  });
  return { content, received: NOW - 400 * 24 * 3_600_000, read: true };
}

/** GET below the Inbox, with the clock moved on as conversions need it. */
export function get(
  stage: Stage,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return stage.settled(
    ask({ port: stage.ports.webdav }, 'GET', INBOX + name, { Translate: 'f', ...headers }),
  );
}

/** `reset` where the connection broke, else the status. */
export function outcome(answer: Promise<Answer>): Promise<number | 'reset'> {
  return answer.then(
    ({ status }) => status,
    () => 'reset' as const,
  );
}

export function eventIds(stage: Stage): readonly number[] {
  return stage.world.events.entries.map(({ id }) => id);
}
