import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { asHttpError } from '../apollo/client-errors.ts';
import { introspectedPart } from '../federation/operation/introspection.ts';
import type { IdentifiedCaller } from './caller.ts';

/**
 * Lets the graph tell developers alone about itself. Decided for each request and not by a rule of validation: what was
 * found valid for one caller is not looked at again for the next.
 */
export function developersAlone(): ApolloServerPlugin<IdentifiedCaller> {
  const introspecting = new WeakMap<OperationDefinitionNode, boolean>();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, contextValue }) => {
        if (operation === undefined) {
          return;
        }
        const asks = introspecting.get(operation) ?? introspectedPart(document, operation) !== null;
        introspecting.set(operation, asks);
        if (asks && !contextValue.isDeveloper) {
          throw asHttpError(new CaseReviewError('NOT_ALLOWED', 'The graph tells developers alone about itself.'));
        }
      },
    }),
  };
}
