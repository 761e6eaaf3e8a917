import { type CssNode, fork } from 'css-tree';

/** Of css-tree's parser, what is put right here; its types do not name it. */
interface Parser {
  readonly StyleSheet: () => CssNode;
  readonly DeclarationList: () => CssNode;
  error: () => never;
  offsetAndType: unknown;
  balance: unknown;
}

/** Thrown at each declaration that cannot be read, and caught by css-tree: nobody looks at it. */
const UNREADABLE = new Error('this cannot be read as CSS');

/**
 * css-tree's parser for hostile sheets. Its own (3.2.1) keeps the tokens of the sheet before and takes them for this
 * one's, where brackets do not match, and then never ends; it drops them here. And it writes a report with lines and
 * columns for each declaration that it cannot read, which takes minutes where there are a hundred thousand.
 */
const parser = fork({
  parseContext: { stylesheet: forgetting('StyleSheet'), declarationList: forgetting('DeclarationList') },
} as Parameters<typeof fork>[0]);

/** The tree of a style sheet or of a style attribute. What cannot be read is in it as a Raw node. Throws at nothing. */
export function parseCss(css: string, context: 'stylesheet' | 'declarationList'): CssNode {
  return parser.parse(css, { context, parseCustomProperty: false });
}

function forgetting(name: 'StyleSheet' | 'DeclarationList') {
  return function parseOnce(this: Parser): CssNode {
    this.error = () => {
      throw UNREADABLE;
    };
    try {
      return this[name]();
    } finally {
      this.offsetAndType = null;
      this.balance = null;
    }
  };
}
