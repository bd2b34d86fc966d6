import { date, integer, kind, number, oneOf, text, yesNo } from '../kit/agency/kind.ts';

/** Being in school or out of it, and what help there was. Ours, unverified, replaceable. Version 1. */
export const attendanceAndSupportKinds = [
  kind('ATTENDANCE', {
    label: 'Attendance',
    fields: {
      percent: number('Attendance in per cent'),
      pattern: oneOf(
        'Pattern',
        'NONE_SEEN',
        'MONDAYS',
        'FRIDAYS',
        'OTHER_DAYS',
        'LATE',
        'UNEXPLAINED',
        'FALLING',
        'OTHER',
      ),
      followedUp: yesNo('Was it followed up?'),
    },
  }),
  kind('SUSPENSION', {
    label: 'Suspension',
    traits: ['DECISION'],
    fields: {
      days: number('Length in school days'),
      reason: text('Reason'),
      timesInYear: integer('Times in this school year'),
    },
  }),
  kind('PERMANENT_EXCLUSION', {
    label: 'Permanent exclusion',
    traits: ['DECISION'],
    fields: {
      stage: oneOf('Stage', 'HEAD_DECIDED', 'GOVERNORS_UPHELD', 'GOVERNORS_REINSTATED', 'INDEPENDENT_REVIEW'),
      cancelled: yesNo('Was it cancelled?'),
    },
  }),
  kind('ENROLMENT_OR_LEAVING', {
    label: 'Enrolment or leaving',
    traits: ['SPAN', 'TRANSFER'],
    fields: {
      destinationKnown: yesNo('Was it known where the child or learner went?'),
      fileSentOn: yesNo('Was the safeguarding file sent on?'),
      fileReceivedConfirmed: yesNo('Was its receipt confirmed?'),
      healthNeedsAsked: yesNo('Were health needs asked about?'),
      eatingPlanSeen: yesNo('Was a plan for eating and drinking seen?'),
      riskHandedOver: yesNo('Did the handover have a line on risks?'),
    },
  }),
  kind('ELECTIVE_HOME_EDUCATION', {
    label: 'Elective home education',
    traits: ['TRANSFER'],
    fields: {
      councilTold: yesNo('Was the council told?'),
      childSeenSince: yesNo('Has the child been seen since?', 'NOT_KNOWN'),
      riskHandedOver: yesNo('Did the handover have a line on risks?'),
    },
  }),
  kind('CHILD_MISSING_EDUCATION', {
    label: 'Child missing education',
    traits: ['NO_CONTACT'],
    fields: { lastSeen: date('Day last seen'), councilTold: yesNo('Was the council told?') },
  }),
  kind('PART_TIME_TIMETABLE', {
    label: 'Part-time timetable',
    traits: ['SPAN'],
    fields: { weeks: integer('Length in weeks'), reviewed: yesNo('Was it reviewed?') },
  }),
  kind('SPECIAL_NEEDS', {
    label: 'Special educational needs',
    traits: ['ASSESSMENT'],
    fields: {
      stage: oneOf(
        'Stage',
        'SUPPORT',
        'ASSESSMENT_ASKED',
        'ASSESSMENT_REFUSED',
        'PLAN_IN_DRAFT',
        'PLAN_IN_PLACE',
        'PLAN_CEASED',
      ),
      annualReviewHeld: yesNo('Was the annual review held?'),
      yearsPlan: integer('Years the plan has been in place'),
    },
  }),
  kind('SUPPORT_PLAN', {
    label: 'Support plan',
    traits: ['SPAN'],
    fields: { reviewDate: text('When it is to be reviewed'), parentInvolved: yesNo('Was a parent or carer involved?') },
  }),
  kind('EARLY_YEARS_DAY', {
    label: 'Day in early years care',
    traits: ['CONTACT'],
    fields: {
      keyPerson: text('Key person, as role and number'),
      nappyOrMarkSeen: yesNo('Was something seen at nappy change, or a mark?'),
    },
  }),
];
