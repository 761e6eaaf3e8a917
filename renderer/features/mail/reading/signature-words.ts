import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { SignatureProblem, SignatureReport } from '../../../../shared/mail/signature.ts';
import { formatFull } from '../../../components/format/dates.ts';
import { plainOf, listOf } from '../../../components/format/text.ts';

type Signed = Extract<SignatureReport, { kind: 'signed' }>;

/** The verdict in a sentence. */
export function verdictWords(report: Signed, say: Say): string {
  const [first] = report.problems;
  const signer = short(report.signer);
  if (first) return say('Signed, but {why}', { why: problemWords(first, say) });
  return report.covers === 'whole'
    ? say('Signed by {signer}, verified.', { signer })
    : say('One part of this message is signed by {signer}, verified. The rest could be anybody’s.', {
        signer,
      });
}

/** What else is known, a sentence each. */
export function detailWords(report: Signed, say: Say): readonly string[] {
  const { issuer, signer, signedAt, covers, problems } = report;
  return [
    ...problems.slice(1).map((problem) => say('Also, {why}', { why: problemWords(problem, say) })),
    ...(covers === 'part' && problems.length > 0
      ? [say('Only one part of this message is signed. The rest could be anybody’s.')]
      : []),
    ...(signer === '' ? [] : [say('The certificate is for {signer}.', { signer: short(signer) })]),
    ...(issuer === '' ? [] : [say('It was issued by {issuer}.', { issuer: short(issuer) })]),
    signedAt === null
      ? say('The signature does not say when it was made.')
      : say('By the signer’s clock it was made on {date}.', { date: formatFull(signedAt) }),
    say('Subject, sender and date are not covered by the signature.'),
    say(
      'Retinue does not ask whether the certificate was withdrawn, because that would tell its issuer what you read.',
    ),
  ];
}

/** The end of a sentence. */
function problemWords(problem: SignatureProblem, say: Say): string {
  switch (problem.kind) {
    case 'changed':
      return say(
        'the text is not the one that was signed. It was changed on its way, by a program or by somebody.',
      );
    case 'no-certificate':
      return say('the certificate of the signer is not in the message, so nothing can be checked.');
    case 'unknown-issuer':
      return say('nobody whom this computer trusts vouches for the certificate. Anybody could have made it.');
    case 'other-address':
      return problem.addresses.length === 0
        ? say('the certificate names no mail address, so it may be somebody else’s than the sender’s.')
        : say('by another than the sender: the certificate is for {addresses}.', {
            addresses: short(listed(problem.addresses, say)),
          });
    case 'expired':
      return say('the certificate, or one that vouches for it, was not valid when the message was signed.');
    case 'wrong-use':
      return say('the certificate is not meant for signing mail.');
    case 'weak-digest':
      return say('by an old method ({name}) that can be forged.', { name: problem.name });
    case 'weak-key':
      return say('with a key that is too short to be safe.');
    case 'unknown-method':
      return say('by a method that Retinue does not know ({name}), so it was not checked.', {
        name: short(problem.name),
      });
    default:
      return assertNever(problem);
  }
}

/** Addresses, one after the other. */
function listed(addresses: readonly string[], say: Say): string {
  return listOf(addresses, say);
}

function short(text: string): string {
  const plain = plainOf(text);
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}
