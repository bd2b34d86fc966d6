import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { folded } from '../../gateway/federation/planning/folded.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { compose } from '../../subgraphs/kit/composition/compose.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external"])';

const health = `${link}
  type Query { entry: Entry }
  interface Entry { reference: String! words: String }
  interface Seen implements Entry { reference: String! words: String by: String }
  type Visit implements Entry & Seen { reference: String! words: String by: String }
  type Call implements Entry & Seen { reference: String! words: String by: String }
  type Note implements Entry { reference: String! words: String! }
`;
/** Knows the same interface with one type more, and without one of its fields. */
const police = `${link}
  type Query { log: Entry }
  interface Entry { reference: String! }
  type Log implements Entry { reference: String! words: String }
  type Stop implements Entry { reference: String! words: String }
`;

const supergraph = readSupergraph(
  compose([
    { name: 'health', sdl: health },
    { name: 'police', sdl: police },
  ]),
);

const fold = (text: string, service = 'health') =>
  print(folded(parse(text), service, supergraph)).replaceAll(/\s+/g, ' ');

describe('what a planned operation says of each type alike', () => {
  it('is said once, of the interface that stands for those types in that service', () => {
    expect(fold('{ entry { ... on Visit { words by } ... on Call { words by } } }')).toBe(
      '{ entry { ... on Seen { words by } } }',
    );
  });

  it('is said once also where a type is asked for more', () => {
    expect(
      fold('{ entry { ... on Visit { reference } ... on Call { reference } ... on Note { reference words } } }'),
    ).toBe('{ entry { ... on Entry { reference } ... on Note { reference words } } }');
  });

  it.each([
    [
      'a type of the interface is not asked for it',
      '{ entry { ... on Visit { reference } ... on Note { reference } } }',
    ],
    [
      'the field is not of one type everywhere',
      '{ entry { ... on Visit { words } ... on Call { words } ... on Note { words } } }',
    ],
    [
      'a fragment has a condition',
      '{ entry { ... on Visit @include(if: $a) { by } ... on Call @include(if: $a) { by } } }',
    ],
    ['only one type is asked', '{ entry { ... on Visit { by } } }'],
  ])('stays as it is where %s', (_, text) => {
    expect(fold(text)).toBe(text);
  });

  it('stays as it is where the service has no such field on its interface', () => {
    const text = '{ log { ... on Log { words } ... on Stop { words } } }';
    expect(fold(text, 'police')).toBe(text);
  });
});
