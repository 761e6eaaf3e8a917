import { assertNever } from '../../shared/errors.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { hasCopy, type Item, moveToDrafts, refused, removeDraft } from '../network/findings/changes.ts';
import { adoptAndSend, adoptedBefore } from './doctor-adopt.ts';
import type { Visit } from './doctor-look.ts';
import type { DoctorOptions, FixOptions } from './doctor-options.ts';
import { saveAsEml } from './doctor-save.ts';

/**
 * Does one thing about one finding and returns what was done, and what undoes it, in sentences. Looks at Sent Items right
 * before it, and rejects with the reason where it could lose something or make a duplicate.
 */
export async function fixFinding(
  options: DoctorOptions,
  { action, item: wanted, out }: FixOptions,
  visit: Visit,
  signal: AbortSignal,
): Promise<string> {
  if (action === 'adopt-and-send' && out !== null) {
    const before = await adoptedBefore(options, visit, out, signal);
    if (before !== null) return before;
  }
  const { finding, item } = findingOf(wanted, visit.look.findings);
  const save = (to: string) => async () => ({ sentence: await saveAsEml(options, item, to, null, signal) });
  switch (action) {
    case 'move-to-drafts':
      return (await moveToDrafts(visit, finding, item, await hasCopy(visit, item, signal), signal)).sentence;
    case 'delete':
      if (finding.mechanism === 'foreign-drafts' && out === null)
        throw refused(
          'A whole message is saved before it is deleted: say where with --out. Nothing was changed.',
        );
      return (await removeDraft(visit, finding, item, out === null ? null : save(out), signal)).sentence;
    case 'save-as-eml':
      return await saveAsEml(options, item, out ?? '', await hasCopy(visit, item, signal), signal);
    case 'adopt-and-send':
      if (finding.mechanism !== 'foreign-drafts')
        throw refused('Only a draft that another program left is sent from here. Nothing was changed.');
      return await adoptAndSend(options, visit, item, out ?? '', signal);
    default:
      return assertNever(action);
  }
}

function findingOf(wanted: string, findings: readonly Finding[]): { finding: Finding; item: Item } {
  const matching = findings.filter(
    ({ id, item }) => id === wanted || item?.href === wanted || item?.messageId === wanted,
  );
  const [finding] = matching;
  if (!finding) throw refused(`There is no finding ${wanted}. Nothing was changed.`);
  if (matching.length > 1)
    throw refused(
      `${wanted} stands for ${matching.length} findings. Nothing was changed. Give the id of one.`,
    );
  const { item } = finding;
  if (!item?.href) throw refused(`This finding has no item on the server. Nothing was changed.`);
  return { finding, item: { ...item, href: item.href } };
}
