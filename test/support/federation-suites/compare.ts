import type { ExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

const text = (path: Path) => path.map((key) => `/${key}`).join('');

/** Every place an answer's errors name: one failed fetch is one error, with all the places it leaves empty. */
const placesNamed = ({ errors = [] }: ExecutionResult): readonly string[] =>
  errors.flatMap(({ path, extensions: { affected = [] } }) => [...(path ? [path] : []), ...(affected as Path[])].map(text));

const isAtOrAbove = (place: string, below: string) => below === place || below.startsWith(`${place}/`);

/**
 * How the places of two answers' errors differ: nothing where each error of the reference is named by the engine, at its
 * place or at the object that could not be fetched, and the engine names no place where the reference has no error.
 */
export function differenceInErrors(engine: ExecutionResult, reference: ExecutionResult): readonly string[] {
  const named = placesNamed(engine);
  const expected = placesNamed(reference);
  return [
    ...expected.filter((path) => !named.some((place) => isAtOrAbove(place, path))).map((path) => `not named: ${path}`),
    ...named.filter((place) => !expected.some((path) => isAtOrAbove(place, path))).map((place) => `no error: ${place}`),
  ];
}
