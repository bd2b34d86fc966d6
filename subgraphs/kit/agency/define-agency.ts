import type { MigrationInterface } from 'typeorm';
import { dateOfBirth } from '../identifiers/date-of-birth.ts';
import type { IdentifierScheme } from '../identifiers/identifier-scheme.ts';
import type { FhirKinds } from '../import/files/fhir-tables.ts';
import type { Kind } from './kind.ts';
import { kindsInEverySector } from './kinds-in-every-sector.ts';

/** Everything that is particular to one agency. The kit makes a whole subgraph from it. */
export type AgencyDefinition = {
  /** Name of the service: lower case with hyphens, `social-care`. Type names and root fields begin with it. */
  readonly name: string;
  /** How a sentence names the sector: `social care`. */
  readonly label: string;
  /** The agency's own kinds; those of every sector are added by the kit. */
  readonly kinds: readonly Kind[];
  /** By scheme code: `NHS_NUMBER`. */
  readonly identifiers: Readonly<Record<string, IdentifierScheme>>;
  /**
   * Other words this agency's files use for a kind, lower case, by kind code. A word that is neither a code, a label
   * nor one of these is kept as recorded under OTHER, and reported.
   */
  readonly kindWords?: Readonly<Record<string, readonly string[]>>;
  /** What this agency reads of a FHIR Bundle; null when it reads none. */
  readonly fhir?: FhirKinds | null;
  /** Changes to this agency's own database beyond the tables that every agency has, in order. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
};

export type Agency = Required<AgencyDefinition> & {
  /** `SocialCare`: how the names of this agency's types begin. */
  readonly prefix: string;
  /** All kinds by code, those of every sector included. */
  readonly kindByCode: ReadonlyMap<string, Kind>;
};

/** Checks an agency's definition and completes it with what every agency has. Throws when two kinds share a code. */
export function defineAgency(definition: AgencyDefinition): Agency {
  const kinds = [...definition.kinds, ...kindsInEverySector];
  const kindByCode = new Map(kinds.map((kind) => [kind.code, kind]));
  if (kindByCode.size !== kinds.length) {
    throw new Error(`Two kinds of ${definition.name} share a code.`);
  }
  const identifiers = { ...definition.identifiers, DATE_OF_BIRTH: dateOfBirth };
  return {
    kindWords: {},
    fhir: null,
    migrations: [],
    ...definition,
    identifiers,
    kinds,
    kindByCode,
    prefix: prefixOf(definition.name),
  };
}

/** `social-care` → `SocialCare`. */
const prefixOf = (name: string) =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
