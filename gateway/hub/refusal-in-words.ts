import { type Refusal, refusals } from '../../subgraphs/kit/publishing/manifest.ts';

/** Why the hub did not take a publication, as a sentence with its code. */
export const refusalInWords = (refusal: string | null) =>
  refusal !== null && refusal in refusals ? `${refusals[refusal as Refusal]} (${refusal})` : `${refusal}.`;
