import type DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.ts';
import type { Trailed } from '../access-log/hold-answers.ts';
import type { LoadedEntry } from '../entries/entry-loader.ts';
import type { AgencyService } from '../publishing/agency-service.ts';

/** What a resolver of an agency has: made for one request and forgotten after it. */
export type AgencyContext = Trailed & {
  readonly viewer: Viewer;
  readonly service: AgencyService;
  /** What is behind a revision, for this viewer. */
  readonly entries: DataLoader<string, LoadedEntry>;
};
