import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';
import { CaseReviewError } from '../subgraphs/kit/errors.ts';
import { leastRecentlyUsed } from '../subgraphs/kit/least-recently-used.ts';

/** Words of a document. */
export const MOST_TOKENS = 10_000;
/** Brackets of all kinds, as they stand within one another. */
const MOST_BRACKETS = 200;
/** Levels of fields, fragments unfolded. */
const MOST_LEVELS = 20;
const MOST_ALIASES = 100;
const MOST_DIRECTIVES = 100;
/** Selections, fragments unfolded wherever they stand. */
const MOST_SELECTIONS = 20_000;
/** Pairs of fields that may have to be compared, since they would be one key of the answer. */
const MOST_PAIRS = 200_000;
/** Characters of documents whose check is remembered. */
const REMEMBERED_CHARACTERS = 1_000_000;

const opening: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** What is known of a document that keeps the limits. */
export type CheckedDocument = { readonly makesChanges: boolean };

/**
 * Gives the check of documents before they are validated: some of GraphQL's own rules take a time that grows with the
 * square of a document. It throws LIMIT_EXCEEDED, and gives null for what cannot be parsed, which Apollo Server reports.
 */
export function documentCheck(): (text: string) => CheckedDocument | null {
  const remembered = leastRecentlyUsed<CheckedDocument>(REMEMBERED_CHARACTERS);
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) {
      return known;
    }
    const document = parsed(text);
    if (document === null) {
      return null;
    }
    const checked = check(document);
    remembered.set(text, checked, text.length);
    return checked;
  };
}

function parsed(text: string): DocumentNode | null {
  try {
    refuseUnparsable(text);
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && !(error instanceof CaseReviewError)) {
      return null;
    }
    throw error;
  }
}

/** The parser calls itself for each bracket within another: of how many it bears it cannot be said beforehand. */
function refuseUnparsable(text: string): void {
  const lexer = new Lexer(new Source(text));
  let words = 0;
  let open = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    refuseAbove('words', ++words, MOST_TOKENS);
    open += opening.has(kind) ? 1 : closing.has(kind) ? -1 : 0;
    refuseAbove('brackets within one another', open, MOST_BRACKETS);
  }
}

/** What has been met so far. */
type Count = {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  selections: number;
  aliases: number;
  directives: number;
  pairs: number;
};

function check({ definitions }: DocumentNode): CheckedDocument {
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  const count: Count = { fragments, selections: 0, aliases: 0, directives: 0, pairs: 0 };
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) {
      count.directives += definition.directives?.length ?? 0;
      for (const { directives } of definition.variableDefinitions ?? []) {
        count.directives += directives?.length ?? 0;
      }
      countLevel(count, [definition.selectionSet], 1);
    }
  }
  return {
    makesChanges: definitions.some(
      (each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION,
    ),
  };
}

/** Counts what is selected of one object, and below. */
function countLevel(count: Count, sets: readonly SelectionSetNode[], level: number): void {
  refuseAbove('levels', level, MOST_LEVELS);
  const byKey = new Map<string, FieldNode[]>();
  const unfolded = new Set<string>();
  for (const set of sets) {
    unfold(count, set, byKey, unfolded);
  }
  count.pairs += pairsOf(unfolded.size);
  for (const fields of byKey.values()) {
    count.pairs += pairsOf(fields.length);
    refuseAbove('fields of one name', count.pairs, MOST_PAIRS);
    const inner = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (inner.length > 0) {
      countLevel(count, inner, level + 1);
    }
  }
}

function unfold(count: Count, set: SelectionSetNode, byKey: Map<string, FieldNode[]>, unfolded: Set<string>): void {
  for (const selection of set.selections) {
    count.directives += selection.directives?.length ?? 0;
    refuseAbove('directives', count.directives, MOST_DIRECTIVES);
    refuseAbove('selections', ++count.selections, MOST_SELECTIONS);
    if (selection.kind === Kind.FIELD) {
      count.aliases += selection.alias === undefined ? 0 : 1;
      refuseAbove('aliases', count.aliases, MOST_ALIASES);
      const key = selection.alias?.value ?? selection.name.value;
      const fields = byKey.get(key);
      fields === undefined ? byKey.set(key, [selection]) : fields.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      unfold(count, selection.selectionSet, byKey, unfolded);
    } else if (!unfolded.has(selection.name.value)) {
      unfolded.add(selection.name.value);
      const fragment = count.fragments.get(selection.name.value);
      fragment && unfold(count, fragment.selectionSet, byKey, unfolded);
    }
  }
}

const pairsOf = (number: number) => (number * (number - 1)) / 2;

function refuseAbove(what: string, number: number, most: number): void {
  if (number > most) {
    throw tooMuch(what, most);
  }
}

const tooMuch = (what: string, most: number) =>
  new CaseReviewError('LIMIT_EXCEEDED', `The query has too many ${what}; one request may have ${most}.`);
