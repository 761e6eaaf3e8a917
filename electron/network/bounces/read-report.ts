import PostalMime from 'postal-mime';
import { type DeliveryReport, readDeliveryReport } from '../../../shared/delivery/delivery-report.ts';

/** The delivery report that a message is; null where it is none. Rejects where it is no message that can be read. */
export async function readReport(eml: Uint8Array): Promise<DeliveryReport | null> {
  const { attachments } = await PostalMime.parse(eml, {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
  });
  return readDeliveryReport(
    attachments.map(({ mimeType, content }) => ({
      mimeType,
      text: typeof content === 'string' ? content : new TextDecoder().decode(content),
    })),
  );
}
