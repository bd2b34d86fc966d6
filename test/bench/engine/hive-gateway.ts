import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { inputOf, serve } from '../measure/contender.ts';
import { type Subgraphs, supergraphAt } from './supergraph-at.ts';

/** Hive Gateway's runtime as it comes, with its own planner or the one in Rust. */
const input = inputOf<Subgraphs & { readonly planner: 'default' | 'rust' }>();
const runtime = createGatewayRuntime({
  supergraph: supergraphAt(input),
  logging: 'error',
  landingPage: false,
  graphiql: false,
  ...(input.planner === 'rust' ? { unifiedGraphHandler } : {}),
} as never);
await serve(createServer(runtime as never));
