import { inLondon } from '../kit/occurred/london.ts';

/** The day it is in London at an instant: due dates are days there. */
export const londonDay = (at: Date): string => inLondon(at.toISOString()).day;
