import type { Kind } from '../kit/agency/kind.ts';
import { frontDoorAndEnquiryKinds } from './kinds-front-door-and-enquiry.ts';
import { plansAndCareKinds } from './kinds-plans-and-care.ts';

/** Kinds of entry that children's social care records. Ours, unverified, replaceable. Version 1. */
export const childrensKinds: readonly Kind[] = [...frontDoorAndEnquiryKinds, ...plansAndCareKinds];
