import type {
  Appointment,
  Bundle,
  CodeableConcept,
  Encounter,
  MedicationRequest,
  Patient,
  Resource,
} from '@medplum/fhirtypes';
import { type FileContent, type FileRow, NotReadable, plainRow } from './file-content.ts';

/** Which resources of FHIR R4 an agency reads as which of its kinds, and which identifiers it knows. Data, so that a thread can be given it. */
export type FhirKinds = {
  readonly kinds: readonly {
    readonly resource: 'Encounter' | 'Appointment' | 'MedicationRequest';
    /** Codes of the resource's class or status; all when left out. */
    readonly codes?: readonly string[];
    readonly kind: string;
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
  'identifiers',
] as const;

type Known = Encounter | Appointment | MedicationRequest;

/** Reads a Bundle of FHIR R4: what maps to a kind as rows, and the rest is named. Throws NotReadable. */
export function fhirTables(bytes: Buffer, mapping: FhirKinds | null): FileContent {
  const bundle = parsed(bytes);
  if (mapping === null) {
    throw new NotReadable('The file is a FHIR Bundle, and this agency reads none.');
  }
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const identifiers = identifiersIn(resources, mapping);
  const rows: FileRow[] = [plainRow(1, columns)];
  const unread = new Map<string, number>();
  for (const [index, resource] of resources.entries()) {
    const kind = kindOf(resource, mapping);
    if (kind !== null) {
      rows.push(plainRow(index + 2, [...cellsOf(resource as Known, kind), identifiers]));
    } else if (resource.resourceType !== 'Patient') {
      unread.set(resource.resourceType, (unread.get(resource.resourceType) ?? 0) + 1);
    }
  }
  const listed = [...unread].map(([type, count]) => `${count} ${type}`).join(', ');
  const notes = unread.size === 0 ? [] : [`Not read, since no kind of entry is meant for them: ${listed}.`];
  return { format: 'FHIR', tables: [{ name: null, rows }], notes };
}

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

function kindOf(resource: Resource, { kinds }: FhirKinds): string | null {
  const code = resource.resourceType === 'Encounter' ? resource.class?.code : (resource as Appointment).status;
  const found = kinds.find(
    (each) => each.resource === resource.resourceType && (each.codes === undefined || each.codes.includes(code ?? '')),
  );
  return found?.kind ?? null;
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

function cellsOf(resource: Known, kind: string): readonly string[] {
  const { when, source, people, words } = saidBy(resource);
  return [
    `${resource.resourceType}/${resource.id ?? ''}`,
    when,
    kind,
    source ?? resource.resourceType,
    people.filter((name) => name !== undefined).join('; '),
    words.filter((word) => word !== undefined && word !== '').join('\n'),
  ];
}

type Said = {
  readonly when: string;
  readonly source: string | undefined;
  readonly people: readonly (string | undefined)[];
  readonly words: readonly (string | undefined)[];
};

function saidBy(resource: Known): Said {
  switch (resource.resourceType) {
    case 'Encounter':
      return {
        when: interval(resource.period?.start, resource.period?.end),
        source: resource.serviceProvider?.display,
        people: (resource.participant ?? []).map(({ individual }) => individual?.display),
        words: [...(resource.type ?? []), ...(resource.reasonCode ?? [])].map(wordsOf),
      };
    case 'Appointment':
      return {
        when: resource.start ?? '',
        source: undefined,
        people: [],
        words: [resource.description, resource.comment, ...(resource.reasonCode ?? []).map(wordsOf)],
      };
    case 'MedicationRequest':
      return {
        when: resource.authoredOn ?? '',
        source: resource.requester?.display,
        people: [],
        words: [
          wordsOf(resource.medicationCodeableConcept),
          ...(resource.dosageInstruction ?? []).map(({ text }) => text),
          ...(resource.note ?? []).map(({ text }) => text),
        ],
      };
    default:
      return resource satisfies never;
  }
}

/** A period within one day is said by its start: "14:20" is when somebody came. */
const interval = (start = '', end = '') =>
  start === '' || end === '' || start.slice(0, 10) === end.slice(0, 10) ? start || end : `${start}/${end}`;

const wordsOf = (concept: CodeableConcept | undefined) => concept?.text ?? concept?.coding?.[0]?.display;
