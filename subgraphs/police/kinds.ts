import type { Kind } from '../kit/agency/kind.ts';
import { incidentKinds } from './kinds-incidents.ts';
import { protectionAndSharingKinds } from './kinds-protection-and-sharing.ts';

/** All kinds of entry that only police record. Ours, unverified, replaceable. Version 1. */
export const kinds: readonly Kind[] = [...incidentKinds, ...protectionAndSharingKinds];
