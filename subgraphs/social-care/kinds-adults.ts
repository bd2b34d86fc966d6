import type { Kind } from '../kit/agency/kind.ts';
import { adultCareKinds } from './kinds-adult-care.ts';
import { adultSafeguardingKinds } from './kinds-adult-safeguarding.ts';

/** Kinds of entry that adult social care and care providers record. Ours, unverified, replaceable. Version 1. */
export const adultsKinds: readonly Kind[] = [...adultSafeguardingKinds, ...adultCareKinds];
