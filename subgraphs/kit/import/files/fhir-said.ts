import type {
  Annotation,
  Appointment,
  CodeableConcept,
  Communication,
  Condition,
  DocumentReference,
  Encounter,
  Flag,
  Immunization,
  MedicationRequest,
  Observation,
  Period,
  Procedure,
  Reference,
} from '@medplum/fhirtypes';

/** Resources of FHIR R4 that say what happened to somebody. */
export type Known =
  | Encounter
  | Appointment
  | Observation
  | Condition
  | Procedure
  | DocumentReference
  | Communication
  | Immunization
  | MedicationRequest
  | Flag;

/** What a resource says, in its own words. */
export type Said = {
  /** What decides the kind of entry: an encounter's class, an observation's category, the status of all others. */
  readonly code: string | undefined;
  /** What it calls itself, where no kind of entry is meant for it. */
  readonly name: string | undefined;
  readonly when: string | undefined;
  readonly recordedOn: string | undefined;
  readonly source: string | undefined;
  readonly people: readonly (string | undefined)[];
  readonly words: readonly (string | undefined)[];
};

const nothing = { name: undefined, recordedOn: undefined, source: undefined, people: [], words: [] } as const;

type Sayings = { readonly [Type in Known['resourceType']]: (resource: Extract<Known, { resourceType: Type }>) => Said };

const sayings: Sayings = {
  Encounter: ({ class: of, period, serviceProvider, participant = [], type = [], reasonCode = [] }) => ({
    ...nothing,
    code: of?.code,
    name: wordsOf(type[0]) ?? of?.display,
    when: interval(period),
    source: serviceProvider?.display,
    people: participant.map(({ individual }) => individual?.display),
    words: [...type, ...reasonCode].map(wordsOf),
  }),
  Appointment: ({ status, start, description, comment, participant = [], reasonCode = [] }) => ({
    ...nothing,
    code: status,
    name: `Appointment ${status}`,
    when: start,
    people: participant.map(({ actor }) => actor?.display),
    words: [description, comment, ...reasonCode.map(wordsOf)],
  }),
  Observation: (resource) => ({
    ...nothing,
    code: resource.category?.flatMap(({ coding = [] }) => coding)[0]?.code,
    name: wordsOf(resource.category?.[0]) ?? 'Observation',
    when: resource.effectiveDateTime ?? interval(resource.effectivePeriod),
    recordedOn: dayOf(resource.issued),
    people: displays(resource.performer),
    words: [
      `${wordsOf(resource.code) ?? 'Observation'}${valueIn(resource)}`,
      ...(resource.component ?? []).map((part) => `${wordsOf(part.code) ?? ''}${valueIn(part)}`),
      ...(resource.interpretation ?? []).map(wordsOf),
      ...texts(resource.note),
    ],
  }),
  Condition: ({ code, clinicalStatus, onsetDateTime, onsetPeriod, onsetString, recordedDate, recorder, note }) => ({
    ...nothing,
    code: clinicalStatus?.coding?.[0]?.code,
    name: 'Condition',
    when: onsetDateTime ?? interval(onsetPeriod) ?? onsetString ?? recordedDate,
    recordedOn: dayOf(recordedDate),
    people: displays([recorder]),
    words: [wordsOf(code), wordsOf(clinicalStatus), ...texts(note)],
  }),
  Procedure: ({
    status,
    code,
    performedDateTime,
    performedPeriod,
    performer = [],
    reasonCode = [],
    outcome,
    note,
  }) => ({
    ...nothing,
    code: status,
    name: status === 'not-done' ? 'Procedure not done' : 'Procedure',
    when: performedDateTime ?? interval(performedPeriod),
    people: performer.map(({ actor }) => actor?.display),
    words: [wordsOf(code), ...reasonCode.map(wordsOf), wordsOf(outcome), ...texts(note)],
  }),
  DocumentReference: ({ status, type, description, date, context, author, custodian }) => ({
    ...nothing,
    code: status,
    name: wordsOf(type) ?? 'Document',
    when: interval(context?.period) ?? date,
    recordedOn: dayOf(date),
    source: custodian?.display,
    people: displays(author),
    words: [wordsOf(type), description],
  }),
  Communication: ({ status, sent, received, sender, recipient = [], topic, reasonCode = [], payload = [], note }) => ({
    ...nothing,
    code: status,
    name: 'Communication',
    when: sent ?? received,
    people: displays([sender, ...recipient]),
    words: [
      `${sender?.display === undefined ? '' : `From ${sender.display}. `}${recipient.length === 0 ? '' : `To ${displays(recipient).join(', ')}.`}`,
      wordsOf(topic),
      ...reasonCode.map(wordsOf),
      ...payload.map(({ contentString }) => contentString),
      ...texts(note),
    ],
  }),
  Immunization: ({ status, occurrenceDateTime, occurrenceString, vaccineCode, statusReason, recorded, ...more }) => ({
    ...nothing,
    code: status,
    name: status === 'not-done' ? 'Immunisation not done' : 'Immunisation',
    when: occurrenceDateTime ?? occurrenceString,
    recordedOn: dayOf(recorded),
    people: (more.performer ?? []).map(({ actor }) => actor?.display),
    words: [wordsOf(vaccineCode), wordsOf(statusReason), ...texts(more.note)],
  }),
  MedicationRequest: ({ status, authoredOn, requester, medicationCodeableConcept, dosageInstruction = [], note }) => ({
    ...nothing,
    code: status,
    when: authoredOn,
    source: requester?.display,
    words: [wordsOf(medicationCodeableConcept), ...dosageInstruction.map(({ text }) => text), ...texts(note)],
  }),
  Flag: ({ status, period, code, category = [], author }) => ({
    ...nothing,
    code: status,
    name: 'Flag',
    when: interval(period),
    people: displays([author]),
    words: [wordsOf(code), ...category.map(wordsOf)],
  }),
};

