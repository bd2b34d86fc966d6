import { describe, expect, it } from 'vitest';
import { agencies } from '../../subgraphs/index.ts';
import { fieldsSchema } from '../../subgraphs/kit/entries/entry-schema.ts';
import { handlings, personsSeen, reasonsHeldBack, significances } from '../../subgraphs/kit/vocabulary.ts';
import {
  type ReviewName,
  type SampleRow,
  sampleOrganisations,
  samplePeople,
  samplePeopleWhoSignIn,
  sampleReview,
  sampleRows,
  sampleSteps,
} from './sample-files.ts';

const reviews = ['wren', 'martin'] as const;
const firstPublication = (review: ReviewName) => sampleRows(review).filter(({ file }) => !file.includes('version'));
const listed = (value: string | undefined) =>
  (value ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
const codeOf = ({ file }: SampleRow) => file.slice(0, 3);

describe('the rows', () => {
  it.each([
    { review: 'wren', service: 'health', rows: 29 },
    { review: 'wren', service: 'social-care', rows: 11 },
    { review: 'wren', service: 'police', rows: 8 },
    { review: 'wren', service: 'education', rows: 9 },
    { review: 'martin', service: 'health', rows: 26 },
    { review: 'martin', service: 'social-care', rows: 17 },
    { review: 'martin', service: 'police', rows: 4 },
    { review: 'martin', service: 'education', rows: 6 },
  ] as const)('of $service in $review number $rows at first publication', ({ review, service, rows }) => {
    expect(firstPublication(review).filter((row) => row.service === service)).toHaveLength(rows);
  });

  it('of the police correct one entry in a second version', () => {
    const second = sampleRows('wren').filter(({ file }) => file === 'NVP-version-2.csv');
    expect(second.map((row) => row['source_record_id'])).toEqual(['NVP-W-0006']);
  });

  it.each([
    ['wren', 'HOS-W-0005', '16.11.23'],
    ['wren', 'HOS-W-0006', 'about 2 weeks after the birth'],
    ['wren', 'HOS-W-0013', ''],
    ['wren', 'HVS-W-0004', '12 January 2024 approx 14:00'],
    ['wren', 'CSC-W-0003', 'between 25/07/2023 and 04/08/2023'],
    ['wren', 'NVP-W-0001', '?14/03/21'],
    ['wren', 'NVP-W-0007', 'not known'],
    ['wren', 'SPS-W-0005', 'before Christmas 2023'],
    ['martin', 'CHS-M-0001', '2019/20'],
    ['martin', 'HOS-M-0002', '06/11/2024 - 15/11/2024'],
    ['martin', 'BWH-M-0004', '14/11/24 pm'],
    ['martin', 'EMC-M-0006', 'Spring term 2025'],
  ] as const)('of %s keep the date words of %s letter by letter', (review, id, words) => {
    const row = firstPublication(review).find((candidate) => candidate['source_record_id'] === id);
    expect(row?.['date_as_written']).toBe(words);
  });

  it.each([
    ['wren', 'SPS-W-0006', "Baby's got a poorly arm. I'm not to look."],
    ['wren', 'SPS-W-0001', ''],
    ['wren', 'HOS-W-0008', ''],
    ['martin', 'HOS-M-0001', ''],
    ['martin', 'EMC-M-0004', 'sore / No lumps.'],
  ] as const)("of %s keep the person's own words, and nobody else's, in %s", (review, id, words) => {
    const row = firstPublication(review).find((candidate) => candidate['source_record_id'] === id);
    expect(row?.['own_words']).toBe(words);
  });

  it.each(reviews)('of %s never hold a name from an identity sheet', (review) => {
    const names = sampleReview(review).subjects.flatMap(({ identity }) => identity.names.map(({ name }) => name));
    const words = sampleRows(review)
      .map((row) => Object.values(row).join(' '))
      .join(' ');
    expect(names.filter((name) => name.split(' ').some((part) => words.includes(part)))).toEqual([]);
  });

  it.each(reviews)('of %s name in own_words nothing that is not in seen_and_heard', (review) => {
    const strangers = sampleRows(review).filter((row) =>
      (row['own_words'] ?? '').split(' / ').some((words) => !row['seen_and_heard']?.includes(words)),
    );
    expect(strangers).toEqual([]);
  });
});

describe('the people', () => {
  it.each(reviews)('of %s are each a pseudonym or have an answer', (review) => {
    const pseudonyms = sampleReview(review).subjects.map(({ pseudonym }) => pseudonym);
    const answers = samplePeople(review);
    const unknown = sampleRows(review).flatMap((row) =>
      listed(row['people'])
        .filter((person) => !pseudonyms.includes(person) && answers[codeOf(row)]?.[person] === undefined)
        .map((person) => `${codeOf(row)}: ${person}`),
    );
    expect(unknown).toEqual([]);
  });

  it.each(reviews)('of %s have NHS numbers that are never issued, with a right check digit', (review) => {
    const numbers = sampleReview(review).subjects.flatMap(({ identity }) =>
      identity.identifiers.map(({ value }) => value),
    );
    expect(numbers.filter((value) => !value.startsWith('999') || !hasRightCheckDigit(value))).toEqual([]);
  });
});

describe('those who sign in', () => {
  it.each(reviews)('are known by name wherever %s makes them a member or lets them read an entry', (review) => {
    const known = samplePeopleWhoSignIn().map(({ id }) => id);
    const members = sampleReview(review).members.map(({ person }) => person);
    const named = sampleRows(review).flatMap((row) => listed(row['named']));
    expect([...members, ...named].filter((id) => !known.includes(id))).toEqual([]);
  });

  it.each(reviews)('write and sign for every organisation inside the hub that %s asks, and two can sign', (review) => {
    const inside = new Set(sampleOrganisations().flatMap(({ id, service }) => (service === null ? [] : [id])));
    const people = new Map(samplePeopleWhoSignIn().map((person) => [person.id, person]));
    const missing = sampleReview(review)
      .requests.filter(({ organisation }) => inside.has(organisation))
      .flatMap(({ code, organisation }) =>
        ['author', 'signatory', 'deputy']
          .map((part) => `${code.toLowerCase()}-${part}`)
          .filter((id) => people.get(id)?.organisation !== organisation),
      );
    expect(missing).toEqual([]);
  });
});

describe('the answers', () => {
  it.each([
    ['wren', ['ORC']],
    ['martin', []],
  ] as const)('of %s are there from everyone asked, but for those still awaited', (review, awaited) => {
    const steps = sampleSteps(review);
    const silent = sampleReview(review).requests.filter(
      ({ code, reply }) =>
        reply === undefined && !steps[code]?.some((step) => step.do === 'publish' || step.do === 'declare'),
    );
    expect(silent.map(({ code }) => code)).toEqual(awaited);
  });

  it.each(reviews)('of %s come in files of the organisation that was asked, in its own folder', (review) => {
    const organisations = new Map(sampleOrganisations().map((organisation) => [organisation.id, organisation]));
    const asked = new Map(
      sampleReview(review).requests.map(({ code, organisation }) => [code, organisations.get(organisation)]),
    );
    const astray = sampleRows(review).filter((row) => {
      const organisation = asked.get(codeOf(row));
      return organisation?.name !== row['organisation'] || organisation?.service !== row.service;
    });
    expect(astray).toEqual([]);
  });
});

describe('the codes', () => {
  it.each(reviews)('of %s are those every agency shares', (review) => {
    const wrong = sampleRows(review).filter(
      (row) =>
        !(row['significance']! in significances) ||
        !(row['handling']! in handlings) ||
        !(row['person_seen']! in personsSeen) ||
        !listed(row['reasons']).every((reason) => reason in reasonsHeldBack),
    );
    expect(wrong).toEqual([]);
  });

  it.each(agencies.flatMap(({ name, load }) => reviews.map((review) => ({ name, load, review }))))(
    'and typed fields of $name in $review are accepted by its kinds',
    async ({ name, load, review }) => {
      const { agency } = await load();
      const refused = sampleRows(review)
        .filter(({ service }) => service === name)
        .flatMap((row) => {
          const kind = agency.kindByCode.get(row['kind']!);
          // The kind in the words of the record stands in the same cell, and every kind has it.
          const { kindAsRecorded: _, ...fields } = typedFields(row['fields']);
          const result = kind === undefined ? null : fieldsSchema(kind).safeParse(fields);
          return result?.success
            ? []
            : [`${row['source_record_id']} ${row['kind']}: ${result?.error.message ?? 'no kind'}`];
        });
      expect(refused).toEqual([]);
    },
  );
});

/** `name=VALUE; name=VALUE`. No value of the samples holds a semicolon. */
const typedFields = (fields: string | undefined) =>
  Object.fromEntries(
    listed(fields).map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );

/** Weights ten to two, modulus eleven, as the NHS Data Dictionary gives it. */
function hasRightCheckDigit(value: string): boolean {
  const sum = [...value.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return /^\d{10}$/.test(value) && (11 - (sum % 11)) % 11 === Number(value.at(-1));
}
