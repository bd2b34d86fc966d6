import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { sightOf } from '../../../subgraphs/kit/access/may-read.ts';
import { hasAny, organisationRoles, reviewRoles, rolesIn } from '../../../subgraphs/kit/access/viewer.ts';
import type { Handling } from '../../../subgraphs/kit/vocabulary.ts';
import { Parameters, sightSql } from '../../../subgraphs/reviews/chronology/visible-sql.ts';
import { REVIEW, viewerWith } from '../../kit/access/a-viewer.ts';

const organisations = ['22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'];
const people = ['ada', 'eve', "o'neill", 'Ada'];

const anyViewer = fc
  .tuple(
    fc.subarray([...reviewRoles]),
    fc.constantFrom(...people),
    fc.constantFrom<string | null>(...organisations, null),
  )
  .map(([roles, person, organisation]) => viewerWith(roles, { person, organisation }));
const anyPointer = fc.record({
  review: fc.constant(REVIEW),
  organisation: fc.constantFrom(...organisations),
  handling: fc.constantFrom<Handling>('PANEL', 'LISTED', 'CHAIR', 'HIDDEN', 'WITHHELD'),
  named: fc.subarray(people),
  takenBack: fc.boolean(),
});
const cases = fc.sample(fc.tuple(anyViewer, anyPointer), { seed: 20_240_209, numRuns: 1_000 });

type Seen = { readonly place: number; readonly visible: boolean; readonly readable: boolean };

/** What PostgreSQL says of all cases, in one statement. */
async function seenByPostgres(): Promise<readonly Seen[]> {
  const parameters = new Parameters();
  const pointers = cases.map(([, { organisation, handling, named, takenBack }], place) => ({
    place,
    organisation_id: organisation,
    handling,
    named,
    withdrawn_at: takenBack ? '2024-02-09T00:00:00Z' : null,
  }));
  const given = parameters.add(JSON.stringify(pointers));
  const selects = cases.map(([viewer], place) => {
    const { visible, readable } = sightSql(viewer, REVIEW, parameters);
    return `SELECT place, ${visible} AS visible, ${readable} AS readable FROM pointer WHERE place = ${place}`;
  });
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    const { rows } = await client.query<Seen>(
      `WITH pointer AS MATERIALIZED (
         SELECT * FROM jsonb_to_recordset(${given}::jsonb) AS row(place int, organisation_id uuid, handling text, named text[], withdrawn_at timestamptz)
       ) ${selects.join(' UNION ALL ')} ORDER BY place`,
      parameters.values,
    );
    return rows;
  } finally {
    await client.end();
  }
}

describe('what a viewer sees of a pointer', () => {
  it('is to PostgreSQL what it is to the services, and nothing but a place where it was taken back, for any viewer and pointer', async () => {
    const expected = cases.map(([viewer, pointer], place): Seen => {
      const sight = sightOf(viewer, pointer);
      const isOwner =
        hasAny(rolesIn(viewer, REVIEW), organisationRoles) && viewer.organisation === pointer.organisation;
      const readable = sight === 'READ' && (isOwner || !pointer.takenBack);
      return { place, visible: sight !== 'NOTHING', readable };
    });
    expect(await seenByPostgres()).toEqual(expected);
  });

  it('is each of the three in many of the cases that are compared', () => {
    const sights = cases.map(([viewer, pointer]) => sightOf(viewer, pointer));
    const counts = ['READ', 'LISTED', 'NOTHING'].map((each) => sights.filter((sight) => sight === each).length);
    expect(Math.min(...counts)).toBeGreaterThan(100);
  });
});
