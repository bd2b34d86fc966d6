import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { applyRewrites } from '../../gateway/federation/carrying-out/rewrites.ts';
import { withDistinctKeys } from '../../gateway/federation/planning/faults/distinct-keys.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { compose } from '../../subgraphs/kit/composition/compose.ts';

const supergraph = readSupergraph(
  compose([
    {
      name: 'health',
      sdl: `type Query { either: Either }
        union Either = Visit | Call
        union Part = Words | Number
        type Visit { part: Part! }
        type Call { part: Part }
        type Words { said: String }
        type Number { said: String! }`,
    },
  ]),
);

it('gives keys of their own to fields whose types may not stand under one, within one another too, and undoes it', () => {
  const asked = parse(
    '{ either { ... on Visit { part { __typename } } ... on Call { part { ... on Words { said } ... on Number { said } } } } }',
  );

  const { document, rewrites } = withDistinctKeys(asked, 'health', supergraph);
  const answer = { either: { __other1_part: { __other1_said: 'three' } } };
  applyRewrites(rewrites, answer, supergraph.isA);

  expect(print(document).replaceAll(/\s+/g, ' ')).toBe(
    '{ either { ... on Visit { part { __typename } } ... on Call { __other1_part: part { ... on Words { said } ... on Number { __other1_said: said } } } } }',
  );
  expect(answer).toEqual({ either: { part: { said: 'three' } } });
});
