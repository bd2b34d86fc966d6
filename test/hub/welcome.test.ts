import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { welcome } from '../../gateway/hub/welcome.ts';

const at = { address: 'http://127.0.0.1:4001', dataFolder: "/srv/the hub's", isChosen: false };

it('has a query that the contract answers', () => {
  const { query } = JSON.parse(/-d '(.*)'$/m.exec(welcome(at))?.[1] ?? '') as { query: string };
  const { apiSchema } = readSupergraph(readFileSync('schema/supergraph.graphql', 'utf8'));
  expect(validate(apiSchema, parse(query))).toEqual([]);
});

it('has commands that find the data folder somebody chose, whatever its name', () => {
  expect(welcome({ ...at, isChosen: true })).toContain(
    "HUB_DATA='/srv/the hub'\\''s' npm run -s hub -- chronology --review ESCP-2024-01 --as chair --address http://127.0.0.1:4001\n",
  );
});
