import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { cleanAttachmentName } from '../../shared/mail/attachment-name.ts';
import type { WithPaperPage } from './paper-page.ts';
import { writeAtomically } from './write-atomically.ts';

/** Puts documents on paper, or into a PDF file. */
export interface Paper {
  /** Shows the system's print dialog; false when the person thought better of it. */
  print(html: string): Promise<boolean>;
  /** Asks where and writes there; null when the person thought better of it. `name` is only proposed. */
  savePdf(html: string, name: string): Promise<{ readonly path: string } | null>;
}

export interface PaperOptions {
  readonly withPage: WithPaperPage;
  readonly askWhere: (name: string) => Promise<string | null>;
  /** The country of this computer's person, two letters; '' where it is not known. */
  readonly country: () => string;
}

export function createPaper({ withPage, askWhere, country }: PaperOptions): Paper {
  const pageSize = () => paperSizeOf(country());
  return {
    print: (html) =>
      withPage(
        html,
        (contents) =>
          new Promise((resolve, reject) => {
            contents.print({ printBackground: true, pageSize: pageSize() }, (done, reason) => {
              // Chromium's word for a dialog that was closed.
              if (done || reason === 'Print job canceled' || reason === 'cancelled') return resolve(done);
              reject(
                fail(
                  'unsupported',
                  told(
                    'The system did not print ({reason}). Nothing was lost. Choose another printer, or save it as a PDF file.',
                    { reason },
                  ),
                ),
              );
            });
          }),
      ),
    async savePdf(html, name) {
      const path = await askWhere(cleanAttachmentName(`${name}.pdf`, 'application/pdf'));
      if (path === null) return null;
      const pdf = await withPage(html, (contents) =>
        contents.printToPDF({ printBackground: true, pageSize: pageSize(), preferCSSPageSize: false }),
      );
      await writeAtomically(path, pdf).catch((thrown: unknown) => {
        const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
        throw fail(
          'forbidden',
          told('Nothing could be written to {path} ({code}). Choose another folder.', { path, code }),
          {},
          thrown,
        );
      });
      return { path };
    },
  };
}

/** Where paper is measured in inches (CLDR, paperSize US-Letter); A4 everywhere else. */
const LETTER = new Set(['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE']);

/** The paper that printers of a country hold. */
export function paperSizeOf(country: string): 'A4' | 'Letter' {
  return LETTER.has(country.toUpperCase()) ? 'Letter' : 'A4';
}
