import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.ts';
import type { SampleReview } from './sample-review.ts';

/** A file of the samples, below `subgraphs`. */
export const readSample = <T>(...path: readonly string[]) =>
  JSON.parse(readFileSync(join(checkout, 'subgraphs', ...path), 'utf8')) as T;

/** The invented reviews, each with the name of its files. */
export const sampleReviews = () =>
  ['wren', 'martin'].map((name) => ({
    name,
    sample: readSample<SampleReview>('reviews/samples', `${name}.json`),
  }));
