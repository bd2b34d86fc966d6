/** What an entry takes from a file, and the headings agencies give it: lower case, without signs. Templates come first. */
const columnHeadings = {
  source_record_id: [
    'ref',
    'reference',
    'event ref',
    'event reference',
    'record id',
    'record no',
    'row ref',
    'id',
    'our ref',
  ],
  date_from: ['date from', 'start date', 'from date', 'from'],
  date_to: ['date to', 'end date', 'to date', 'to'],
  precision: [],
  time: ['start time', 'time of event', 'event time'],
  organisation: ['agency', 'service', 'organisation name', 'agency name', 'provider'],
  source_of_information: [
    'source',
    'source of info',
    'information source',
    'record source',
    'source of record',
    'source document',
    'where recorded',
    'evidence source',
  ],
  people: [
    'who was involved',
    'who involved',
    'people involved',
    'persons involved',
    'people present',
    'who was present',
    'present',
    'who',
    'involved',
    'professionals involved',
    'staff involved',
    'family members involved',
  ],
  what_happened: [
    'event',
    'events',
    'significant event',
    'key event',
    'event details',
    'details of event',
    'details',
    'description',
    'description of event',
    'event description',
    'summary of event',
    'contact details',
    'nature of contact',
    'incident',
    'details of contact',
    'entry',
  ],
  action_taken: ['action', 'actions', 'actions taken', 'response', 'agency response', 'outcome', 'action or outcome'],
  seen_and_heard: [
    'child seen',
    'seen',
    'voice',
    'voice of the child',
    'voice of child',
    'childs voice',
    'voice of the adult',
    'lived experience',
    'presentation',
    'seen heard',
  ],
  comment: [
    'comments',
    'analysis',
    'agency comment',
    'agency analysis',
    'author comment',
    'authors comment',
    'authors comments',
    'comment analysis',
    'analysis comment',
    'reflection',
    'impact',
    'notes',
  ],
  kind: ['type', 'type of event', 'event type', 'type of contact', 'contact type', 'kind of entry', 'category'],
  significance: ['significance rating', 'key', 'relevance', 'how significant'],
  date_as_written: [
    'date',
    'date or period',
    'date or period of event',
    'date of event',
    'event date',
    'date of contact',
    'date and time',
    'date time',
    'when',
    'date of incident',
    'date as recorded',
  ],
  fields: ['further fields'],
  person_seen: ['was the person seen', 'was the child seen', 'subject seen'],
  own_words: ['in their own words', 'childs own words', 'persons own words', 'what the child said', 'what they said'],
  communication: ['how they communicated', 'communication method'],
  practice: ['practice rating', 'expected practice', 'quality of practice'],
  handling: ['who may see this', 'restrictions', 'sensitivity'],
  reasons: ['reason held back', 'reasons held back'],
  named: ['named people'],
  kind_listed: [],
  onward_use: ['conditions on use'],
  held_back_by: ['decided by'],
  review_on: ['review day'],
  gist: [],
  recorded_on: ['date recorded', 'recorded', 'date of recording', 'when recorded'],
  learned_on: ['date learned', 'date became known', 'known on'],
  learned_from: ['from whom learned'],
  shared_with: ['information shared with', 'shared', 'passed on to'],
  sequence: ['no', 'number', 'seq', 'order', 'sequence number', 'event no'],
  identifiers_confirmed: [],
  identifiers: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Column = keyof typeof columnHeadings;

/** All columns of an entry, those of the agencies' template first. */
export const columns = Object.keys(columnHeadings) as readonly Column[];

const lastOfTemplate = columns.indexOf('significance');

/** The columns of the agencies' template. */
export const templateColumns = columns.slice(0, lastOfTemplate + 1);
/** Further columns a file may have. */
export const furtherColumns = columns.slice(lastOfTemplate + 1).filter((column) => column !== 'identifiers');

/** A heading as it is compared: lower case, without what stands in brackets and without signs. */
export const plainHeading = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replaceAll(/['\u2019]/g, '')
    .replaceAll(/[^a-z0-9&]+/g, ' ')
    .trim();

const byHeading: ReadonlyMap<string, Column> = new Map(
  columns.flatMap((column) =>
    [plainHeading(column), ...columnHeadings[column]].map((heading) => [heading, column] as const),
  ),
);

/** The column that a heading means; null for one that is not known. */
export const columnMeant = (heading: string): Column | null => byHeading.get(plainHeading(heading)) ?? null;

export const isColumn = (name: string): name is Column => (columns as readonly string[]).includes(name);
