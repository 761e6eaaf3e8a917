import type { PersonalityName } from '../personality/personality.ts';
import type { SettingsInput } from '../settings/settings.ts';

/** One server of the article: which Exchange, moved or not, and what its administrator set. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly personality: PersonalityName;
  readonly moved: boolean;
  readonly settings: SettingsInput;
}

/** What the article and KB 317722 write into the registry. */
const APPROXIMATE = 0xffff_fffe;

/** Larger than every message of the run, so that no response outgrows it. */
const LARGER = 134_217_728;

/** The article end to end: before the move, after it, after each mitigation, and the one that 2000 does not read. */
export const CASES: readonly Case[] = [
  {
    id: 'before',
    title: '2003, before the mailbox is moved',
    personality: '2003',
    moved: false,
    settings: {},
  },
  { id: 'moved', title: '2003, after the move', personality: '2003', moved: true, settings: {} },
  {
    id: 'pop3-compatibility',
    title: '2003, moved, POP3 Compatibility = 0xfffffffe',
    personality: '2003',
    moved: true,
    settings: { Pop3Compatibility: APPROXIMATE },
  },
  {
    id: 'imap4-compatibility',
    title: '2003, moved, IMAP4 Compatibility = 0xfffffffe',
    personality: '2003',
    moved: true,
    settings: { Imap4Compatibility: APPROXIMATE },
  },
  {
    id: 'imap4-fast-retrieval',
    title: '2003, moved, IMAP4 fast message retrieval',
    personality: '2003',
    moved: true,
    settings: { Imap4FastMessageRetrieval: true },
  },
  {
    id: 'larger-response',
    title: `2003, moved, MaximumResponseSizeInBytes = ${LARGER} (128 MiB)`,
    personality: '2003',
    moved: true,
    settings: { MaximumResponseSizeInBytes: LARGER },
  },
  { id: '2000-moved', title: '2000, after the move', personality: '2000', moved: true, settings: {} },
  {
    id: '2000-larger-response',
    title: `2000, moved, MaximumResponseSizeInBytes = ${LARGER} (128 MiB)`,
    personality: '2000',
    moved: true,
    settings: { MaximumResponseSizeInBytes: LARGER },
  },
];
