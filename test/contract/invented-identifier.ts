import fc from 'fast-check';
import type { Agency } from '../../subgraphs/kit/agency/define-agency.ts';
import type { IdentifierScheme } from '../../subgraphs/kit/identifiers/identifier-scheme.ts';

/** An identifier of an agency's first scheme, invented from the shape that the scheme looks for in words. */
export type Invented = {
  readonly scheme: string;
  readonly label: string;
  /** In its one form. */
  readonly right: string;
  /** Of the right shape with a wrong check digit; null where the scheme has none. */
  readonly wrong: string | null;
};

/** Drops what only says where in a text an identifier may stand. */
const shapeOf = ({ inText }: IdentifierScheme) =>
  new RegExp(`^(?:${inText.source.replace(/^\(\?<=.*?\)\)/, '').replaceAll('\\b', '')})$`);

/** Invents a right and a wrong identifier of an agency's first scheme: the same ones in each run. */
export function inventedIdentifier({ identifiers }: Agency): Invented {
  const [[scheme, definition]] = Object.entries(identifiers) as [[string, IdentifierScheme]];
  const candidates = fc.sample(fc.stringMatching(shapeOf(definition)), { seed: 20_240_209, numRuns: 2_000 });
  const [right] = candidates.map(definition.parse).filter((value) => value !== null);
  const wrong = candidates.find((value) => definition.parse(value) === null) ?? null;
  if (right === undefined) {
    throw new Error(`No ${definition.label} could be invented.`);
  }
  return { scheme, label: definition.label, right, wrong };
}
