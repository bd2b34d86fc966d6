import type { Bundle, Patient, Resource } from '@medplum/fhirtypes';
import { type Known, type Said, saidBy } from './fhir-said.ts';
import { type FileContent, type FileRow, NotReadable, plainRow } from './file-content.ts';

/** Which resources of FHIR R4 an agency reads as which of its kinds, and which identifiers it knows. Data, so that a thread can be given it. */
export type FhirKinds = {
  readonly kinds: readonly {
    readonly resource: Known['resourceType'];
    /** Its class, category or status, by which it is told apart; all when left out. */
    readonly codes?: readonly string[];
    /** Null for what no kind is meant for and a review needs: it is kept under the name the resource gives itself. */
    readonly kind: string | null;
  }[];
  /** Scheme codes by the system's address: `https://fhir.nhs.uk/Id/nhs-number`. */
  readonly identifiers: Readonly<Record<string, string>>;
};

const columns = [
  'source_record_id',
  'date_as_written',
  'kind',
  'source_of_information',
  'people',
  'what_happened',
  'recorded_on',
  'identifiers',
] as const;

/** Longest name of a kind that is kept as recorded. */
const LONGEST_NAME = 100;

/** Reads a Bundle of FHIR R4: what maps to a kind as rows, and the rest is named. Throws NotReadable. */
export function fhirTables(bytes: Buffer, mapping: FhirKinds | null): FileContent {
  const bundle = parsed(bytes);
  if (mapping === null) {
    throw new NotReadable('The file is a FHIR Bundle, and this agency reads none.');
  }
  try {
    return tablesOf(bundle, mapping);
  } catch (error) {
    throw error instanceof TypeError
      ? new NotReadable('The Bundle is not FHIR R4: something in it is not of the type it must be.')
      : error;
  }
}

/** Throws TypeError for what looks like FHIR and is not. */
function tablesOf(bundle: Bundle, mapping: FhirKinds): FileContent {
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const identifiers = identifiersIn(resources, mapping);
  const rows: FileRow[] = [plainRow(1, columns)];
  const unread = new Map<string, number>();
  const mistaken = new Map<string, number>();
  for (const [index, resource] of resources.entries()) {
    const said = saidBy(resource);
    const kind = said === null ? null : kindOf(resource, said, mapping);
    if (isMistake(resource)) {
      count(mistaken, resource.resourceType);
    } else if (said !== null && kind !== null) {
      rows.push(plainRow(index + 2, [...cellsOf(resource, said, kind), identifiers]));
    } else if (resource.resourceType !== 'Patient') {
      count(unread, resource.resourceType);
    }
  }
  const notes = [
    ...listed('Not read, since no kind of entry is meant for them', unread),
    ...listed('Not read, since they were entered in error', mistaken),
  ];
  return { format: 'FHIR', tables: [{ name: null, rows }], notes };
}

const count = (counts: Map<string, number>, type: string) => void counts.set(type, (counts.get(type) ?? 0) + 1);

const listed = (why: string, counts: ReadonlyMap<string, number>): readonly string[] =>
  counts.size === 0 ? [] : [`${why}: ${[...counts].map(([type, number]) => `${number} ${type}`).join(', ')}.`];

function parsed(bytes: Buffer): Bundle {
  let resource: Partial<Resource> | null;
  try {
    resource = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Partial<Resource> | null;
  } catch {
    throw new NotReadable('The file is neither a table nor a FHIR Bundle that can be read.');
  }
  if (resource?.resourceType !== 'Bundle') {
    throw new NotReadable('The file is JSON and no FHIR Bundle.');
  }
  return resource as Bundle;
}

/** Whoever wrote it took it back: it never was true. */
function isMistake(resource: Resource): boolean {
  const { status, verificationStatus } = resource as {
    readonly status?: string;
    readonly verificationStatus?: { readonly coding?: readonly { readonly code?: string }[] };
  };
  return [status, ...(verificationStatus?.coding ?? []).map(({ code }) => code)].includes('entered-in-error');
}

function kindOf({ resourceType }: Resource, { code = '', name }: Said, { kinds }: FhirKinds): string | null {
  const found = kinds.find(
    (each) => each.resource === resourceType && (each.codes === undefined || each.codes.includes(code)),
  );
  return found === undefined ? null : (found.kind ?? (name ?? resourceType).slice(0, LONGEST_NAME));
}

/** The same in every row: a Bundle is about one patient, and each entry is checked against the review's people. */
const identifiersIn = (resources: readonly Resource[], { identifiers }: FhirKinds): string =>
  resources
    .filter((resource): resource is Patient => resource.resourceType === 'Patient')
    .flatMap(({ identifier = [] }) => identifier)
    .flatMap(({ system = '', value }) => {
      const scheme = identifiers[system];
      return scheme === undefined || value === undefined ? [] : [`${scheme}=${value}`];
    })
    .join('; ');

function cellsOf({ resourceType, id = '' }: Resource, said: Said, kind: string): readonly string[] {
  return [
    `${resourceType}/${id}`,
    said.when ?? '',
    kind,
    said.source ?? resourceType,
    [...new Set(said.people.filter((name) => name !== undefined))].join('; '),
    said.words.filter((word) => word !== undefined && word !== '').join('\n'),
    said.recordedOn ?? '',
  ].map(text);
}

function text(value: unknown): string {
  if (typeof value !== 'string') {
    throw new TypeError('A text of a resource is no text.');
  }
  return value;
}
