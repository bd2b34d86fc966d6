import { defineAgency } from '../kit/agency/define-agency.ts';
import { kinds } from './kinds.ts';
import { uln } from './uln.ts';
import { upn } from './upn.ts';

/** Education: early years settings, schools and colleges. */
export const agency = defineAgency({
  name: 'education',
  label: 'education',
  kinds,
  identifiers: { UPN: upn, ULN: uln },
  kindWords: {
    SUSPENSION: ['fixed term exclusion', 'fixed-term exclusion', 'fixed period exclusion'],
    ELECTIVE_HOME_EDUCATION: ['ehe', 'elective home educated'],
    CHILD_MISSING_EDUCATION: ['cme', 'child missing from education', 'children missing education'],
    PART_TIME_TIMETABLE: ['reduced timetable'],
    POLICE_NOTICE_RECEIVED: ['operation encompass'],
    REFERRAL_TO_SOCIAL_CARE: ['mash referral'],
    ALLEGATION_ABOUT_STAFF: ['lado referral'],
  },
});
