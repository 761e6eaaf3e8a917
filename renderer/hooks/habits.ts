import * as v from 'valibot';
import { useStored } from './use-stored.ts';

/** Habits of the view that Settings shows beside the places where they act; each has its name in one place. */
export const DENSITIES = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];
export const PREVIEWS = ['right', 'below', 'off'] as const;
/** Where the message stands: beside the list, below it, or nowhere until it is opened. */
export type PreviewPlace = (typeof PREVIEWS)[number];
/** How long a message is in view before it counts as read, seconds (ux.md 4.1); or when it is left; or never. */
export const MARK_READ = [0, 1, 2, 3, 5, 10, 'leaving', 'never'] as const;
export type MarkRead = (typeof MARK_READ)[number];
/** How long a message can be called back after Send, seconds; 0 sends at once (ux.md 10.1). */
export const UNDO_SECONDS = [0, 5, 10, 20, 30] as const;

const isDensity = (value: unknown): value is Density => v.is(v.picklist(DENSITIES), value);
const isPreview = (value: unknown): value is PreviewPlace => v.is(v.picklist(PREVIEWS), value);
const isMarkRead = (value: unknown): value is MarkRead => v.is(v.picklist(MARK_READ), value);
const isUndo = (value: unknown): value is number => v.is(v.picklist(UNDO_SECONDS), value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export const useDensity = () => useStored<Density>('density', 'normal', isDensity);
export const useConversations = () => useStored('conversations', true, isBoolean);
/** Where the message stands in folders for which nothing else was chosen. */
export const useUsualPreview = () => useStored<PreviewPlace>('preview', 'right', isPreview);
export const useMarkReadAfter = () => useStored<MarkRead>('mark-read', 2, isMarkRead);
export const useUndoSeconds = () => useStored<number>('undo-seconds', 10, isUndo);
/** Whether what is told at the bottom stays until it is closed. */
export const useToastsStay = () => useStored('toasts-stay', false, isBoolean);
