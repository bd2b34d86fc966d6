import type { ExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

const text = (path: Path) => path.map((key) => `/${key}`).join('');

/** Every place an answer's errors name: one failed fetch is one error, with all the places it leaves empty. */
const placesNamed = ({ errors = [] }: ExecutionResult): readonly string[] =>
  errors.flatMap(({ path, extensions: { affected = [] } }) =>
    [...(path ? [path] : []), ...(affected as Path[])].map(text),
  );

const isAtOrAbove = (place: string, below: string) => below === place || below.startsWith(`${place}/`);

/**
 * How the places of two answers' errors differ: nothing where each error of the reference is named by the engine, at its
 * place or at the object that could not be fetched, and the engine names no place where the reference has no error. Where
 * nothing at all is left of the answer the engine may name more: graphql-js stops at the first reason.
 */
export function differenceInErrors(engine: ExecutionResult, reference: ExecutionResult): readonly string[] {
  const named = placesNamed(engine);
  const expected = placesNamed(reference);
  const unexpected = engine.data === null ? [] : named;
  return [
    ...expected.filter((path) => !named.some((place) => isAtOrAbove(place, path))).map((path) => `not named: ${path}`),
    ...unexpected
      .filter((place) => !expected.some((path) => isAtOrAbove(place, path)))
      .map((place) => `no error: ${place}`),
  ];
}

/** A value with the lists of an introspection in one order: by name, as composers keep none. */
export const byName = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(byName).toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, byName(inner)]))
    : value;
};

const nameOf = (value: unknown) => String((value as { readonly name?: unknown } | null)?.name ?? '');
