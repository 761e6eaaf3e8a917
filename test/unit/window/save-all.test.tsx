// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { type SaveEnd, savedWords } from '../../../renderer/features/mail/reading/saved-words.ts';
import type { AttachmentInfo } from '../../../shared/contracts/engine.ts';
import { FailureError } from '../../../shared/errors.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { failing, fakeServices, mail, opened, type World } from './support/fake-services.ts';
import { english } from '../../../shared/language/say.ts';

beforeAll(repairNodeName);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const FULL = { kind: 'storage-full', sentence: 'The disk is full.' } as const;
const BUSY = { kind: 'throttled', sentence: 'The server is busy (503).' } as const;
const TOKEN = '0b0e7a52-5a0c-4d6c-9c5f-0d3d5a3f9a11';

const attachment = (index: number, name: string, warning: string | null = null): AttachmentInfo => ({
  index,
  part: `/x/${name}`,
  name,
  mimeType: 'application/octet-stream',
  size: 2048,
  local: false,
  inline: false,
  warning: warning === null ? null : { sentence: warning },
});

/** An opened message with three harmless attachments and one with a warning; each fetch waits for its word. */
async function show(bridge: World['bridge'] = {}) {
  const names = ['a.pdf', 'b.pdf', 'c.pdf'];
  const infos = names.map((name, index) => attachment(index, name));
  const row = mail(1);
  const fetches = new Map<number, { readonly whole: () => void; readonly broken: () => void }>();
  const fakes = await fakeServices({
    rows: [row, mail(2)],
    engine: {
      'message.open': ({ messageId }: { readonly messageId: string }) =>
        messageId === row.id
          ? opened(row, { attachments: [...infos, attachment(3, 'd.exe', 'Program file')] })
          : opened(mail(2)),
      'attachment.fetch': ({ index }: { readonly index: number }) =>
        new Promise((resolve, reject) => {
          fetches.set(index, {
            whole: () => resolve({ fileId: `f${index}`, size: 1 }),
            broken: () => reject(new FailureError(BUSY)),
          });
        }),
    },
    bridge: {
      'attachment.chooseFolder': () => ({ token: TOKEN, name: 'Quay 3' }),
      'attachment.saveAll': ({ name }: { readonly name: string }) => ({ name }),
      ...bridge,
    },
  });
  render(<App services={fakes.services} />);
  const [first] = await screen.findAllByRole('row', { name: /Subject/ });
  fireEvent.mouseDown(first as HTMLElement);
  const button = await screen.findByRole('button', { name: 'Save all…' });
  return {
    ...fakes,
    button,
    whole: (index: number) => fetches.get(index)?.whole(),
    broken: (index: number) => fetches.get(index)?.broken(),
  };
}

describe('Save all', () => {
  it('asks for the folder first, and fetches nothing when the person thinks better of it', async () => {
    const { button, asked } = await show({ 'attachment.chooseFolder': () => null });
    fireEvent.click(button);
    await waitFor(() => expect(asked('attachment.chooseFolder')).toEqual([null]));
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    expect(asked('attachment.fetch')).toEqual([]);
  });

  it('saves each as soon as it is whole, and names what failed and why', async () => {
    const { button, asked, whole, broken } = await show({
      'attachment.saveAll': ({ name }: { readonly name: string }) =>
        name === 'a.pdf' ? failing(FULL)() : { name },
    });
    fireEvent.click(button);
    await waitFor(() => expect(asked('attachment.fetch')).toHaveLength(3));
    whole(2);
    await waitFor(() =>
      expect(asked('attachment.saveAll')).toEqual([{ token: TOKEN, fileId: 'f2', name: 'c.pdf' }]),
    );
    broken(1);
    whole(0);
    await screen.findByText(
      '1 attachment saved in Quay 3. Not saved: a.pdf. The disk is full. Not saved: b.pdf. The server is busy (503). 1 attachment with a warning can be saved one by one.',
    );
    expect(asked('attachment.saveAll')).toHaveLength(2);
    expect(button).toHaveProperty('disabled', false);
  });

  it('goes on when the person looks at another message', async () => {
    const { button, asked, whole } = await show();
    fireEvent.click(button);
    await waitFor(() => expect(asked('attachment.fetch')).toHaveLength(3));
    fireEvent.keyDown(screen.getByRole('treegrid'), { key: 'End' });
    await screen.findByRole('heading', { name: 'Subject 2' });
    for (const index of [0, 1, 2]) whole(index);
    await screen.findByText(/^3 attachments saved in Quay 3\./);
    expect(asked('attachment.saveAll')).toHaveLength(3);
  });

  it('says why no folder could be asked for', async () => {
    const sentence = 'Retinue made a mistake and stopped this step.';
    const { button, asked } = await show({
      'attachment.chooseFolder': failing({ kind: 'bug', sentence }),
    });
    fireEvent.click(button);
    await screen.findByText(sentence);
    expect(asked('attachment.fetch')).toEqual([]);
  });
});

describe('what is said at the end', () => {
  const saved: SaveEnd = { name: 'a.pdf', failure: null };
  const failed = (name: string, failure: SaveEnd['failure'] = BUSY): SaveEnd => ({ name, failure });
  const many = Array.from({ length: 7 }, (_, nth) => failed(`${nth}.pdf`));

  it.each([
    [[saved, saved], 0, '2 attachments saved in Quay 3.'],
    [[saved], 2, '1 attachment saved in Quay 3. 2 attachments with a warning can be saved one by one.'],
    [
      [saved, failed('b.pdf'), failed('c.pdf')],
      0,
      '1 attachment saved in Quay 3. Not saved: b.pdf, c.pdf. The server is busy (503).',
    ],
    [[failed('b.pdf', FULL)], 0, 'No attachment was saved in Quay 3. Not saved: b.pdf. The disk is full.'],
    [
      many,
      0,
      'No attachment was saved in Quay 3. Not saved: 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 2 more. The server is busy (503).',
    ],
  ] as const)('%#', (ends, left, words) => {
    expect(savedWords('Quay 3', ends, left, english())).toBe(words);
  });
});