/** What a resource says; null for one of a type that is not known here. */
export function saidBy(resource: { readonly resourceType: string }): Said | null {
  const saying = Object.hasOwn(sayings, resource.resourceType)
    ? (sayings[resource.resourceType as Known['resourceType']] as (resource: object) => Said)
    : undefined;
  return saying === undefined ? null : saying(resource);
}

/** A period within one day is said by its start: "14:20" is when somebody came. */
function interval({ start = '', end = '' }: Period = {}): string | undefined {
  const oneDay = start.slice(0, 10) === end.slice(0, 10);
  return (start === '' || end === '' || oneDay ? start || end : `${start}/${end}`) || undefined;
}

/** A value as it is shown: a number with its unit, words, or a code's words. */
function valueIn({ valueQuantity, valueString, valueCodeableConcept, valueBoolean, valueInteger }: Valued): string {
  const quantity =
    valueQuantity?.value === undefined
      ? undefined
      : `${valueQuantity.comparator ?? ''}${valueQuantity.value} ${valueQuantity.unit ?? ''}`.trim();
  const value = quantity ?? valueString ?? wordsOf(valueCodeableConcept) ?? valueBoolean ?? valueInteger;
  return value === undefined ? '' : `: ${value}`;
}

type Valued = Pick<
  Observation,
  'valueQuantity' | 'valueString' | 'valueCodeableConcept' | 'valueBoolean' | 'valueInteger'
>;

const wordsOf = (concept: CodeableConcept | undefined) => concept?.text ?? concept?.coding?.[0]?.display;
const texts = (notes: readonly Annotation[] = []) => notes.map(({ text }) => text);
const displays = (references: readonly (Reference | undefined)[] = []) =>
  references.flatMap((reference) => reference?.display ?? []);
const dayOf = (instant: string | undefined) => instant?.slice(0, 10);
