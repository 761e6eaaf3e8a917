import * as v from 'valibot';
import { isTold } from '../../shared/mail/new-mail.ts';
import type { FolderRow } from '../store/tables.ts';
import { useStored } from './use-stored.ts';

type Choices = Readonly<Record<string, boolean>>;
const NONE: Choices = {};
const isChoices = (value: unknown): value is Choices => v.is(v.record(v.string(), v.boolean()), value);

/** In which folders new mail is told, and how to change it. */
export function useFolderNotices() {
  const [choices, setChoices] = useStored('folder-notices', NONE, isChoices);
  return {
    isOn: ({ id, role }: Pick<FolderRow, 'id' | 'role'>) => isTold(role, choices[id]),
    put: (folderId: string, on: boolean) => setChoices({ ...choices, [folderId]: on }),
  };
}
