import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { withoutImpossible } from '../../gateway/federation/planning/faults/impossible.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { compose } from '../../subgraphs/kit/composition/compose.ts';

const supergraph = readSupergraph(
  compose([
    {
      name: 'health',
      sdl: `type Query { entry: Entry }
        interface Entry { id: ID }
        union Either = Visit | Call
        type Visit implements Entry { id: ID }
        type Call implements Entry { id: ID }`,
    },
  ]),
);

it.each([
  ['{ entry { ... on Visit { id ... on Call { id } } } }', '{ entry { ... on Visit { id } } }'],
  ['{ entry { ... on Visit { ... on Call { id } } } }', '{ entry { ... on Visit { __typename } } }'],
  [
    '{ entry { ... on Entry { ... on Visit { ... on Either { __typename } } } } }',
    '{ entry { ... on Entry { ... on Visit { ... on Either { __typename } } } } }',
  ],
])('leaves out what can be of no object: %s', (asked, expected) => {
  expect(print(withoutImpossible(parse(asked), supergraph)).replaceAll(/\s+/g, ' ')).toBe(expected);
});
