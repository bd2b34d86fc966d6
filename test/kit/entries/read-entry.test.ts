import { describe, expect, it } from 'vitest';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { draftOf, problemsOf, valuesOf } from './an-entry.ts';

const reasons = [
  'CRIMINAL_PROCEEDINGS, FAMILY_COURT, SEXUAL_OFFENCE_COMPLAINANT, POLICE_INTELLIGENCE, MAPPA, THIRD_PERSON',
  'RISK_TO_SOMEONE, PROTECTED_MATTER, LEGAL_ADVICE, EMPLOYMENT, WISHES_OF_THE_PERSON, NOT_RELEVANT',
].join(', ');

const hidden = {
  handling: 'HIDDEN',
  reasons: ['MAPPA'],
  named: ['ada'],
  heldBackBy: 'Head of safeguarding',
  reviewOn: '2031-02-01',
};

describe('what is wrong with an entry', () => {
  it.each([
    [{ significance: 'HUGE' }, 'significance: "HUGE" is not one of KEY, SIGNIFICANT, ROUTINE, NOT_RATED.'],
    [{ practice: 'POOR' }, 'practice: "POOR" is not one of STRENGTH, AS_EXPECTED, BELOW_EXPECTED, NOT_ASSESSED.'],
    [{ handling: 'SECRET' }, 'handling: "SECRET" is not one of PANEL, LISTED, CHAIR, HIDDEN, WITHHELD.'],
    [
      { personSeen: 'MAYBE' },
      'personSeen: "MAYBE" is not one of ALONE, WITH_OTHERS, PRESENT, NOT_SEEN, NOT_RECORDED, NOT_APPLICABLE.',
    ],
    [{ reasons: ['MAPPA', 'BORED'] }, `reasons: "BORED" is not one of ${reasons}.`],
    [{ handling: 'LISTED' }, 'reasons: "LISTED" holds the entry back, and no reason is given.'],
    [{ handling: 'CHAIR' }, 'reasons: "CHAIR" holds the entry back, and no reason is given.'],
    [{ handling: 'WITHHELD' }, 'reasons: "WITHHELD" holds the entry back, and no reason is given.'],
    [{ ...hidden, reasons: [] }, 'reasons: "HIDDEN" holds the entry back, and no reason is given.'],
    [{ ...hidden, named: [] }, 'named: Nobody is named who may know of an entry that is "HIDDEN".'],
    [{ ...hidden, heldBackBy: ' ' }, 'heldBackBy: An entry that is "HIDDEN" names the senior person who decided so.'],
    [{ ...hidden, reviewOn: null }, 'reviewOn: An entry that is "HIDDEN" has a day on which that is looked at again.'],
    [{ ...hidden, reviewOn: 'in May' }, 'reviewOn: "in May" is not a day such as 2024-02-13.'],
    [
      { handling: 'LISTED', reasons: ['MAPPA'], gist: 'A risk was known.' },
      'gist: A gist goes with "WITHHELD"; this entry is "LISTED".',
    ],
    [
      { onwardUse: ['TWEET'] },
      'onwardUse: "TWEET" is not one of QUOTE, SUMMARISE, NOT_IN_REPORT, NOT_TO_FAMILY, NOT_BEFORE_TRIAL_ENDS, COURT_LEAVE.',
    ],
    [{ recordedOn: '13/02/2024' }, 'recordedOn: "13/02/2024" is not a day, month or year such as 2024-02-13.'],
    [{ learnedOn: '2024-02-30' }, 'learnedOn: "2024-02-30" is not a day, month or year such as 2024-02-13.'],
    [
      { sharedWith: [{ organisation: 'NVP', on: '2024-02' }] },
      'sharedWith: "2024-02" is not a day such as 2024-02-13.',
    ],
    [{ sourceRecordId: '' }, 'sourceRecordId: The source record id is missing.'],
    [{ sourceSystem: '' }, 'sourceSystem: The source system is missing.'],
    [
      { sourceVersion: 'newest' },
      'sourceVersion: "newest" is neither a counter nor a time such as 2024-02-09T06:31:00Z.',
    ],
    [{ statedSequence: 'first' }, 'statedSequence: "first" is not a whole number from 0 to 999,999.'],
    [{ statedSequence: '1.5' }, 'statedSequence: "1.5" is not a whole number from 0 to 999,999.'],
    [{ statedSequence: -1 }, 'statedSequence: "-1" is not a whole number from 0 to 999,999.'],
    [{ statedSequence: 1_000_000 }, 'statedSequence: "1000000" is not a whole number from 0 to 999,999.'],
    [{ whatHappened: '' }, 'whatHappened: What happened is missing.'],
    [{ whatHappened: ' \n ' }, 'whatHappened: What happened is missing.'],
    [{ whatHappened: 'a\u0000b' }, 'whatHappened: This holds the character U+0000.'],
    [{ ownWords: 'a\ud800b' }, 'ownWords: This holds half of a character (an unpaired surrogate).'],
    [{ people: ['GP 1', 'a\u0000b'] }, 'people: This holds the character U+0000.'],
    [{ whatHappened: 'a'.repeat(20_001) }, 'whatHappened: This is longer than 20,000 characters.'],
    [{ sourceRecordId: 'a'.repeat(501) }, 'sourceRecordId: This is longer than 500 characters.'],
    [{ kind: 'TEA' }, 'kind: "TEA" is not a kind of entry of lighthouses.'],
    [{ kind: 'watch' }, 'kind: "watch" is not a kind of entry of lighthouses.'],
    [{ kind: 'OTHER' }, 'kindAsRecorded: An entry of kind OTHER says what kind it is in the words of the record.'],
    [
      { occurred: () => parseOccurred('30/02/2024') },
      'occurred: "30/02/2024" is not a date: February 2024 has no day 30.',
    ],
  ])('%j is told: %s', (given, expected) => {
    expect(problemsOf(given)).toEqual([expected]);
  });

  it.each([
    [{ weather: 'SNOW' }, 'weather: "SNOW" is not one of NOT_RECORDED, NOT_APPLICABLE, FAIR, FOG.'],
    [{ weather: 'fair' }, 'weather: "fair" is not one of NOT_RECORDED, NOT_APPLICABLE, FAIR, FOG.'],
    [{ wreck: 'MAYBE' }, 'wreck: "MAYBE" is not one of NOT_RECORDED, NOT_APPLICABLE, YES, NO.'],
    [{ ships: 'many' }, 'ships: "many" is not a whole number.'],
    [{ ships: '1.5' }, 'ships: "1.5" is not a whole number.'],
    [{ ships: 1e300 }, 'ships: "1e+300" is not a whole number.'],
    [{ depth: 'deep' }, 'depth: "deep" is not a number.'],
    [{ depth: '1,5' }, 'depth: "1,5" is not a number.'],
    [{ relieved: 'soon' }, 'relieved: "soon" is not a day, month or year such as 2024-02-13.'],
    [{ remark: 'a'.repeat(501) }, 'remark: This is longer than 500 characters.'],
    [{ colour: 'RED' }, ': Kind "WATCH" has no field "colour".'],
    [{ colour: 'RED', size: 'BIG' }, ': Kind "WATCH" has no field "colour", "size".'],
  ])('of the typed fields, %j, is told: %s', (fields, expected) => {
    expect(problemsOf({ fields })).toEqual([expected]);
  });

  it('is told all at once, each with its value', () => {
    const given = { significance: 'HUGE', whatHappened: '', fields: { weather: 'SNOW' }, recordedOn: 'then' };
    expect(problemsOf(given)).toHaveLength(4);
    expect(valuesOf(given).toSorted()).toEqual(['', 'HUGE', 'SNOW', 'then']);
  });

  it('is told with no more than the beginning of a long value', () => {
    const [problem] = problemsOf({ significance: 'x'.repeat(500) });
    expect(problem).toBe(`significance: "${'x'.repeat(80)}" is not one of KEY, SIGNIFICANT, ROUTINE, NOT_RATED.`);
    expect(valuesOf({ significance: 'x'.repeat(500) })[0]).toHaveLength(200);
  });
});

