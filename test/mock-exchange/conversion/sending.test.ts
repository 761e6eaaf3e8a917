import { afterEach, describe, expect, it } from 'vitest';
import type { Stage } from '../../../electron/mock-exchange/kb329067/stage.ts';
import { largeMessage } from '../../../electron/mock-exchange/generate/large.ts';
import { ask, NOW } from '../support/server.ts';
import { eventIds, INBOX, MB, movedStage, stageWith } from './support/moved.ts';

/** From the mailbox's own address, so that only the conversion can be in the way. */
function letter(bytes: number) {
  const content = largeMessage({
    seed: 7,
    subject: 'Letter',
    from: 'alex@example.com',
    to: ['bo@elsewhere.example'],
    date: NOW,
    messageId: '<letter@example.com>',
    text: 'Attached.\n',
    file: { name: 'scans.pdf', bytes },
  });
  return { content, received: NOW, read: true, draft: true };
}

let stage: Stage;
afterEach(() => stage.stop());

function send() {
  const destination = `http://127.0.0.1:${stage.ports.webdav}/exchange/alex/%23%23DavMailSubmissionURI%23%23/`;
  const headers = { Destination: destination };
  return stage.settled(ask({ port: stage.ports.webdav }, 'MOVE', `${INBOX}Letter.EML`, headers));
}

const isStillThere = async () =>
  (await ask({ port: stage.ports.webdav }, 'HEAD', `${INBOX}Letter.EML`)).status === 200;

describe('a message that is submitted out of a mailbox that was moved', () => {
  it('stays where it is when it cannot be converted, and goes when there is room', async () => {
    stage = await movedStage([letter(5 * MB)], { MaximumResponseSizeInBytes: 4 * MB });
    expect((await send()).status).toBe(500);
    expect([eventIds(stage).at(-1), await isStillThere()]).toEqual([1000, true]);
    stage.world.settings.change({ MaximumResponseSizeInBytes: 20 * MB });
    expect((await send()).status).toBe(200);
    expect(await isStillThere()).toBe(false);
  });

  it('is sent without conversion before the move', async () => {
    stage = await stageWith([letter(5 * MB)], { MaximumResponseSizeInBytes: 4 * MB });
    expect((await send()).status).toBe(200);
    expect(stage.world.ledger.facts.conversions.count).toBe(0);
  });
});
