import { defineAgency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { kinds } from './kinds.ts';
import { tenancyReference } from './tenancy-reference.ts';

/** Housing: a fifth agency, made of one folder, as anybody would add one. */
export const agency = defineAgency({
  name: 'housing',
  label: 'housing',
  kinds,
  identifiers: { TENANCY_REFERENCE: tenancyReference },
  kindWords: { ANTISOCIAL_BEHAVIOUR_REPORT: ['asb report'], TENANCY_START: ['sign up'] },
});
