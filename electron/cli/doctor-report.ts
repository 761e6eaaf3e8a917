import type { Finding } from '../../shared/delivery/findings.ts';
import { momentInWords, sizeInWords } from '../../shared/delivery/assess/words.ts';
import type { Look } from './doctor-look.ts';

/** The whole look as one JSON document. */
export function reportJson({ server, findings }: Look): string {
  return `${JSON.stringify({ server, findings: findingsJson(findings) }, null, 2)}\n`;
}

/** Findings as they are told to programs; moments in ISO 8601. */
export function findingsJson(findings: readonly Finding[]): readonly object[] {
  return findings.map((finding) => ({
    id: finding.id,
    mechanism: finding.mechanism,
    severity: finding.severity,
    blame: finding.blame,
    item: finding.item,
    since: finding.since === null ? null : new Date(finding.since).toISOString(),
    evidence: finding.evidence.map(({ sentence }) => sentence),
    actions: finding.actions,
  }));
}

/** The same for people. */
export function reportText({ server, findings }: Look): string {
  const { url, user, product, requests, ms } = server;
  const count = findings.length === 1 ? '1 finding' : `${findings.length || 'no'} findings`;
  const head = `${user} on ${product}, ${url}: ${count} (${requests} requests, ${ms} ms)\n`;
  return [head, ...(findings.length === 0 ? [] : [findingsText(findings)])].join('\n');
}

/** Findings as they are told to people. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map(findingText).join('\n');
}

function findingText({ id, mechanism, severity, item, since, evidence, actions }: Finding): string {
  const about = item
    ? [
        item.subject || '(no subject)',
        item.size === null ? null : sizeInWords(item.size).sentence,
        item.messageId,
      ]
    : [];
  const lines = [
    `${severity === 'trouble' ? '!' : '-'} ${mechanism}${since === null ? '' : ` since ${momentInWords(since)}`}`,
    ...(item ? [`  ${about.filter((each) => each !== null).join(', ')}`] : []),
    ...evidence.map(({ sentence }) => `  · ${sentence}`),
    `  What helps: ${actions.join(', ')}`,
    `  Id: ${id}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** A subject must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
