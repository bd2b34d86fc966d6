import { ApolloGateway } from '@apollo/gateway';
import { inputOf } from '../measure/contender.ts';
import { serveApollo } from './apollo-server.ts';
import { type Subgraphs, supergraphAt } from './supergraph-at.ts';

/** @apollo/gateway as it comes. */
const gateway = new ApolloGateway({ supergraphSdl: supergraphAt(inputOf<Subgraphs>()) });
await serveApollo({ gateway } as never);
