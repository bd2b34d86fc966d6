import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import type { Trailed } from '../../kit/access-log/hold-answers.ts';
import { notFound } from '../../kit/errors.ts';
import { preparedRows } from '../../kit/service/prepared.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { OrganisationRow, SubjectRow } from '../tables.ts';

/** What a resolver of the reviews has: made for one request and forgotten after it. */
export type ReviewsContext = Trailed & {
  readonly viewer: Viewer;
  readonly service: ReviewsService;
  readonly organisations: DataLoader<string, OrganisationRow>;
  readonly subjects: DataLoader<string, SubjectRow>;
};

/** Loads rows by id in one statement; a missing one is an error in its own place. */
function byId<Row extends { readonly id: string }>(what: string, database: DataSource, entity: new () => Row) {
  return new DataLoader<string, Row>(async (ids) => {
    const rows = await preparedRows(database, entity, 'id = ANY($1::uuid[])', [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? notFound(what, id));
  });
}

export function reviewsLoaders(database: DataSource): Pick<ReviewsContext, 'organisations' | 'subjects'> {
  return {
    organisations: byId('organisation', database, OrganisationRow),
    subjects: byId('subject', database, SubjectRow),
  };
}
