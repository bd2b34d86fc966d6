import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readPidFile } from '../../gateway/hub/postgres/pid-file.ts';
import { canaries } from './canaries.ts';

/** Has the database of the police refuse what holds a canary while `use` runs: its own sentence for that shows the row. */
export async function whileRefusedByTable<Result>(data: string, use: () => Promise<Result>): Promise<Result> {
  const passwords = JSON.parse(readFileSync(join(data, 'passwords.json'), 'utf8')) as Readonly<Record<string, string>>;
  const owner = new pg.Client({
    host: '127.0.0.1',
    port: readPidFile(join(data, 'postgres'))!.port,
    user: 'police_owner',
    password: passwords['police_owner']!,
    database: 'police',
  });
  await owner.connect();
  try {
    await owner.query(
      `ALTER TABLE entry ADD CONSTRAINT no_canary CHECK (strpos(draft::text, '${canaries[0]}') = 0) NOT VALID`,
    );
    return await use();
  } finally {
    await owner.query('ALTER TABLE entry DROP CONSTRAINT IF EXISTS no_canary');
    await owner.end();
  }
}

const PLACE = 'review: $review, organisation: $organisation';

/** What somebody asks of an entry that is not theirs, without any word of it: each is refused, or has nothing. */
export const attempts: readonly string[] = [
  'query($review: ID!) { review(id: $review) { accessLog { accesses { person } } } }',
  'query($review: ID!) { review(id: $review) { chronology(after: "no cursor") { version } } }',
  `query($review: ID!, $organisation: ID!) { policeContribution(${PLACE}) { version } }`,
  `query($review: ID!, $organisation: ID!) { policeReceipt(${PLACE}, key: "another") { receipt } }`,
  `query($review: ID!, $organisation: ID!) { policeAccessToMyEntries(${PLACE}) { endCursor } }`,
  `mutation($review: ID!, $organisation: ID!, $reference: String!) {
    withdrawPoliceEntries(${PLACE}, key: "k", references: [$reference], reason: "SENT_BY_MISTAKE") { number } }`,
  `mutation($review: ID!, $organisation: ID!, $reference: String!) {
    erasePoliceEntry(${PLACE}, reference: $reference, reason: "WRONG_PERSON") { state } }`,
  `mutation($review: ID!, $organisation: ID!) { publishPoliceContribution(${PLACE}, key: "k") { number } }`,
];
