import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, type GraphQLSchema, getOperationAST, graphql, parse, validate } from 'graphql';
import { federationEngine } from '../../../gateway/federation/gateway-interface.ts';
import { startPlanner } from '../../../gateway/federation/planning/planner-process.ts';
import { readReply, type SubgraphClient } from '../../../gateway/federation/subgraph-client.ts';
import { readSupergraph, serviceNamesIn } from '../../../gateway/federation/supergraph.ts';
import { compose } from '../../../subgraphs/kit/composition/compose.ts';
import type { Question, SuiteSubgraph } from './suite.ts';

/** The two composers: the one the product uses, and Apollo's as a second opinion. */
export const composers = {
  product: (definitions: readonly SuiteSubgraph[]) =>
    compose(definitions.map((each) => ({ name: each.name, sdl: sdlOf(each) }))),
  apollo: (definitions: readonly SuiteSubgraph[]) => composed(composeServices(definitions.map(service))),
} as const;

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable",
  "@requires", "@provides", "@external", "@extends", "@inaccessible", "@override", "@interfaceObject"])\n`;

const sdlOf = ({ typeDefs, federation: version }: SuiteSubgraph) => (version === 1 ? typeDefs : federation + typeDefs);

const service = (subgraph: SuiteSubgraph) => ({
  name: subgraph.name,
  url: `http://${subgraph.name}.invalid/graphql`,
  typeDefs: parse(sdlOf(subgraph)),
});

type Composition = { readonly supergraphSdl?: string | undefined; readonly errors?: readonly Error[] | undefined };

function composed({ supergraphSdl, errors }: Composition): string {
  if (supergraphSdl === undefined) {
    throw new Error(errors?.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}

/** A definition as a subgraph schema, as @apollo/subgraph builds it. */
export const subgraphSchema = (subgraph: SuiteSubgraph): GraphQLSchema =>
  buildSubgraphSchema([{ ...service(subgraph), resolvers: subgraph.resolvers }]);

/** The engine over subgraphs in this process: the product's own code, but for HTTP and Apollo Server. Its planner is a process. */
export type InProcessEngine = {
  readonly fullSchema: GraphQLSchema;
  readonly apiSchema: GraphQLSchema;
  readonly ask: (query: string, variables?: Question[2]) => Promise<ExecutionResult>;
  readonly close: () => void;
};

/**
 * Starts the engine over schemas in memory. Each subgraph validates what it is asked, and what is not valid throws. Each
 * null is explained, as in the product; unless it is not, as Federation has it.
 */
export async function inProcessEngine(
  supergraphSdl: string,
  schemas: Readonly<Record<string, GraphQLSchema>>,
  explainsNulls = true,
): Promise<InProcessEngine> {
  const planner = await startPlanner(supergraphSdl);
  const supergraph = readSupergraph(supergraphSdl, planner);
  const clients = new Map(serviceNamesIn(supergraphSdl).map((name) => [name, clientOf(name, schemas[name]!)]));
  const engine = federationEngine({ supergraph, clients, explainsNulls });
  const { executor } = await engine.load({ apollo: {} });
  return {
    fullSchema: supergraph.fullSchema,
    apiSchema: supergraph.apiSchema,
    close: planner.retire,
    ask: async (query, variables = {}) => {
      const document = parse(query);
      const errors = validate(supergraph.apiSchema, document);
      if (errors.length > 0) {
        throw new Error(`The test's query is not valid: ${errors[0]?.message} ${query}`);
      }
      const operation = getOperationAST(document)!;
      const context = { headersFor: async () => ({}) };
      // The engine reads these of Apollo Server's request, and nothing else.
      const request = {
        source: query,
        queryHash: query,
        document,
        operation,
        operationName: operation.name?.value ?? null,
        request: { query, variables },
        context,
      };
      const ask = () => executor!(request as unknown as Parameters<NonNullable<typeof executor>>[0]);
      if (operation.operation === 'query') {
        // From the first time the engine knows which values are wanted; the second is as all later ones.
        await ask();
      }
      return (await ask()) as ExecutionResult;
    },
  };
}

function clientOf(name: string, schema: GraphQLSchema): SubgraphClient {
  return {
    ask: async (body, _headers, _timeoutMs, { read }) => {
      const { query, variables } = JSON.parse(body);
      const invalid = validate(schema, parse(query));
      if (invalid.length > 0) {
        throw new Error(`The engine asked "${name}" what it does not have: ${invalid[0]?.message} ${query}`);
      }
      const answer = await graphql({ schema, source: query, variableValues: variables });
      return readReply(200, JSON.stringify(answer), read);
    },
    post: async () => ({ httpStatus: 200, body: '{}' }),
    get: async () => ({ httpStatus: 200, body: '{}' }),
    close: async () => {},
  };
}
