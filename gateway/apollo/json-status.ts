import type { ApolloServerPlugin } from '@apollo/server';

/** Content types of a request that asks for plain JSON; any type and no header at all leave the choice to us. */
const asksForJson = (accept = '') =>
  accept.includes('application/json') && !accept.includes('application/graphql-response+json');

/**
 * Gives a request that is refused as GraphQL the status 200 where `application/json` is asked for by name, as GraphQL over
 * HTTP wants it: only the other content type tells a refusal of ours from one of a proxy on the way, so only there the
 * status speaks.
 */
export const jsonStatus: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http } }) => {
      if (http.status === 400 && asksForJson(request.http?.headers.get('accept'))) {
        http.status = 200;
      }
    },
  }),
};
