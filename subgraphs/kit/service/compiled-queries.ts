import { type ApolloServerPlugin, type BaseContext, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
type Known = CompiledQuery | 'ASKED_ONCE' | 'NOT_COMPILED';

/**
 * Answers a query that is asked again with a function made of it: the gateway asks the same few documents, each for
 * hundreds of entries. What is asked for the first time, mutations, and variables that do not fit are for graphql-js.
 */
export function compiledQueries<Context extends BaseContext>(
  schema: GraphQLSchema,
  formatError: FormatError,
): ApolloServerPlugin<Context> {
  // Each lives as long as Apollo Server remembers its document, which has one operation.
  const queries = new WeakMap<DocumentNode, Known>();
  const listener: GraphQLRequestListener<Context> = {
    responseForOperation: async ({ operation, document, request, contextValue }) => {
      if (operation.operation !== 'query' || document.definitions.filter(isOperation).length > 1) {
        return null;
      }
      const known = queries.get(document);
      if (known === undefined) {
        queries.set(document, 'ASKED_ONCE');
        return null;
      }
      const query = known === 'ASKED_ONCE' ? compiled(schema, document) : known;
      queries.set(document, query);
      if (typeof query === 'string') {
        return null;
      }
      const { data, errors } = await query.query(undefined, contextValue, request.variables ?? {});
      // Without data nothing was asked of a resolver yet.
      return data === undefined
        ? null
        : {
            http: { headers: new HeaderMap() },
            body: {
              kind: 'single',
              singleResult: {
                data,
                ...(errors && { errors: errors.map((error) => formatError(coded(error), error)) }),
              },
            },
          };
    },
  };
  return { requestDidStart: async () => listener };
}

const isOperation = ({ kind }: DocumentNode['definitions'][number]) => kind === 'OperationDefinition';

function compiled(schema: GraphQLSchema, document: DocumentNode): CompiledQuery | 'NOT_COMPILED' {
  const made = compileQuery(schema, document);
  return isCompiledQuery(made) ? made : 'NOT_COMPILED';
}

/** As Apollo Server hands an error to its format. */
const coded = (error: GraphQLError): GraphQLFormattedError => ({
  ...error.toJSON(),
  extensions: { ...error.extensions, code: error.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR' },
});
