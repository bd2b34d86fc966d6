import { describe, expect, it } from 'vitest';
import { composers, inProcessEngine, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';
import { inaccessible } from '../support/federation-suites/inaccessible/suite.ts';
import { missingEntities } from '../support/federation-suites/missing-entities/suite.ts';
import type { FederationSuite } from '../support/federation-suites/suite.ts';

const plainEngine = ({ subgraphs }: Pick<FederationSuite, 'subgraphs'>) =>
  inProcessEngine(
    composers.apollo(subgraphs),
    Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraphSchema(subgraph)])),
    false,
  );

const entry = () => ({ id: 'e1', colour: 'red' });

/** One service knows all entries as one type, and the one that knows which types there are does not know this one. */
const ofUnknownType: Pick<FederationSuite, 'subgraphs'> = {
  subgraphs: [
    {
      name: 'entries',
      typeDefs: `
        type Query { none: Entry }
        interface Entry @key(fields: "id") { id: ID! }
        type Visit implements Entry @key(fields: "id") { id: ID! }
      `,
      resolvers: { Entry: { __resolveReference: () => null, __resolveType: () => 'Visit' } },
    },
    {
      name: 'colours',
      typeDefs: `
        type Query { named: Entry told: Entry plain: Entry }
        type Entry @key(fields: "id") @interfaceObject { id: ID! colour: String }
      `,
      resolvers: { Query: { named: entry, told: entry, plain: entry } },
    },
  ],
};

describe('a graph whose nulls need no explanation, as Federation has it', () => {
  it('has null for a key that is null and for objects that their service does not know', async () => {
    const engine = await plainEngine(missingEntities);

    const { data, errors } = await engine.ask('{ notes { number person { nick } place { town } } }');

    expect(data).toEqual({
      notes: [
        { number: 1, person: { nick: null }, place: { town: 'Leeds' } },
        { number: 2, person: null, place: { town: null } },
        { number: 3, person: { nick: null }, place: null },
        { number: 4, person: { nick: null }, place: { town: null } },
      ],
    });
    expect(errors?.map(({ path }) => path)).toEqual([['notes', 3, 'person']]);
  });

  it('has an error all the same where a null may not be', async () => {
    const engine = await plainEngine(missingEntities);

    const { data, errors } = await engine.ask('{ note(number: 3) { number person { name } } }');

    expect(data).toEqual({ note: { number: 3, person: null } });
    expect(errors?.map(({ path }) => path)).toEqual([['note', 'person', 'name']]);
  });

  it('has null for what callers may not know of', async () => {
    const engine = await plainEngine(inaccessible);

    const answer = await engine.ask('{ visits { grade record { __typename } } entry(id: "e2") { id } }');

    expect(answer).toMatchObject({
      data: {
        visits: [
          { grade: 'OPEN', record: { __typename: 'Note' } },
          { grade: null, record: null },
        ],
        entry: null,
      },
    });
    expect(answer.errors).toBeUndefined();
  });

  it('says nothing of an object where it depends on its type, which nobody knows', async () => {
    const engine = await plainEngine(ofUnknownType);

    const { data, errors } = await engine.ask(
      '{ named { __typename } told { ... on Visit { id } colour } plain { colour } }',
    );

    expect(data).toEqual({ named: null, told: null, plain: { colour: 'red' } });
    expect(errors?.map(({ path }) => path)).toEqual([['named'], ['told']]);
  });
});
