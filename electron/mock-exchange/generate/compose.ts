import { type GeneratedFile, filesFor, logoFor } from './attachments.ts';
import { type Entity, fileEntity, multipart, textEntity } from './entities.ts';
import { dateField, mailboxesField, words } from './header-fields.ts';
import { letterHtml, newsletterHtml } from './html.ts';
import { joined, type Piece, piece } from './pieces.ts';
import type { Plan, World } from './plan.ts';
import { randomFor } from './random.ts';
import { plainText, wordingOf } from './text.ts';

/** A written message; files are still only promises of bytes. */
export interface Composed {
  /** The header block with its line ends, without the empty line. */
  readonly headers: string;
  readonly mime: Piece;
  readonly text: string;
  readonly html: string | null;
  /** In the order of their parts. */
  readonly files: readonly GeneratedFile[];
}

interface Body {
  readonly entity: Entity;
  readonly text: string;
  readonly html: string | null;
  readonly pictures: readonly GeneratedFile[];
}

/** Boundaries hold `=_`, which neither base64 nor quoted-printable can write (RFC 2045 section 6.7). */
function boundaryOf(plan: Plan, level: string): string {
  return `=_${plan.index.toString(36)}_${level}`;
}

function bodyOf(world: World, plan: Plan): Body {
  const random = randomFor(world.seed, plan.index, 12);
  const wording = wordingOf(world, plan);
  const text = plainText(wording);
  const plain = textEntity('plain', text, plan.charset, random);
  if (plan.layout === 'plain') return { entity: plain, text, html: null, pictures: [] };
  const pictures =
    plan.layout === 'html-with-picture'
      ? [logoFor(world.seed, plan.index, `logo.${plan.index}@${plan.organisation.domain}`)]
      : [];
  const html =
    plan.layout === 'newsletter'
      ? newsletterHtml(plan, wording, random)
      : letterHtml(plan, wording, pictures[0]?.contentId ?? null);
  const page = textEntity('html', html, plan.charset, random);
  const shown =
    pictures.length === 0
      ? page
      : multipart('related', boundaryOf(plan, 'r'), [page, ...pictures.map(fileEntity)]);
  if (plan.layout === 'newsletter' && random.chance(0.5)) return { entity: shown, text, html, pictures };
  return { entity: multipart('alternative', boundaryOf(plan, 'a'), [plain, shown]), text, html, pictures };
}

/** The line that the last server added. */
function receivedField(plan: Plan): string {
  const { domain } = plan.organisation;
  const serial = (plan.index * 7919).toString(36);
  return `Received: from mail.${domain} ([192.0.2.25]) by exch03.halvorsen-lie.example\r\n with Microsoft SMTPSVC(6.0.3790.3959) id ${serial};\r\n ${dateField(plan.date + 2000, 60)}`;
}

function originFields(plan: Plan): readonly string[] {
  const { charset } = plan;
  return [
    ...(plan.outgoing ? [] : [receivedField(plan)]),
    `From: ${mailboxesField([plan.from], charset)}`,
    ...(plan.to.length === 0 ? [] : [`To: ${mailboxesField(plan.to, charset)}`]),
    ...(plan.cc.length === 0 ? [] : [`Cc: ${mailboxesField(plan.cc, charset)}`]),
    `Subject: ${words(plan.subject, charset)}`,
    `Date: ${dateField(plan.date, plan.outgoing ? 60 : plan.language.zone)}`,
    `Message-ID: ${plan.messageId}`,
  ];
}

function threadFields({ references }: Plan): readonly string[] {
  const parent = references.at(-1);
  return parent === undefined ? [] : [`In-Reply-To: ${parent}`, `References: ${references.join('\r\n ')}`];
}

function extraFields(plan: Plan): readonly string[] {
  const { domain, kind } = plan.organisation;
  const importance = plan.importance === 1 ? [] : [`Importance: ${plan.importance === 2 ? 'high' : 'low'}`];
  if (kind === 'list') return [...importance, `List-Id: <dav-interop.${domain}>`];
  if (kind === 'newsletter') return [...importance, `List-Unsubscribe: <https://img.${domain}/unsubscribe>`];
  return importance;
}

/** Writes message `plan.index`. The same world gives the same bytes. */
export function compose(world: World, plan: Plan): Composed {
  const body = bodyOf(world, plan);
  const files = plan.hasFiles
    ? filesFor({
        seed: world.seed,
        index: plan.index,
        language: plan.language.code,
        most: world.attachmentSize,
        giant: world.giants.get(plan.index) ?? null,
      })
    : [];
  const top =
    files.length === 0
      ? body.entity
      : multipart('mixed', boundaryOf(plan, 'm'), [body.entity, ...files.map(fileEntity)]);
  const fields = [
    ...originFields(plan),
    ...threadFields(plan),
    ...extraFields(plan),
    'MIME-Version: 1.0',
    ...top.headers,
  ];
  const headers = fields.map((field) => `${field}\r\n`).join('');
  return {
    headers,
    mime: joined([piece(`${headers}\r\n`), top.body]),
    text: body.text,
    html: body.html,
    files: [...body.pictures, ...files],
  };
}
