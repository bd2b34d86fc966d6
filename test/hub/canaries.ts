import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Words and numbers that stand in what an agency sends, and that must stand nowhere but in the database. */
export const canaries = [
  'Kanarienvogel-Wort',
  'Quillfeather Ermintrude',
  // An NHS number and a UPN of ranges that are never issued.
  '9990001383',
  '999 000 1383',
  'canary-record-77',
  'canary-key-77',
] as const;

const [word, name, number, spaced, record, key] = canaries;

/** A row of the template that holds every canary. */
const row = `source_record_id,date_as_written,people,what_happened,own_words,comment,kind,identifiers_confirmed
${record},9 February 2024,${name},"${word}: ${name}, NHS ${spaced}","${word}",${number},INFORMATION_RECEIVED,`;

const PLACE = 'review: $review, organisation: $organisation';
const VARIABLES = '$review: ID!, $organisation: ID!';

const PREVIEW = `mutation(${VARIABLES}, $file: String!, $fileName: String) {
  previewPoliceImport(${PLACE}, file: $file, fileName: $fileName) { __typename } }`;
const fileOf = (text: string) => ({ file: Buffer.from(text).toString('base64'), fileName: `${name}.csv` });

/** What is tried with them: acts that are refused half-way, acts that succeed, and questions that fail, each by its author. */
export const tries: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [PREVIEW, fileOf(row)],
  [PREVIEW, fileOf(row.replace('9 February', '31 February'))],
  [PREVIEW, fileOf('no file at all, and the words of one: '.concat(word))],
  [
    `mutation(${VARIABLES}, $value: String!) { answerPolicePeople(${PLACE}, answers: [{ value: $value, staff: "PC 9" }]) }`,
    { value: name },
  ],
  [
    `mutation(${VARIABLES}, $key: String!, $entry: PoliceEntryInput!) { submitPoliceEntries(${PLACE}, key: $key, entries: [$entry]) { draftVersion } }`,
    {
      key,
      entry: {
        sourceRecordId: record,
        subjects: [],
        occurred: '9 February 2024',
        whatHappened: `${word}: ${name}, ${spaced}`,
        ownWords: word,
        identifiersConfirmed: true,
        informationReceived: { from: word },
      },
    },
  ],
  [
    `mutation(${VARIABLES}, $key: String!) { publishPoliceContribution(${PLACE}, key: $key) { number } }`,
    { key: `${key}-publish` },
  ],
  [`query(${VARIABLES}, $key: String!) { policeReceipt(${PLACE}, key: $key) { receipt } }`, { key }],
  [`query($review: ID!, $word: String!) { review(id: $review) { chronology(after: $word) { version } } }`, { word }],
  [`query($review: ID!) { review(id: $review) { chronology(filter: { kinds: ["${word}"] }) { totalCount } } }`, {}],
  [`{ reviews(reference: "${name}") { id } ${randomUUID().replaceAll(/[^a-z]/g, '')} }`, {}],
  [`query($word: String!) { review(id: $word) { id } }`, { word }],
  [`{ reviews(reference: "${number}`, {}],
];

/** Files below a folder that hold a canary, but for those of PostgreSQL. */
export function filesWithCanaries(folder: string, skip: readonly string[]): readonly string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || skip.includes(entry)) {
      return [];
    }
    if (found.isDirectory()) {
      return filesWithCanaries(path, skip);
    }
    return found.isFile() && canariesIn(readFileSync(path, 'latin1')).length > 0 ? [path] : [];
  });
}

export const canariesIn = (text: string) => canaries.filter((canary) => text.includes(canary));
