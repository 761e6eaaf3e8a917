import type { Finding, Fix } from '../findings.ts';

/** One finding a fault: those of one id become one, and a hot spot of an item that has a finding becomes its evidence. */
export function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const known = byId.get(finding.id);
    byId.set(finding.id, known ? joined(known, finding) : finding);
  }
  const merged = [...byId.values()];
  const spots = merged.filter(({ mechanism }) => mechanism === 'hot-spot');
  const spotOf = ({ mechanism, item }: Finding) =>
    mechanism === 'hot-spot' || !item?.href ? undefined : spots.find((spot) => spot.item?.href === item.href);
  const told = new Set(merged.flatMap((finding) => spotOf(finding) ?? []));
  return merged
    .filter((finding) => !told.has(finding))
    .map((finding) => {
      const spot = spotOf(finding);
      return spot ? { ...finding, evidence: [...finding.evidence, ...spot.evidence] } : finding;
    });
}

function joined(one: Finding, other: Finding): Finding {
  const isTrouble = one.severity === 'trouble' || other.severity === 'trouble';
  return {
    ...one,
    severity: isTrouble ? 'trouble' : 'notice',
    // A fault of several messages is none of one of them; its evidence names them.
    item: one.item?.messageId === other.item?.messageId ? one.item : null,
    since: one.since === null || other.since === null ? null : Math.min(one.since, other.since),
    evidence: [
      ...new Map([...one.evidence, ...other.evidence].map((fact) => [fact.sentence, fact])).values(),
    ],
    actions: actionsOf(one.actions, other.actions),
  };
}

/** All that helps either; what is sent again must be safe for both. */
function actionsOf(one: readonly Fix[], other: readonly Fix[]): readonly Fix[] {
  const all = [...new Set([...one, ...other])];
  return all.filter((each) => each !== 'send-again' || (one.includes(each) && other.includes(each)));
}
