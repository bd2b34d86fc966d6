import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agencies } from '../../subgraphs/index.ts';
import { checkout } from './checkout.ts';
import { delivered } from './contribute.ts';
import { embeddedToken } from './embedded-issuer.ts';
import { type Ask, askAt } from './graph.ts';
import type { OrganisationsByService } from './keys.ts';
import { organisationLine } from './organisation-line.ts';
import type { RunningHub } from './running-hub.ts';
import { readSample, sampleReviews } from './sample-files.ts';
import { openSampleReview, type SampleOrganisation, type SamplePerson, type SampleReview } from './sample-review.ts';
import { areDone, doStep, type Step } from './sample-steps.ts';

const sampleOrganisations = () => readSample<readonly SampleOrganisation[]>('reviews/samples/organisations.json');

/** File of the partnerships of the samples and who administers them. */
export const samplePartnerships = join(checkout, 'subgraphs/reviews/samples/partnerships.json');

/** Ids of the samples' organisations by the service that holds their records: each gets a key to sign with. */
export function sampleOrganisationsByService(): OrganisationsByService {
  const inside = sampleOrganisations().flatMap(({ id, service }) => (service === null ? [] : [{ id, service }]));
  return Object.fromEntries(
    agencies.map(({ name }) => [name, inside.filter(({ service }) => service === name).map(({ id }) => id)]),
  );
}

/**
 * Loads the invented reviews into a hub that does not have them, as the people of the samples, by the acts and through
 * the door that everybody uses.
 */
export async function loadSamples(
  { address, keys, signal }: Pick<RunningHub, 'address' | 'keys' | 'signal'>,
  report: (line: string) => void,
): Promise<void> {
  const askAs = async (person: string) => askAt(address, await embeddedToken(keys.folder, { id: person }, 1));
  const people = readSample<readonly SamplePerson[]>('reviews/samples/people.json');
  const reviews = sampleReviews();
  for (const { sample } of reviews) {
    const administrator = people.find(({ administers }) => administers?.includes(sample.partnership.id));
    const ask = await askAs(administrator!.id);
    if (!(await isLoaded(ask, sample))) {
      report(`${sample.review.reference}: ${sample.review.title}`);
      await openSampleReview(ask, sample, sampleOrganisations(), people, keys);
    }
  }
  for (const { name, sample } of reviews) {
    await sendSamples(name, sample, askAs, signal, report);
  }
}

/** A start that was broken off may have left a review half opened: it is whole when everybody has been asked. */
async function isLoaded(ask: Ask, { review, requests }: SampleReview): Promise<boolean> {
  const { reviews } = await ask<{ reviews: readonly { readonly coverage: readonly unknown[] }[] }>(
    'query($reference: String!) { reviews(reference: $reference) { coverage { code } } }',
    { reference: review.reference },
  );
  return reviews[0]?.coverage.length === requests.length;
}

type Acting = (person: string) => Promise<Ask>;

/** Does what each organisation does in the sample, where it has not been done before. */
async function sendSamples(
  name: string,
  { review, requests }: SampleReview,
  askAs: Acting,
  signal: AbortSignal,
  report: (line: string) => void,
) {
  for (const agency of agencies) {
    const folder = `${agency.name}/samples/${name}`;
    const steps = readSample<Readonly<Record<string, readonly Step[]>>>(folder, 'steps.json');
    const people = readSample<Readonly<Record<string, Step['people']>>>(folder, 'people.json');
    for (const { code } of requests.filter((request) => steps[request.code] !== undefined)) {
      signal.throwIfAborted();
      const own = code.toLowerCase();
      const line = await organisationLine(await askAs(`${own}-author`), review.reference, code);
      const read = (file: string) => readFileSync(join(checkout, 'subgraphs', folder, file), 'utf8');
      const acts = steps[code]!;
      const author = await askAs(`${own}-author`);
      const done = await areDone(author, line, acts);
      const doing = { line, read, people: people[code] ?? {}, askAs, own, noContact: acts };
      for (const [index, step] of acts.entries()) {
        if (!done || step.do === 'erase') {
          await doStep(doing, step, index);
        }
      }
      const last = await delivered(author, line, 20_000);
      report(
        `${review.reference} ${code}: publication ${last?.number ?? '-'} ${last?.outcome?.toLowerCase() ?? 'on its way'}`,
      );
    }
  }
}
