/** A document that may do nothing at all: no script, no origin, no window. */
export function PreviewFrame({ title, source }: { readonly title: string; readonly source: string }) {
  return (
    <iframe className="preview-frame" title={title} sandbox="" referrerPolicy="no-referrer" srcDoc={source} />
  );
}

/** A file that is looked at. */
export interface PreviewProps {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly dark: boolean;
}
