import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { ExecutionResult } from 'graphql';
import type { EngineRequest, FederationEngine } from '../federation/gateway-interface.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';

/**
 * Answers a request before Apollo Server hands it to the engine: for that it makes an object with accessors of its own for
 * each request, which holds the request and its answer and outlives many collections. What has errors goes on by that
 * way, as Apollo Server writes them down and gives them their form; the engine is asked once all the same.
 */
export function atOnce(engine: FederationEngine): {
  readonly engine: FederationEngine;
  readonly plugin: ApolloServerPlugin<IdentifiedCaller>;
} {
  const others = new WeakMap<object, Promise<ExecutionResult>>();
  return {
    plugin: {
      requestDidStart: async () => ({
        responseForOperation: async (request) => {
          const asked = engine.answer(request as EngineRequest, request.contextValue);
          const { errors, ...answer } = await asked.catch(failed);
          if (errors !== undefined) {
            others.set(request.contextValue, asked);
            return null;
          }
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: answer } };
        },
      }),
    },
    engine: { ...engine, load: async () => ({ executor: ({ context }) => others.get(context)! }) },
  };
}

/** Apollo Server is told of it when it asks for the answer. */
const failed = (): ExecutionResult => ({ errors: [] });
