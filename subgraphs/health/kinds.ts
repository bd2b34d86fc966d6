import type { Kind } from '../kit/agency/kind.ts';
import { birthAndChildhoodKinds } from './kinds-birth-and-childhood.ts';
import { hospitalKinds } from './kinds-hospital.ts';
import { mindAndCapacityKinds } from './kinds-mind-and-capacity.ts';
import { urgentAndPrimaryCareKinds } from './kinds-urgent-and-primary-care.ts';

/** All kinds of entry that only health records. Ours, unverified, replaceable. Version 1. */
export const kinds: readonly Kind[] = [
  ...urgentAndPrimaryCareKinds,
  ...birthAndChildhoodKinds,
  ...hospitalKinds,
  ...mindAndCapacityKinds,
];
