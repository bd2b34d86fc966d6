import { date, integer, kind, number, oneOf, setting, text, yesNo } from '../kit/agency/kind.ts';
import { dischargePlanning } from '../kit/agency/kinds-in-two-sectors.ts';

/** Adults: assessment, care at home and moves. Ours, unverified, replaceable. Version 1. */
export const adultCareKinds = [
  kind('CARE_ACT_ASSESSMENT', {
    label: 'Care Act assessment',
    traits: ['ASSESSMENT'],
    fields: {
      adultInvolved: setting(yesNo('Was the adult involved?'), 'YES', 'CONTACT'),
      advocateConsidered: yesNo('Was an advocate considered?'),
      refused: yesNo('Did the adult refuse it?'),
      eatingNeeds: oneOf(
        'Help with eating',
        'NONE',
        'PROMPT_ONLY',
        'SUPERVISION',
        'TEXTURE_CHANGED',
        'FULL_HELP',
        'NOT_ASKED',
      ),
    },
  }),
  kind('CARERS_ASSESSMENT', {
    label: "Carer's assessment",
    fields: {
      offered: yesNo('Was it offered?'),
      accepted: setting(yesNo('Was it accepted?'), 'YES', 'ASSESSMENT'),
      strain: yesNo('Did it find the carer under strain?', 'NOT_ASKED'),
    },
  }),
  kind('CARE_PACKAGE', {
    label: 'Care package',
    traits: ['SPAN'],
    fields: { hoursPerWeek: number('Hours a week'), provider: text('Provider, by organisation code') },
  }),
  kind('CARE_PLAN_REVIEW', {
    label: 'Review of the care plan',
    fields: { due: date('Due'), held: setting(yesNo('Was it held?'), 'YES', 'ASSESSMENT') },
  }),
  kind('CARE_VISIT', {
    label: 'Care visit',
    traits: ['CONTACT'],
    fields: {
      mealSupport: yesNo('Was there help with a meal?'),
      concernReportedTo: oneOf(
        'To whom a concern was reported',
        'SUPERVISOR',
        'ON_CALL',
        'FAMILY',
        'HEALTH',
        'COMMISSIONER',
        'EMERGENCY',
        'NOBODY',
      ),
      durationMin: integer('Length in minutes'),
    },
  }),
  kind('HOME_VISIT', {
    label: 'Home visit',
    traits: ['CONTACT'],
    fields: {
      seenAlone: yesNo('Was the adult seen alone?'),
      conditions: text('Conditions in the home'),
      clutterRating: integer('Clutter image rating, 1 to 9'),
      access: yesNo('Was access given?', 'PARTLY'),
    },
  }),
  kind('REFUSAL_OR_NO_ACCESS', {
    label: 'Refusal or no access',
    traits: ['NO_CONTACT'],
    fields: {
      timesInRow: integer('How many times in a row'),
      capacityConsidered: yesNo('Was capacity for this decision considered?'),
      escalated: yesNo('Was it escalated?'),
    },
  }),
  dischargePlanning,
  kind('PLACEMENT_MOVE', {
    label: 'Move of placement',
    traits: ['TRANSFER'],
    fields: {
      planned: yesNo('Was it planned?'),
      informationSent: yesNo('Was information sent to the new place?'),
      riskHandedOver: yesNo('Did the handover have a line on risks?'),
    },
  }),
];
