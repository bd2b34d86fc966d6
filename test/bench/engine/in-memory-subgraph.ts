import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { buildSchema } from 'graphql';
import { inputOf, serve } from '../measure/contender.ts';
import { type Answer, answerTo, type Variables } from './answer-to.ts';
import { bodyOf } from './body.ts';
import { REFERENCE, REVIEW, recordTypesIn } from './entries.ts';

/**
 * A subgraph that answers from memory, as fast as node:http can: each entry's JSON is made once for each question's
 * text. `reviews` also says what its only caller is cleared for.
 */
const { supergraph } = inputOf<{ readonly supergraph: string }>();
const schema = buildSchema(readFileSync(supergraph, 'utf8'), { assumeValid: true, assumeValidSDL: true });
const knowing = { schema, recordTypes: recordTypesIn(schema) };

/** Texts whose answers are remembered. */
const MOST_TEXTS = 100;
const answers = new Map<string, Answer>();

const clearances = JSON.stringify({
  organisation: null,
  administers: [],
  reviews: [{ review: REVIEW, reference: REFERENCE, roles: ['CHAIR'] }],
});

async function answer(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET') {
    return request.url?.startsWith('/memberships') ? clearances : '{"status":"up"}';
  }
  const { query, variables } = JSON.parse(await bodyOf(request)) as { query: string; variables: Variables };
  let known = answers.get(query);
  if (known === undefined) {
    if (answers.size >= MOST_TEXTS) {
      answers.clear();
    }
    known = answerTo(query, knowing);
    answers.set(query, known);
  }
  return known(variables ?? {});
}

await serve(
  createServer((request, response) => {
    answer(request).then(
      (text) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text),
      (error: Error) => response.writeHead(500).end(error.stack),
    );
  }),
);
