import type { OpenedMessage } from '../../shared/contracts/engine.ts';
import type { SignatureReport } from '../../shared/mail/signature.ts';
import type { MessageRow } from '../store/tables.ts';
import { engineFailure } from './engine-log.ts';
import type { Network } from './network-link.ts';
import { fromMime, type Opened } from './opened-message.ts';
import { decodeText } from './source.ts';
import { PKCS7 } from './unchecked-signature.ts';
import { saidOf, told } from '../../shared/language/told.ts';

/**
 * A message with what is known of its signature. Where the signature holds the content, that is what is shown; all else
 * stays as it was parsed.
 */
export async function withSignature(
  network: Network,
  row: MessageRow,
  bytes: Uint8Array,
  opened: Opened,
): Promise<Opened> {
  if (!PKCS7.test(decodeText(bytes))) return opened;
  const { message } = opened;
  const from = message.from.map(({ address }) => address).filter(Boolean);
  try {
    const checked = await network.call('signature.check', { bytes: new Uint8Array(bytes), from });
    if (!checked) return opened;
    const signature = checked.report;
    if (checked.content === null) return { ...opened, message: { ...message, signature } };
    return inside(await fromMime(row, checked.content), message, signature);
  } catch (thrown) {
    const failure = engineFailure(thrown);
    if (failure.kind === 'cancelled') throw thrown;
    const unchecked: SignatureReport = {
      kind: 'unreadable',
      ...told('The signature of this message was not checked. {why}', { why: saidOf(failure) }),
    };
    return { ...opened, message: { ...message, signature: unchecked } };
  }
}

/** The content with the header of the message around it: what stands inside names nobody. */
function inside(content: Opened, outer: OpenedMessage, signature: SignatureReport): Opened {
  const { html, text, inlineImages, attachments } = content.message;
  const shown = { html, text, inlineImages, attachments };
  // Of the outer message only the header counts: that it has no text of its own is no news.
  return { ...content, message: { ...outer, ...shown, notes: [], signature } };
}
