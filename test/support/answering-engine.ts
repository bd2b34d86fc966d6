import { type GraphQLSchema, getOperationAST, graphql, parse } from 'graphql';
import type { Caller } from '../../gateway/federation/answer.ts';
import { type FederationEngine, federationEngine } from '../../gateway/federation/gateway-interface.ts';
import { readReply, type SubgraphClient } from '../../gateway/federation/subgraph-client.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { composers, subgraphSchema } from './federation-suites/in-process-engine.ts';
import type { SuiteSubgraph } from './federation-suites/suite.ts';

/** A request as a service got it. */
export type Asked = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

/** What a service says in the place of its own answer; by 'TIMEOUT' it says nothing in time. */
type Says = (asked: Asked, own: () => Promise<string>) => Promise<string> | string;

type Shown = {
  readonly data: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

type Options = { readonly explainsNulls?: boolean; readonly headersFor?: Caller['headersFor'] };

/** Asks an engine a query without variables, as Apollo Server does. */
export function askEngine({ answer }: FederationEngine, schema: GraphQLSchema, query: string, caller: Caller) {
  const document = parse(query);
  const operation = getOperationAST(document);
  const asked = { source: query, queryHash: query, operationName: null, document, operation };
  return answer({ ...asked, request: { variables: {} }, schema }, caller);
}

/** The engine over services in this process of which each may be told what to say. */
export function answeringEngine(
  subgraphs: readonly SuiteSubgraph[],
  { explainsNulls = true, headersFor = async () => ({}) }: Options = {},
) {
  const says = new Map<string, Says>();
  const faults: Error[] = [];
  const calls: (Asked & { readonly service: string })[] = [];
  const client = (subgraph: SuiteSubgraph): SubgraphClient => {
    const { name } = subgraph;
    const schema = subgraphSchema(subgraph);
    return {
      ask: async (body, _headers, _timeoutMs, { read }) => {
        const asked: Asked = JSON.parse(body);
        calls.push({ ...asked, service: name });
        const own = async () =>
          JSON.stringify(await graphql({ schema, source: asked.query, variableValues: asked.variables }));
        const said = await (says.get(name)?.(asked, own) ?? own());
        return said === 'TIMEOUT'
          ? { status: 'failed', failure: 'TIMEOUT', neverSent: false }
          : readReply(200, said, read);
      },
      post: async () => ({ httpStatus: 200, body: '{}' }),
      get: async () => ({ httpStatus: 200, body: '{}' }),
      close: async () => {},
    };
  };
  const supergraph = readSupergraph(composers.product(subgraphs));
  const clients = new Map(subgraphs.map((subgraph) => [subgraph.name, client(subgraph)]));
  const engine = federationEngine({ supergraph, clients, explainsNulls });
  return {
    calls,
    /** What was thrown behind the errors of answers, which only a log is told. */
    faults,
    /** Has these services say something else from now on, and all others their own. */
    says: (others: Readonly<Record<string, Says>>) => {
      says.clear();
      calls.length = 0;
      faults.length = 0;
      for (const [name, say] of Object.entries(others)) {
        says.set(name, say);
      }
    },
    ask: async (query: string): Promise<Shown> => {
      const { data, ...rest } = await askEngine(engine, supergraph.apiSchema, query, { headersFor });
      faults.push(...(rest.errors ?? []).flatMap(({ originalError }) => originalError ?? []));
      return JSON.parse(JSON.stringify({ data: data && JSON.parse(data.json), ...rest }));
    },
  };
}
