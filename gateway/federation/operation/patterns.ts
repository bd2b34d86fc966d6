import { isObjectType } from 'graphql';
import { type Field, fieldsOf, type Selected, type Wrapping } from './selections.ts';

/** Characters of a pattern: one that is longer would take too long to make. */
export const LONGEST_PATTERN = 5_000;

/**
 * How a field's value is written in JSON, as a regular expression: without blanks, all that is selected in its order, each
 * of its type. Null for what one expression cannot say: objects of several types, lists of objects.
 */
export function patternOf({ wrapping, leaf, named, selected }: Field): string | null {
  if (wrapping === null) {
    return null;
  }
  const isOneObject = isObjectType(named) && selected !== null && wrapping.item === null;
  const single = isOneObject ? objectPattern(selected, named.name) : (leaf?.pattern ?? null);
  const pattern = single === null ? '' : wrapped(single, wrapping);
  return pattern === '' || pattern.length > LONGEST_PATTERN ? null : pattern;
}

function objectPattern(selected: Selected, typeName: string): string | null {
  let pattern = '\\{';
  for (const field of fieldsOf(selected, typeName) ?? []) {
    const value = field.name === '__typename' ? '' : patternOf(field);
    if (value === null) {
      return null;
    }
    pattern += field.label + value;
  }
  return `${pattern}\\}`;
}

function wrapped(single: string, { nonNull, item }: Wrapping): string {
  const each = item === null ? '' : wrapped(single, item);
  const value = item === null ? single : `\\[(?:${each}(?:,${each})*)?\\]`;
  return nonNull ? value : `(?:null|${value})`;
}
