import { getOperationAST, graphql, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federationEngine } from '../../gateway/federation/gateway-interface.ts';
import { readReply, type SubgraphClient } from '../../gateway/federation/subgraph-client.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { composers, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';

const services = [reviews, health, police];
const supergraph = readSupergraph(composers.product(services));
const clients = new Map(services.map((service) => [service.name, clientOf(service)]));
const { answer } = federationEngine({ supergraph, clients });

function clientOf(service: (typeof services)[number]): SubgraphClient {
  const schema = subgraphSchema(service);
  return {
    ask: async (body, _headers, _timeoutMs, { read }) => {
      const { query, variables } = JSON.parse(body);
      return readReply(200, JSON.stringify(await graphql({ schema, source: query, variableValues: variables })), read);
    },
    post: async () => ({ httpStatus: 200, body: '{}' }),
    get: async () => ({ httpStatus: 200, body: '{}' }),
    close: async () => {},
  };
}

/** Asks as somebody for whom the police cannot be asked, for this reason. */
async function ask(query: string, reason: Error) {
  const document = parse(query);
  const { data, errors, extensions } = await answer(
    {
      source: query,
      queryHash: query,
      operationName: null,
      document,
      operation: getOperationAST(document),
      request: {},
      schema: supergraph.apiSchema,
    },
    { headersFor: async (service) => (service === 'police' ? Promise.reject(reason) : {}) },
  );
  return { data: data && JSON.parse(data.json), errors, coverage: extensions?.['coverage'] };
}

const refusal = new CaseReviewError('LIMIT_EXCEEDED', 'Name the review.');
const changes = 'mutation { rename(id: "r1", title: "New") { title } addPoliceEntry(text: "x") }';

describe('a service that cannot be asked for a caller', () => {
  it('is refused with its sentence, and what was changed before is told', async () => {
    const { data, errors, coverage } = await ask(changes, refusal);

    expect(data).toEqual({ rename: { title: 'New' }, addPoliceEntry: null });
    expect(errors?.map((error) => error.toJSON())).toEqual([
      {
        message: 'Name the review.',
        path: ['addPoliceEntry'],
        extensions: { code: 'LIMIT_EXCEEDED', agency: 'police' },
      },
    ]);
    expect(coverage).toEqual([{ agency: 'reviews', answered: true }]);
  });

  it('leaves what others know of the same objects', async () => {
    const query = '{ review(id: "r1") { chronology(first: 2) { reference record { reference } } } }';
    const { data, errors } = await ask(query, refusal);

    expect(data).toEqual({
      review: {
        chronology: [
          { reference: 'HEA-1', record: { reference: 'HEA-1' } },
          { reference: 'POL-2', record: null },
        ],
      },
    });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['Name the review.', ['review', 'chronology', 1]],
    ]);
  });

  it('fails by itself where that is a fault of ours, which is not lost', async () => {
    const fault = new TypeError('The key cannot sign.');
    const { data, errors, coverage } = await ask(changes, fault);

    expect(data).toEqual({ rename: { title: 'New' }, addPoliceEntry: null });
    expect(errors?.map(({ originalError, path, extensions: { code } }) => [code, path, originalError])).toEqual([
      ['INTERNAL', undefined, fault],
      ['AGENCY_UNAVAILABLE', ['addPoliceEntry'], undefined],
    ]);
    expect(coverage).toEqual([
      { agency: 'police', answered: false, failure: 'REFUSED' },
      { agency: 'reviews', answered: true },
    ]);
  });
});
