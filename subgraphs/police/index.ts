import { defineAgency } from '../kit/agency/define-agency.ts';
import { croNumber } from './cro-number.ts';
import { kinds } from './kinds.ts';
import { pncId } from './pnc-id.ts';

/** Police forces. */
export const agency = defineAgency({
  name: 'police',
  label: 'police',
  kinds,
  identifiers: { PNC_ID: pncId, CRO_NUMBER: croNumber },
  kindWords: {
    VULNERABILITY_NOTICE: ['public protection notice', 'ppn', 'merlin', 'adult coming to notice'],
    DOMESTIC_ABUSE_INCIDENT: ['domestic incident', 'domestic violence incident'],
    MISSING_EPISODE: ['missing person report', 'missing report'],
    MENTAL_HEALTH_DETENTION: ['section 136', 's136', 'section 136 detention'],
    DISCLOSURE_SCHEME: ["clare's law", "sarah's law"],
    SCHOOL_NOTICE: ['operation encompass'],
    MARAC: ['marac meeting'],
    MAPPA: ['mappa meeting'],
    WELFARE_CHECK: ['safe and well check'],
  },
});
