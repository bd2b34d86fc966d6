import { describe, expect, it } from 'vitest';
import { agencies } from '../../subgraphs/index.ts';
import { alwaysAllowed, traits } from '../../subgraphs/kit/agency/kind.ts';
import { kindsInEverySector } from '../../subgraphs/kit/agency/kinds-in-every-sector.ts';

/** Fields that every entry has: a typed field of the same name could not be told from them. */
const commonFields = [
  'reference',
  'sourceOfInformation',
  'people',
  'whatHappened',
  'actionTaken',
  'seenAndHeard',
  'personSeen',
  'ownWords',
  'communication',
  'agencyComment',
  'practice',
  'recordedOn',
  'learnedOn',
  'learnedFrom',
  'sharedWith',
  'kind',
  'subjects',
  'occurred',
  'significance',
  'handling',
];

/** Kinds of their own that the published list has for a sector. A sector that is not in it has at least one. */
const leastOwnKinds: Readonly<Record<string, number>> = { HEALTH: 24, SOCIAL_CARE: 38, POLICE: 19, EDUCATION: 20 };

describe.each(agencies)('kinds of $name', ({ name, sector, load }) => {
  const fieldsOf = async () => {
    const { agency } = await load();
    return agency.kinds.flatMap((kind) =>
      Object.entries(kind.fields).map(([field, shape]) => ({ kind, field, shape })),
    );
  };

  it('stand under the name of the service', async () => {
    expect((await load()).agency.name).toBe(name);
  });

  it('are as many as the list has for the sector', async () => {
    const own = (await load()).agency.kinds.length - kindsInEverySector.length;
    expect(own).toBeGreaterThanOrEqual(leastOwnKinds[sector] ?? 1);
  });

  it('have codes in upper snake case, each once', async () => {
    const codes = (await load()).agency.kinds.map((kind) => kind.code);
    expect(codes.filter((code) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('have labels, each once, so that a label in a file means one kind', async () => {
    const labels = (await load()).agency.kinds.map((kind) => kind.label.toLowerCase());
    expect(labels.filter((label) => label.trim() === '')).toEqual([]);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('have traits of the one list, each once', async () => {
    const wrong = (await load()).agency.kinds.filter(
      (kind) =>
        new Set(kind.traits).size !== kind.traits.length || kind.traits.some((trait) => !traits.includes(trait)),
    );
    expect(wrong).toEqual([]);
  });

  it('have typed fields in camel case, none named like a common field', async () => {
    const wrong = (await fieldsOf()).filter(
      ({ field }) => !/^[a-z][A-Za-z0-9]*$/.test(field) || commonFields.includes(field),
    );
    expect(wrong.map(({ kind, field }) => `${kind.code}.${field}`)).toEqual([]);
  });

  it('have code lists without repeats and without what every coded field takes already', async () => {
    const wrong = (await fieldsOf()).filter(
      ({ shape }) =>
        shape.type === 'code' &&
        (shape.values.length === 0 ||
          new Set(shape.values).size !== shape.values.length ||
          shape.values.some((value) => alwaysAllowed.some((always) => always === value)) ||
          shape.values.some((value) => !/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(value))),
    );
    expect(wrong.map(({ kind, field }) => `${kind.code}.${field}`)).toEqual([]);
  });

  it('set a trait only by a value that the field takes', async () => {
    const wrong = (await fieldsOf()).filter(
      ({ shape }) => shape.type === 'code' && shape.sets !== undefined && !shape.values.includes(shape.sets.when),
    );
    expect(wrong.map(({ kind, field }) => `${kind.code}.${field}`)).toEqual([]);
  });

  it('have further words in lower case, each for one kind that there is, and none that is known already', async () => {
    const { kindWords, kinds, kindByCode } = (await load()).agency;
    const known = new Set(
      kinds.flatMap(({ code, label }) => [code.toLowerCase().replaceAll('_', ' '), label.toLowerCase()]),
    );
    const words = Object.values(kindWords).flat();
    expect(Object.keys(kindWords).filter((code) => !kindByCode.has(code))).toEqual([]);
    expect(words.filter((word) => word !== word.toLowerCase() || known.has(word))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('belong to an agency whose identifiers are looked for everywhere in a text', async () => {
    const schemes = Object.entries((await load()).agency.identifiers);
    expect(schemes.filter(([, { inText }]) => !inText.flags.includes('g')).map(([scheme]) => scheme)).toEqual([]);
  });
});
