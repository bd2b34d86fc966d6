import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import { LONGEST_PATTERN, patternOf } from '../operation/patterns.ts';
import { type Field, fieldsOf, type Selected } from '../operation/selections.ts';
import { narrow } from '../supergraph/narrow.ts';
import type { Stretch } from './kept.ts';

/** Characters of patterns whose expressions are kept. */
const REMEMBERED_CHARACTERS = 200_000;
const expressions = leastRecentlyUsed<RegExp>(REMEMBERED_CHARACTERS);
const TYPE_FIRST = /^\{"__typename":"\w+"/;

/** How the objects at one place of an answer are read, by their type; null where that takes more than this. */
export type Reading = (typeName: string) => ObjectReading | null;

export type ObjectReading = {
  readonly typeName: string;
  /** The keys under which the name of its type stands, which is in labels. */
  readonly typeKeys: readonly string[];
  readonly steps: readonly ReadStep[];
  readonly end: string;
};

/** What comes next in an object: of one shape, as V8 is quicker where all are. */
export type ReadStep = {
  /** Takes the label and what follows it; of objects that are read by themselves the label alone. That of an object which
   * begins with its type takes any type: it is known by it. */
  readonly expression: RegExp;
  readonly label: string;
  readonly field: Field;
  /** How what is kept is known; null where a value is taken out. */
  readonly stretch: Stretch | null;
  /** How the objects of the field are read; null for everything else. */
  readonly reading: Reading | null;
};

type Next = Omit<ReadStep, 'expression'> & { readonly pattern: string };

/** What is selected at one place of an answer, and what was asked of us there: null where nothing was. */
type Compared = {
  readonly answered: Selected;
  readonly asked: Selected | null;
  readonly within: Map<Selected, Reading>;
  readonly wanted: Set<string>;
  readonly want: (key: string) => void;
};

/**
 * Makes ready to read. Fields that were asked of us as they are asked of the service, in the same order and words, are kept
 * as it writes them: checked, but neither taken apart nor written again. Once somebody has wanted to know the value of one,
 * that one is taken out from then on.
 */
export function readingOf(answered: Selected, asked: Selected | null): Reading {
  const remembered = new Map<string, ObjectReading | null>();
  const wanted = new Set<string>();
  const want = (key: string) => {
    wanted.add(key);
    remembered.clear();
  };
  const compared = { answered, asked, within: new Map(), wanted, want };
  return (said) => {
    const known = remembered.get(said);
    if (known !== undefined) {
      return known;
    }
    // A part of an answer would keep all of it.
    const typeName = narrow(said);
    const fields = fieldsOf(answered, typeName);
    const made = fields && objectReading(compared, typeName, fields);
    fields && remembered.set(typeName, made);
    return made;
  };
}

function objectReading(compared: Compared, typeName: string, fields: readonly Field[]): ObjectReading | null {
  const among = (compared.asked && fieldsOf(compared.asked, typeName)) ?? [];
  const typeKeys: string[] = [];
  const steps: Next[] = [];
  let label = '{';
  for (const field of fields) {
    label += field.label;
    if (field.name === '__typename') {
      typeKeys.push(field.key);
      continue;
    }
    const step = stepFor(compared, field, label, among);
    if (step === null) {
      return null;
    }
    const longer = longerStretch(steps.at(-1), step);
    longer === null ? steps.push(step) : steps.splice(-1, 1, longer);
    label = '';
  }
  return {
    typeName,
    typeKeys,
    steps: steps.map(({ pattern, ...step }) => ({ expression: expressionOf(pattern), ...step })),
    end: `${label}}`,
  };
}

/** Many types of object, and many operations, have the same fields: their expressions are made once. */
function expressionOf(pattern: string): RegExp {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'y');
  expressions.set(pattern, expression, pattern.length);
  return expression;
}

function stepFor(compared: Compared, field: Field, label: string, among: readonly Field[]): Next | null {
  const { wanted, want } = compared;
  const { key, selected } = field;
  const at = among.findIndex((each) => each.key === key);
  const ofValue = patternOf(field);
  const before = label.replace(TYPE_FIRST, '{"__typename":"\\w+"').replace('{', '\\{');
  const next = { pattern: before + (ofValue ?? ''), label, field, stretch: null, reading: null };
  if (ofValue === null) {
    const isReadable = selected !== null && field.wrapping !== null;
    return isReadable ? { ...next, reading: readingWithin(compared, selected, among[at]?.selected ?? null) } : null;
  }
  const isAsked = at >= 0 && patternOf(among[at]!) === ofValue;
  return isAsked && !wanted.has(key) ? { ...next, stretch: { among, from: at, to: at, keys: [key], want } } : next;
}

function readingWithin({ within }: Compared, answered: Selected, asked: Selected | null): Reading {
  const reading = within.get(answered) ?? readingOf(answered, asked);
  within.set(answered, reading);
  return reading;
}

/** Makes one stretch of two that follow each other in the answer and in what was asked. */
function longerStretch(one: Next | undefined, other: Next): Next | null {
  if (!one?.stretch || !other.stretch) {
    return null;
  }
  const { among, from, to, keys } = other.stretch;
  const pattern = one.pattern + other.pattern;
  const follows = one.stretch.to === from - 1 && among[from]?.label === other.label;
  const stretch = { ...one.stretch, to, keys: [...one.stretch.keys, ...keys] };
  return follows && pattern.length <= LONGEST_PATTERN ? { ...one, pattern, stretch } : null;
}