describe('an entry', () => {
  it('has what nobody said as not said', () => {
    expect(draftOf()).toMatchObject({
      sourceSystem: 'default',
      sourceVersion: null,
      expectedVersion: null,
      content: {
        sourceOfInformation: '',
        people: [],
        actionTaken: null,
        ownWords: null,
        personSeen: 'NOT_RECORDED',
        practice: 'NOT_ASSESSED',
        recordedOn: null,
        sharedWith: [],
        kind: 'WATCH',
        kindAsRecorded: null,
        fields: {},
      },
      facts: { significance: 'NOT_RATED', handling: 'PANEL', reasons: [], named: [], subjects: [], kindListed: false },
    });
  });

  it('takes numbers as numbers and as text, and keeps everything else as it stands', () => {
    const fields = { ships: '12', depth: '-3.5', remark: ' 007 ', relieved: '2016', weather: 'NOT_RECORDED' };
    expect(draftOf({ fields }).content.fields).toEqual({
      ships: 12,
      depth: -3.5,
      remark: ' 007 ',
      relieved: '2016',
      weather: 'NOT_RECORDED',
    });
  });

  it('takes null and what is left out of its fields for the same', () => {
    expect(draftOf({ fields: { ships: null, depth: undefined } }).content.fields).toEqual({});
  });

  it('holds text of up to 20,000 characters letter by letter', () => {
    const words = '\u{1F6A2}'.repeat(10_000);
    expect(draftOf({ whatHappened: words }).content.whatHappened).toBe(words);
  });

  it('is about each person once', () => {
    expect(draftOf({ subjects: ['s1', 's2', 's1'] }).facts.subjects).toEqual(['s1', 's2']);
  });

  it('says nothing of its content in what leaves the agency', () => {
    const { facts } = draftOf({
      whatHappened: 'canary-1',
      ownWords: 'canary-2',
      agencyComment: 'canary-3',
      people: ['canary-4'],
      learnedFrom: 'canary-5',
      sourceOfInformation: 'canary-6',
      kindAsRecorded: 'canary-7',
      fields: { remark: 'canary-8' },
      identifiers: [{ scheme: 'NHS_NUMBER', value: 'canary-9' }],
      occurred: () => parseOccurred('on the canary-10 evening'),
    });
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  it('keeps identifiers of people out of its content', () => {
    const { content } = draftOf({ identifiers: [{ scheme: 'NHS_NUMBER', value: 'canary-9' }] });
    expect(JSON.stringify(content)).not.toContain('canary');
  });
});

describe('the traits of an entry', () => {
  it.each([
    [{}, ['BACKGROUND', 'CONTACT']],
    [{ fields: { wreck: 'YES' } }, ['BACKGROUND', 'CONTACT', 'INJURY']],
    [{ fields: { wreck: 'NO', light: 'LIT' } }, ['BACKGROUND', 'CONTACT']],
    [{ fields: { wreck: 'NOT_RECORDED' } }, ['BACKGROUND', 'CONTACT']],
    [{ fields: { wreck: 'YES', light: 'OUT' } }, ['BACKGROUND', 'CHALLENGE', 'CONTACT', 'INJURY']],
    [{ ownWords: '"I saw it."' }, ['BACKGROUND', 'CONTACT', 'VOICE']],
    [{ ownWords: '' }, ['BACKGROUND', 'CONTACT']],
    [{ sharedWith: [{ organisation: 'NVP' }] }, ['BACKGROUND', 'CONTACT', 'SHARED']],
    [{ kind: 'REST' }, []],
    [{ kind: 'REST', ownWords: 'Good night.' }, ['VOICE']],
    [{ kind: 'INFORMATION_SHARED', sharedWith: [{ organisation: 'NVP' }] }, ['SHARED']],
  ])('are, with %j, %j', (given, expected) => {
    expect(draftOf(given).facts.traits).toEqual(expected);
  });
});
