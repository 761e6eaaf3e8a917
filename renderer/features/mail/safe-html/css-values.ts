/** Properties that lay out and colour text. Everything else (behavior, -moz-binding, filter, animation, custom properties …) is dropped. */
const PROPERTIES = new Set(
  `align-content align-items align-self background background-color background-image background-position
  background-repeat background-size border-collapse border-radius border-spacing box-shadow box-sizing
  caption-side clear color column-count column-gap columns content counter-increment counter-reset direction
  display empty-cells flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font
  font-family font-feature-settings font-size font-size-adjust font-stretch font-style font-variant
  font-variant-numeric font-weight gap grid-template-columns grid-template-rows grid-column grid-row height
  hyphens justify-content justify-items justify-self letter-spacing line-break line-height list-style
  list-style-position list-style-type max-height max-width min-height min-width object-fit object-position
  opacity order orphans overflow overflow-wrap overflow-x overflow-y page-break-after page-break-before
  page-break-inside position quotes row-gap tab-size table-layout text-align text-align-last text-decoration
  text-decoration-color text-decoration-line text-decoration-style text-indent text-overflow text-shadow
  text-transform text-underline-offset unicode-bidi vertical-align visibility white-space widows width
  word-break word-spacing word-wrap writing-mode z-index top right bottom left inset color-scheme
  -webkit-text-size-adjust`.split(/\s+/),
);
const FAMILIES = /^(?:margin|padding|border|outline)(?:-|$)/;

const FUNCTIONS = new Set(
  `rgb rgba hsl hsla hwb lab lch oklab oklch calc min max clamp linear-gradient radial-gradient
  repeating-linear-gradient repeating-radial-gradient counter counters minmax repeat fit-content`.split(
    /\s+/,
  ),
);

/** Positions within the message. An allow-list, because a keyword may be spelt with escapes: `fi\78 ed` is fixed. */
const POSITIONS = new Set(['static', 'relative', 'absolute', 'inherit', 'initial', 'unset']);

/** True for a property that may stand in a message. */
export function allowsProperty(name: string): boolean {
  return PROPERTIES.has(name) || FAMILIES.test(name);
}

/** True for a function that neither fetches nor runs anything. */
export function allowsFunction(name: string): boolean {
  return FUNCTIONS.has(name.toLowerCase());
}

/** True for a keyword that may stand as this property's value. */
export function allowsKeyword(property: string, keyword: string): boolean {
  return property !== 'position' || POSITIONS.has(keyword.toLowerCase());
}
