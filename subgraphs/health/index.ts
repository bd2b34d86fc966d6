import { defineAgency } from '../kit/agency/define-agency.ts';
import { nhsNumber } from '../kit/identifiers/nhs-number.ts';
import { kinds } from './kinds.ts';

/** Health: hospitals, general practice, community services, ambulance and mental health. */
export const agency = defineAgency({
  name: 'health',
  label: 'health',
  kinds,
  identifiers: { NHS_NUMBER: nhsNumber },
  fhir: {
    identifiers: { 'https://fhir.nhs.uk/Id/nhs-number': 'NHS_NUMBER' },
    kinds: [
      { resource: 'Encounter', codes: ['EMER'], kind: 'EMERGENCY_ATTENDANCE' },
      { resource: 'Encounter', codes: ['IMP', 'ACUTE', 'NONAC'], kind: 'INPATIENT_STAY' },
      { resource: 'Encounter', kind: null },
      { resource: 'Appointment', codes: ['noshow'], kind: 'NOT_BROUGHT_OR_NOT_ATTENDED' },
      { resource: 'Appointment', codes: ['cancelled'], kind: null },
      { resource: 'Observation', codes: ['vital-signs', 'exam'], kind: 'EXAMINATION' },
      { resource: 'Observation', kind: null },
      { resource: 'MedicationRequest', kind: 'PRESCRIPTION' },
      { resource: 'Condition', kind: null },
      { resource: 'Procedure', kind: null },
      { resource: 'DocumentReference', kind: null },
      { resource: 'Communication', kind: null },
      { resource: 'Immunization', kind: null },
      { resource: 'Flag', kind: null },
    ],
  },
  kindWords: {
    EMERGENCY_ATTENDANCE: ['a&e attendance', 'ed attendance', 'emergency department attendance'],
    GP_CONSULTATION: ['gp telephone consultation', 'gp home visit'],
    NOT_BROUGHT_OR_NOT_ATTENDED: ['was not brought', 'did not attend', 'dna', 'wnb'],
    CHILD_PROTECTION_MEDICAL: ['cp medical', 'child protection medical examination'],
    HEALTH_VISITOR_CONTACT: ['health visitor visit', 'new birth visit'],
    MIDWIFERY_CONTACT: ['midwife visit', 'midwifery booking'],
    ANNUAL_HEALTH_CHECK: ['learning disability annual health check'],
  },
});
