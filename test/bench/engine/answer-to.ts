import type { FieldNode, GraphQLSchema } from 'graphql';
import {
  connection,
  cursorOf,
  ENTRIES,
  entryOf,
  indexOf,
  placeOf,
  type RecordTypes,
  review,
  startOf,
} from './entries.ts';
import { argumentOf, type Held, keyOf, type Question, readQuestion } from './selecting.ts';

/** Variables of a request, not yet read. */
export type Variables = Readonly<Record<string, unknown>>;
/** The text of an answer, for the variables of one request. */
export type Answer = (variables: Variables) => string;

type Knowing = { readonly schema: GraphQLSchema; readonly recordTypes: RecordTypes };

/** Makes ready for a question's text: each entry's JSON is made once for it. */
export function answerTo(text: string, knowing: Knowing): Answer {
  const question = readQuestion(text, knowing.schema);
  const fields = question.fields.map(
    (field) => [JSON.stringify(keyOf(field)), fieldAnswer(question, field, knowing)] as const,
  );
  return (variables) => `{"data":{${fields.map(([key, answer]) => `${key}:${answer(variables)}`).join(',')}}}`;
}

function fieldAnswer(question: Question, field: FieldNode, { recordTypes }: Knowing): Answer {
  switch (field.name.value) {
    case '_entities':
      return entitiesAnswer(question, field, recordTypes);
    case 'review':
      return pageAnswer(question, field);
    case '__typename':
      return () => '"Query"';
    default:
      throw new Error(`The in-memory subgraphs do not know the field "${field.name.value}".`);
  }
}

/** Remembers the text made for each number. */
function remembered(make: (index: number) => string): (index: number) => string {
  const made: string[] = [];
  return (index) => (made[index] ??= make(index));
}

function entitiesAnswer({ select }: Question, field: FieldNode, recordTypes: RecordTypes): Answer {
  const entity = remembered((index) =>
    JSON.stringify(select(field.selectionSet!, entryOf(index, recordTypes) as Held)),
  );
  return (variables) => {
    const representations = argumentOf(field, 'representations', variables) as readonly { readonly id: string }[];
    return `[${representations.map(({ id }) => entity(indexOf(id))).join(',')}]`;
  };
}

const HERE = '@the edges@';

/** Makes the page around its edges once, and puts the edges of each request in. */
function pageAnswer({ select }: Question, field: FieldNode): Answer {
  const chronologies: FieldNode[] = [];
  const edges: FieldNode[] = [];
  const shape = (object: Held): Held =>
    new Proxy(object, { get: (target, name: string) => (name === 'edges' ? HERE : target[name]) });
  collect(field, 'chronology', chronologies);
  collect(field, 'edges', edges);
  const [chronology, edge] = [chronologies[0]!, edges[0]!];
  const around = JSON.stringify(
    select(withoutSelections(field, edge), { ...review, chronology: shape(connection as Held) } as Held),
  );
  const [before, after] = around.split(JSON.stringify(HERE));
  const edgeText = remembered((index) =>
    JSON.stringify(
      select(edge.selectionSet!, {
        __typename: 'ChronologyEdge',
        cursor: cursorOf(index),
        node: placeOf(index),
      } as Held),
    ),
  );
  return (variables) => {
    const first = Number(argumentOf(chronology, 'first', variables));
    const start = startOf(argumentOf(chronology, 'after', variables));
    const texts = Array.from({ length: first }, (_, at) => edgeText((start + at) % ENTRIES));
    return `${before}[${texts.join(',')}]${after}`;
  };
}

/** Finds fields by name below a field, through fragments written in place. */
function collect(node: { readonly selectionSet?: FieldNode['selectionSet'] }, name: string, into: FieldNode[]): void {
  for (const selection of node.selectionSet?.selections ?? []) {
    if (selection.kind === 'Field' && selection.name.value === name) {
      into.push(selection);
    } else if (selection.kind !== 'FragmentSpread') {
      collect(selection, name, into);
    }
  }
}

/** The field's selections, where `edge` stands without its own. */
function withoutSelections(field: FieldNode, edge: FieldNode) {
  const replaced = JSON.parse(JSON.stringify(field), (_key, value: unknown) =>
    isField(value, edge.name.value) ? { ...value, selectionSet: undefined } : value,
  ) as FieldNode;
  return replaced.selectionSet!;
}

const isField = (value: unknown, name: string): value is FieldNode =>
  typeof value === 'object' && value !== null && 'selectionSet' in value && (value as FieldNode).name?.value === name;
