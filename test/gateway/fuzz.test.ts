import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { type GraphQLSchema, graphql, isAbstractType, isObjectType, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { differenceInErrors } from '../support/federation-suites/compare.ts';
import {
  entityWith,
  type FieldOwners,
  fieldOwners,
  generatedField,
  isUnknown,
} from '../support/federation-suites/generated-data.ts';
import { type InProcessEngine, inProcessEngine } from '../support/federation-suites/in-process-engine.ts';
import { queryChoices, queryFrom, type RandomQuery } from '../support/federation-suites/random-query.ts';

const services = ['reviews', 'health', 'social-care', 'police', 'education'] as const;
const entities = ['HealthEntry', 'SocialCareEntry', 'PoliceEntry', 'EducationEntry'];
const text = (name: string) => readFileSync(`schema/${name}.graphql`, 'utf8');

const RUNS = process.env['TEST_SCALE'] === 'full' ? 2_000 : 200;
const LONGEST_MS = 60_000 + RUNS * 100;

/** A service's own published schema, whose every field is generated. */
function serviceSchema(name: string): GraphQLSchema {
  const references = entities.map((typeName) => [
    typeName,
    {
      __resolveReference: ({ id }: { id: string }) => (isUnknown(name, id) ? null : entityWith(typeName, id)),
    },
  ]);
  const typeDefs = parse(text(name));
  const own = references.filter(([typeName]) => text(name).includes(`type ${typeName} `));
  return buildSubgraphSchema([{ typeDefs, resolvers: Object.fromEntries(own) }]);
}

function resolveAll(schema: GraphQLSchema, owners: FieldOwners, isReference: boolean): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) {
      for (const field of Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'))) {
        field.resolve = generatedField(owners, isReference);
      }
    } else if (isAbstractType(type) && type.name !== '_Entity') {
      type.resolveType = ({ __typename }) => __typename;
    }
  }
}

describe('random queries over the graph of this hub', () => {
  let engine: InProcessEngine;
  let reference: GraphQLSchema;

  beforeAll(async () => {
    const schemas = Object.fromEntries(services.map((name) => [name, serviceSchema(name)]));
    const owners = fieldOwners(schemas, new Set(entities));
    for (const schema of Object.values(schemas)) {
      resolveAll(schema, owners, false);
    }
    engine = await inProcessEngine(text('supergraph'), schemas);
    reference = engine.apiSchema;
    resolveAll(reference, owners, true);
  });

  const isAnsweredAlike = async ({ query, variables }: RandomQuery) => {
    const expected = await graphql({ schema: reference, source: query, variableValues: variables });
    const answer = await engine.ask(query, variables);
    fc.pre(answer.errors?.[0]?.extensions['code'] !== 'LIMIT_EXCEEDED');
    expect(answer.data).toEqual(JSON.parse(JSON.stringify(expected.data)));
    expect(differenceInErrors(answer, expected)).toEqual([]);
  };

  it.each(['query', 'mutation'] as const)(
    'have the answer one service would give: %s',
    async (operation) => {
      const runs = operation === 'query' ? RUNS : RUNS / 4;
      const queries = queryChoices.map((chosen) => queryFrom(reference, chosen, operation));
      await fc.assert(fc.asyncProperty(queries, isAnsweredAlike), { seed: 20_240_209, numRuns: runs });
    },
    LONGEST_MS,
  );
});
