import type { ExecutionResult } from 'graphql';

type Path = readonly (string | number)[];
type Named = { readonly place: Path; readonly isUnexplained: boolean };

const text = (path: Path) => path.map((key) => `/${key}`).join('');

/** Every place an answer's errors name: one failed fetch is one error, with all the places it leaves empty. */
const placesNamed = ({ errors = [] }: ExecutionResult): readonly Named[] =>
  errors.flatMap(({ path, extensions: { affected = [], code } }) =>
    [...(path ? [path] : []), ...(affected as Path[])].map((place) => ({ place, isUnexplained: code === 'INTERNAL' })),
  );

const isAtOrAbove = (place: string, below: string) => below === place || below.startsWith(`${place}/`);

/** The place that a null has emptied, at or above a place; the place itself where there is something. */
function emptied(data: unknown, place: Path): string {
  let value: unknown = data;
  const above: (string | number)[] = [];
  for (const key of place) {
    if (value === null) {
      break;
    }
    value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[key];
    above.push(key);
  }
  return text(above);
}

/**
 * How the places of two answers' errors differ: nothing where each error of the reference is named by the engine, at its
 * place or at the object that could not be fetched, and the engine names no place where the reference has no error. Of
 * several errors that empty the same place either may tell only one; but a null that nothing explains is always one more.
 */
export function differenceInErrors(engine: ExecutionResult, reference: ExecutionResult): readonly string[] {
  const named = placesNamed(engine);
  const expected = placesNamed(reference).map(({ place }) => place);
  const mayBeFurther = ({ place, isUnexplained }: Named, path: Path) =>
    (engine.data === null || !isUnexplained) && isAtOrAbove(emptied(engine.data, place), text(path));
  const isExpected = (each: Named) =>
    expected.some((path) => isAtOrAbove(text(each.place), text(path)) || mayBeFurther(each, path));
  const isNamed = (path: Path) =>
    named.some(
      ({ place }) => isAtOrAbove(text(place), text(path)) || isAtOrAbove(emptied(engine.data, path), text(place)),
    );
  return [
    ...expected.filter((path) => !isNamed(path)).map((path) => `not named: ${text(path)}`),
    ...named.filter((each) => !isExpected(each)).map(({ place }) => `no error: ${text(place)}`),
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
