import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { Answer } from '../federation/answer.ts';
import {
  type EngineRequest,
  type FederationEngine,
  parsedAnswer,
  WrittenData,
} from '../federation/gateway-interface.ts';
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
  const others = new WeakMap<object, Promise<Answer>>();
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
          return {
            http: { headers: new HeaderMap() },
            body: { kind: 'single', singleResult: answer as FormattedExecutionResult },
          };
        },
      }),
    },
    engine: { ...engine, load: async () => ({ executor: ({ context }) => parsedAnswer(others.get(context)!) }) },
  };
}

/** Apollo Server is told of it when it asks for the answer. */
const failed = (): Answer => ({ errors: [] });

/** The text of an answer, whose data may be written already. */
export function textOf(answer: FormattedExecutionResult<object, object>): string {
  const { data, ...rest } = answer;
  if (!(data instanceof WrittenData)) {
    return JSON.stringify(answer);
  }
  const others = JSON.stringify(rest);
  return others === '{}' ? `{"data":${data.json}}` : `{"data":${data.json},${others.slice(1)}`;
}
