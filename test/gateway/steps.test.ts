import type { PlanNode } from '@graphql-hive/router-query-planner';
import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { selectedBy } from '../../gateway/federation/operation/selections.ts';
import { readPlan } from '../../gateway/federation/planning/steps.ts';
import { readSupergraph, serviceNamesIn } from '../../gateway/federation/supergraph.ts';

const supergraph = readSupergraph(`
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }
  directive @link(url: String, for: link__Purpose) repeatable on SCHEMA
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__type(graph: join__Graph!) repeatable on OBJECT
  enum link__Purpose { EXECUTION }
  enum join__Graph { SOCIAL_CARE @join__graph(name: "social-care", url: "") }
  type Query @join__type(graph: SOCIAL_CARE) { a: Int }
`);
const { apiSchema: schema, isA } = supergraph;
const operation = getOperationAST(parse('{ a }'))!;
const asked = {
  rootType: 'Query',
  selected: selectedBy(operation, { schema, isA, fragments: new Map(), variables: {}, keyShown: (key) => key }),
};
const fetch: PlanNode = { kind: 'Fetch', serviceName: 'social-care', operation: '{ a }' };

describe('reading a plan', () => {
  it('knows services by the name they publish under', () => {
    expect(serviceNamesIn(supergraph.sdl)).toEqual(['social-care']);
  });

  it.each<[string, PlanNode]>([
    ['Subscription', { kind: 'Subscription', primary: fetch }],
    ['Defer', { kind: 'Defer', primary: { node: fetch }, deferred: [] }],
    ['Flatten of Parallel', { kind: 'Flatten', path: ['@'], node: { kind: 'Parallel', nodes: [fetch] } }],
    [
      'FragmentSpread in a key',
      { kind: 'Flatten', path: ['@'], node: { ...fetch, requires: [{ kind: 'FragmentSpread', value: 'A' }] } },
    ],
  ])('refuses what it cannot carry out, inside other steps too: %s', (what, node) => {
    expect(() => readPlan({ kind: 'Sequence', nodes: [fetch, node] }, supergraph, asked)).toThrow(
      `This request needs "${what}", which this gateway does not carry out.`,
    );
  });

  it('refuses a question with nothing selected, which is no GraphQL', () => {
    expect(() => readPlan({ ...fetch, operation: '{ a { ... on Person } }' }, supergraph, asked)).toThrow(
      'This request cannot be planned. Ask for fewer things at once.',
    );
  });
});
