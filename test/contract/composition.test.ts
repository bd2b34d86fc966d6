import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { type Contract, contractOf } from '../../subgraphs/compose.ts';
import { agencies } from '../../subgraphs/index.ts';
import { compose } from '../../subgraphs/kit/composition/compose.ts';
import { promising } from './agencies.ts';

type Subgraph = { readonly name: string; readonly sdl: string };

const subgraphsOf = (contract: Contract): readonly Subgraph[] =>
  [...contract]
    .filter(([file]) => file !== 'supergraph.graphql')
    .map(([file, sdl]) => ({ name: file.replace('.graphql', ''), sdl }));

/** Types that are shared by name, made once and alike everywhere. A name more is a contract of all services at once. */
const shared = [
  'Abbreviation',
  'ChronologyEntry',
  'Date',
  'DateTime',
  'EntryContent',
  'EntryRecord',
  'Handling',
  'Mutation',
  'NotAvailable',
  'OwnRecommendation',
  'OwnWords',
  'PersonSeen',
  'Practice',
  'ProofOfEntry',
  'Query',
  'QuestionAnswered',
  'SharedWith',
  'Significance',
  'Withdrawn',
  'Withheld',
];

/** Every type of a schema with its fields, their arguments and types, in one order. */
const shapeOf = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      if (isObjectType(type) || isInterfaceType(type)) {
        const fields = Object.values(type.getFields()).map(({ name, args, type: of }) => {
          const takes = args.map((arg) => `${arg.name}: ${arg.type}`).toSorted();
          return `${type.name}.${name}(${takes.join(', ')}): ${of}`;
        });
        return [`${type.name} implements ${type.getInterfaces().map(String).toSorted().join(' & ')}`, ...fields];
      }
      if (isInputObjectType(type)) {
        return Object.values(type.getFields()).map(({ name, type: of }) => `${type.name}.${name}: ${of}`);
      }
      if (isEnumType(type)) {
        return type.getValues().map(({ name }) => `${type.name}.${name}`);
      }
      return isUnionType(type) ? type.getTypes().map((member) => `${type.name} = ${member}`) : [type.name];
    })
    .toSorted();

function composedByTheOther(subgraphs: readonly Subgraph[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: '', typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}

const git = (...asked: readonly string[]) =>
  execFileSync('git', [...asked], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64_000_000 });

/** What the contract is held to: the newest release, or what is committed where nothing was released yet. */
function held(): string {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v*').trim();
  } catch {
    return 'HEAD';
  }
}

/** A file of the contract as it was; as it is where it is new, or where the checkout has no history. */
function previous(release: string, file: string, sdl: string): string {
  try {
    return git('show', `${release}:schema/${file}`);
  } catch {
    return sdl;
  }
}

const changed = (subgraphs: readonly Subgraph[], name: string, change: (sdl: string) => string) =>
  subgraphs.map((each) => (each.name === name ? { ...each, sdl: change(each.sdl) } : each));

describe('the contract', () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await contractOf(agencies);
  });

  it('in schema/ is the one the code makes', () => {
    expect(readdirSync('schema').toSorted()).toEqual([...contract.keys()].toSorted());
    const stale = [...contract].filter(([file, sdl]) => readFileSync(`schema/${file}`, 'utf8') !== sdl);
    expect(stale.map(([file]) => file)).toEqual([]);
  });

  it.each(['reviews', ...agencies.map(({ name }) => name)])(
    'composes with the previous one of %s, and the new one of it with the previous ones of all others',
    (name) => {
      const now = subgraphsOf(contract);
      const release = held();
      const before = now.map((each) => ({ ...each, sdl: previous(release, `${each.name}.graphql`, each.sdl) }));
      const mixed = (own: readonly Subgraph[], rest: readonly Subgraph[]) => [
        ...own.filter((each) => each.name === name),
        ...rest.filter((each) => each.name !== name),
      ];
      expect(() => compose(mixed(before, now))).not.toThrow();
      expect(() => compose(mixed(now, before))).not.toThrow();
    },
  );

  it('lets one service have a kind more than the others know of', () => {
    const more = 'type HealthMoonPhase implements EntryContent { reference: String! }';
    expect(() => compose(changed(subgraphsOf(contract), 'health', (sdl) => `${sdl}\n${more}\n`))).not.toThrow();
  });

  it('lets no service have a field more than the others on what all share', () => {
    const widened = (sdl: string) =>
      sdl.replace('interface EntryContent {', 'interface EntryContent { moonPhase: String');
    expect(() => compose(changed(subgraphsOf(contract), 'health', widened))).toThrow('EntryContent.moonPhase');
  });
});

describe('the contract of all agencies, a fifth one and a second service of a sector', () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await contractOf(promising);
  });

  it('is the same graph for both composers', () => {
    const ours = shapeOf(readSupergraph(contract.get('supergraph.graphql')!).apiSchema);
    const theirs = shapeOf(readSupergraph(composedByTheOther(subgraphsOf(contract))).apiSchema);
    expect(ours.length).toBeGreaterThan(1_000);
    expect(theirs).toEqual(ours);
  });

  it('shares no type by name but those that all services make alike, and the entry types that the reviews point with', () => {
    const owners = new Map<string, number>();
    for (const { sdl } of subgraphsOf(contract)) {
      for (const definition of parse(sdl).definitions) {
        if ('name' in definition && definition.name !== undefined) {
          owners.set(definition.name.value, (owners.get(definition.name.value) ?? 0) + 1);
        }
      }
    }
    const sharedNames = [...owners].filter(([, count]) => count > 1).map(([name]) => name);
    expect(sharedNames.toSorted()).toEqual([...shared, ...promising.map(({ entryType }) => entryType)].toSorted());
  });

  it('has nothing to ask for that may not be null: what is refused, or who is away, takes nothing else along', () => {
    const { apiSchema } = readSupergraph(contract.get('supergraph.graphql')!);
    const fields = Object.values(apiSchema.getQueryType()!.getFields());
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
  });

  it('has no root field that two services answer', () => {
    const fields = subgraphsOf(contract).flatMap(({ sdl }) =>
      parse(sdl).definitions.flatMap((definition) =>
        definition.kind === 'ObjectTypeDefinition' && ['Query', 'Mutation'].includes(definition.name.value)
          ? (definition.fields ?? []).map((field) => `${definition.name.value}.${field.name.value}`)
          : [],
      ),
    );
    expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
  });
});
