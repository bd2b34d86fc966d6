import { defineAgency } from '../kit/agency/define-agency.ts';
import { nhsNumber } from '../kit/identifiers/nhs-number.ts';
import { adultsKinds } from './kinds-adults.ts';
import { childrensKinds } from './kinds-children.ts';
import { personId } from './person-id.ts';

/** Social care: children's and adults' services of councils, and providers of care. */
export const agency = defineAgency({
  name: 'social-care',
  label: 'social care',
  kinds: [...childrensKinds, ...adultsKinds],
  identifiers: { NHS_NUMBER: nhsNumber, PERSON_ID: personId },
  kindWords: {
    SECTION_47_ENQUIRY: ['s47 enquiry', 'section 47 investigation'],
    CHILD_PROTECTION_CONFERENCE: [
      'initial child protection conference',
      'review child protection conference',
      'icpc',
      'rcpc',
    ],
    CORE_GROUP: ['core group meeting'],
    LEGAL_PLANNING: ['legal planning meeting'],
    SECTION_42_ENQUIRY: ['s42 enquiry'],
    DEPRIVATION_OF_LIBERTY: ['dols', 'deprivation of liberty safeguards'],
    CARE_PACKAGE: ['package of care'],
    VISIT: ['child protection visit', 'child in need visit', 'statutory visit'],
  },
});
