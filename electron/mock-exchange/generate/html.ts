import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import type { Wording } from './text.ts';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function page(plan: Plan, body: readonly string[]): string {
  const direction = plan.language.rightToLeft === true ? ' dir="rtl"' : '';
  return [
    '<!DOCTYPE html>',
    `<html lang="${plan.language.code}"${direction}><head><title>${escaped(plan.subject)}</title></head>`,
    '<body style="font-family: Calibri, sans-serif; font-size: 11pt">',
    ...body,
    '</body></html>',
    '',
  ].join('\r\n');
}

/** A letter; `pictureId` names the picture within the message that stands under the signature. */
export function letterHtml(plan: Plan, wording: Wording, pictureId: string | null): string {
  const { greeting, paragraphs, signature, quoted } = wording;
  const picture =
    pictureId === null
      ? []
      : [
          `<p><img src="cid:${pictureId}" width="96" height="32" alt="${escaped(plan.organisation.name)}"></p>`,
        ];
  const quote =
    quoted.length === 0
      ? []
      : [
          `<blockquote style="border-left: 2px solid #999; padding-left: 8px">${quoted.map(escaped).join('<br>')}</blockquote>`,
        ];
  return page(plan, [
    `<p>${escaped(greeting)}</p>`,
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    `<p>${signature.map(escaped).join('<br>')}</p>`,
    ...picture,
    ...quote,
  ]);
}

function story(host: string, place: number, text: string): string {
  return [
    `<tr><td width="140"><img src="https://${host}/stories/${place}.jpg" width="128" height="96" alt=""></td>`,
    `<td style="padding: 8px"><b>${escaped(text)}</b><br><a href="https://${host}/read/${place}?utm_source=mail">…</a></td></tr>`,
  ].join('\r\n');
}

/** A newsletter: tables, remote pictures, and a pixel that would tell its sender who reads it. */
export function newsletterHtml(plan: Plan, wording: Wording, random: Random): string {
  const host = `img.${plan.organisation.domain}`;
  const issue = 100 + random.int(400);
  const stories = wording.paragraphs.map((text, at) => story(host, issue * 10 + at, text));
  return page(plan, [
    '<table width="600" align="center" cellpadding="0" cellspacing="0" bgcolor="#f4f4f0">',
    `<tr><td colspan="2"><img src="https://${host}/header.png" width="600" height="120" alt="${escaped(plan.organisation.name)}"></td></tr>`,
    ...stories,
    '<tr><td colspan="2"><table border="1" width="100%"><tr><th>Port</th><th>m</th></tr>',
    `<tr><td>Trondheim</td><td>${(random.next() * 3).toFixed(1)}</td></tr></table></td></tr>`,
    `<tr><td colspan="2"><small><a href="https://${host}/unsubscribe?u=${issue}">Unsubscribe</a></small></td></tr>`,
    '</table>',
    `<img src="https://track.${plan.organisation.domain}/open.gif?u=${issue}" width="1" height="1" alt="">`,
  ]);
}
