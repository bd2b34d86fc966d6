import { kind, oneOf, yesNo } from '../kit/agency/kind.ts';
import { bestInterestsDecision, capacityAssessment } from '../kit/agency/kinds-in-two-sectors.ts';

/** Mental health, substance use and the Mental Capacity Act. Ours, unverified, replaceable. Version 1. */
export const mindAndCapacityKinds = [
  kind('MENTAL_HEALTH_CONTACT', {
    label: 'Mental health contact',
    traits: ['CONTACT'],
    fields: {
      riskAssessed: yesNo('Was risk assessed?'),
      dependantsConsidered: yesNo('Were children and others who depend on the person considered?'),
      crisisPlan: yesNo('Is there a crisis plan?'),
    },
  }),
  kind('MENTAL_HEALTH_ACT', {
    label: 'Mental Health Act',
    traits: ['ASSESSMENT', 'DECISION'],
    fields: {
      section: oneOf(
        'Section',
        'SECTION_2',
        'SECTION_3',
        'SECTION_4',
        'SECTION_5_2',
        'SECTION_5_4',
        'SECTION_37',
        'SECTION_117',
        'SECTION_135',
        'SECTION_136',
        'NOT_DETAINED',
        'OTHER',
      ),
      placeOfSafety: oneOf(
        'Place of safety',
        'HEALTH_SUITE',
        'EMERGENCY_DEPARTMENT',
        'POLICE_STATION',
        'HOME',
        'OTHER',
      ),
    },
  }),
  kind('SUBSTANCE_USE_CONTACT', {
    label: 'Substance use contact',
    traits: ['CONTACT'],
    fields: {
      childrenInHome: yesNo('Are there children in the home?', 'NOT_ASKED'),
      safeStorageAsked: yesNo('Was safe storage asked about?'),
    },
  }),
  capacityAssessment,
  bestInterestsDecision,
];
