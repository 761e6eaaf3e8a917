import { type CssNode, type Declaration, find, generate, type List, type ListItem, walk } from 'css-tree';
import { type CssKind, readCss } from './css-reader.ts';
import { allowsFunction, allowsKeyword, allowsProperty } from './css-values.ts';

/** Turns an address found in a message into one that may stand there (`data:`), or null. */
export type ResolveImage = (url: string) => string | null;

/**
 * A style sheet with only what may stand in a message: rules and @media, allowed properties with values that parse,
 * images by `resolve`. What css-tree cannot read is dropped, never guessed. The result cannot end its style element.
 */
export function filterStyleSheet(css: string, resolve: ResolveImage): string {
  return filter(css, 'stylesheet', resolve);
}

/** The same for a style attribute. */
export function filterStyleAttribute(css: string, resolve: ResolveImage): string {
  return filter(css, 'declarationList', resolve);
}

function filter(css: string, kind: CssKind, resolve: ResolveImage): string {
  const root = readCss(css, kind);
  if (root === null) return '';
  filterBlock(root, resolve);
  return escapeTags(generate(root));
}

function filterBlock(root: CssNode, resolve: ResolveImage): void {
  walk(root, {
    enter(node: CssNode, item: ListItem<CssNode>, list: List<CssNode> | null) {
      const keep = () => {
        if (node.type === 'Atrule') return node.name.toLowerCase() === 'media' && isParsed(node.prelude);
        if (node.type === 'Rule') return isParsed(node.prelude);
        if (node.type === 'Declaration') return keepDeclaration(node, resolve);
        return node.type !== 'CDO' && node.type !== 'CDC' && node.type !== 'Comment';
      };
      const container =
        node.type === 'StyleSheet' || node.type === 'DeclarationList' || node.type === 'Block';
      if (container) dropRaw(node.children);
      else if (list && isMember(node) && !keep()) list.remove(item);
    },
  });
}

const MEMBERS = new Set(['Atrule', 'Rule', 'Declaration', 'CDO', 'CDC', 'Comment']);

function isMember(node: CssNode): boolean {
  return MEMBERS.has(node.type);
}

/** Raw nodes are what the parser gave up on: between rules they could be anything. */
function dropRaw(children: List<CssNode>): void {
  children.forEach((child, item) => {
    if (child.type === 'Raw') children.remove(item);
  });
}

/** True for a selector or media query that was understood to its last part. */
function isParsed(prelude: CssNode | null): boolean {
  return prelude !== null && find(prelude, (node) => node.type === 'Raw') === null;
}

function keepDeclaration(node: Declaration, resolve: ResolveImage): boolean {
  const property = node.property.toLowerCase();
  if (!allowsProperty(property) || node.value.type === 'Raw') return false;
  let allowed = true;
  walk(node.value, (part) => {
    if (part.type === 'Raw') allowed = false;
    else if (part.type === 'Function') allowed &&= allowsFunction(part.name);
    else if (part.type === 'Identifier') allowed &&= allowsKeyword(property, part.name);
    else if (part.type === 'Url') {
      const url = resolve(part.value);
      if (url === null) allowed = false;
      else part.value = url;
    }
  });
  return allowed;
}

/** `<` only occurs in strings and data: addresses here, where the CSS escape means the same. */
function escapeTags(css: string): string {
  return css.replaceAll('<', '\\3c ');
}
