import type { InlineImage } from '../../../../shared/contracts/engine.ts';

const RASTER = /^image\/(?:png|jpeg|jpg|gif|webp|bmp)$/i;
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|bmp)[;,]/i;

/** Remote images that were not fetched: every address once, and how many places they stand in. */
export interface BlockedImages {
  readonly count: number;
  readonly urls: readonly string[];
  readonly sites: readonly string[];
}

export interface ImageResolver {
  /** The `data:` address to show in an image's place, or null: nothing is ever fetched by showing. */
  readonly resolve: (url: string) => string | null;
  /** True for an address that names something on the network. */
  readonly isRemote: (url: string) => boolean;
  readonly blocked: () => BlockedImages;
}

/** Resolves the images of one message: parts of it by cid:, its own data:, and remote ones that were loaded on request. */
export function imageResolver(
  inline: readonly InlineImage[],
  loaded: ReadonlyMap<string, InlineImage>,
): ImageResolver {
  const byId = new Map(inline.map((image) => [bareId(image.contentId), image]));
  const urls = new Set<string>();
  let count = 0;
  return {
    resolve(url) {
      const text = url.trim();
      if (DATA_IMAGE.test(text)) return text;
      const cid = /^cid:(.*)$/is.exec(text)?.[1];
      if (cid !== undefined) return dataUrl(byId.get(bareId(cid)) ?? byId.get(bareId(decoded(cid))));
      const remote = remoteUrl(text);
      if (remote === null) return null;
      const image = dataUrl(loaded.get(remote));
      if (image !== null) return image;
      count += 1;
      urls.add(remote);
      return null;
    },
    isRemote: (url) => remoteUrl(url.trim()) !== null,
    blocked: () => ({
      count,
      urls: [...urls],
      sites: [...new Set([...urls].map((url) => new URL(url).hostname))],
    }),
  };
}

/** The absolute http(s) address, or null. `//host/…` counts as https; a relative address has nothing to be relative to. */
export function remoteUrl(url: string): string | null {
  const absolute = url.startsWith('//') ? `https:${url}` : url;
  if (!/^https?:/i.test(absolute)) return null;
  return URL.canParse(absolute) ? new URL(absolute).href : null;
}

function bareId(contentId: string): string {
  return contentId.trim().replace(/^<|>$/g, '').toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % in a Content-ID is legal
  }
}

/** An image as a data: address; null for none and for types that are more than pixels (SVG). */
export function dataUrl(image: InlineImage | undefined): string | null {
  if (!image || !RASTER.test(image.mimeType)) return null;
  let binary = '';
  for (let start = 0; start < image.bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...image.bytes.subarray(start, start + 0x8000));
  }
  return `data:${image.mimeType.toLowerCase()};base64,${btoa(binary)}`;
}
