// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { MoveDialog } from '../../../renderer/features/mail/move-dialog.tsx';
import { folder } from './support/fake-services.ts';

afterEach(cleanup);

it('a folder that is named and entered before it is known where the messages are is taken when it is', () => {
  const [inbox, projects] = [folder('a|Inbox'), { ...folder('a|Projects'), name: 'Projects' }];
  const onMove = vi.fn();
  const dialog = (isKnown: boolean) => (
    <MoveDialog
      heading="Move 1 message"
      act="Move"
      from={isKnown ? { accountId: inbox.accountId, id: inbox.id } : null}
      folders={[inbox, projects]}
      recent={[]}
      onClose={vi.fn()}
      onMove={onMove}
      onMake={vi.fn()}
    />
  );
  const { rerender } = render(dialog(false));
  const field = screen.getByRole('combobox', { name: 'Folder' });
  expect(screen.queryByText('No folder has this in its name.')).toBeNull();
  fireEvent.change(field, { target: { value: 'proj' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onMove).not.toHaveBeenCalled();
  rerender(dialog(true));
  expect(onMove).toHaveBeenCalledExactlyOnceWith(projects);
});
