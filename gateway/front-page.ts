import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const style =
  'body { font: 16px/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem } pre { overflow: auto }';

/** Nothing runs, and nothing but this style counts. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Safeguarding review hub</title>
<style>${style}</style>
<h1>Safeguarding review hub</h1>
<p>This is a hub with invented people and two invented reviews. It answers questions; it has no pages to read a review on yet.</p>
<h2>Ask it</h2>
<p>In a terminal, in the folder that the hub was started from:</p>
<pre>npm run -s hub -- chronology --review ESCP-2024-01 --as chair
npm run -s hub -- token --list</pre>
<p>The second shows as whom one may ask. <code>token --as chair</code> prints an access token: put it into the header
<code>authorization: Bearer …</code> of a POST to <code>/graphql</code>, or into the headers of
<a href="/graphiql">GraphiQL</a>, where the graph can be looked at and asked in the browser.</p>
<h2>Read on</h2>
<p>README.md in that folder shows a question and its answer, and names what there is in docs/ for authors, developers, panels
and whoever runs a hub. <a href="/health/ready">Which services are up</a>.</p>
</html>
`;

/** Says at `/` what this is and what to do next: where everybody may look around, and nowhere else. */
export function addFrontPage(app: FastifyInstance): void {
  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(page),
  );
}
