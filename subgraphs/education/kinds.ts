import type { Kind } from '../kit/agency/kind.ts';
import { attendanceAndSupportKinds } from './kinds-attendance-and-support.ts';
import { voiceAndConcernKinds } from './kinds-voice-and-concern.ts';

/** All kinds of entry that only education records. Ours, unverified, replaceable. Version 1. */
export const kinds: readonly Kind[] = [...voiceAndConcernKinds, ...attendanceAndSupportKinds];
