import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import { camelCase, type Kind, type Field as KindField, pascalCase } from '../agency/kind.ts';
import { CalendarDateScalar } from './scalars.ts';
import type { SharedTypes } from './shared-types.ts';

// biome-ignore lint/complexity/noBannedTypes: how TypeGraphQL names a class it is given.
export type GraphClass = Function & (new () => object);

/** `HealthGpConsultation`; the fallback of every sector is `HealthOtherEntry`. */
export const kindTypeName = ({ prefix }: Agency, { code }: Kind) =>
  `${prefix}${code === 'OTHER' ? 'OtherEntry' : pascalCase(code)}`;

/** Name of a kind's field in the input of an entry: `gpConsultation`. */
export const kindFieldName = ({ code }: Kind) => camelCase(code);

const scalarOf = ({ type }: KindField) =>
  ({ code: String, text: String, integer: Int, number: Float, date: CalendarDateScalar })[type];

const descriptionOf = (field: KindField) =>
  field.type === 'code'
    ? `${field.label} One of ${field.values.join(', ')}, NOT_RECORDED, NOT_APPLICABLE.`
    : field.label;

const kindAsRecorded: KindField = { type: 'text', label: 'The kind in the words of the record.' };

function addFields(target: GraphClass, { fields }: Kind): void {
  for (const [name, field] of Object.entries({ kindAsRecorded, ...fields })) {
    Field(() => scalarOf(field), { nullable: true, description: descriptionOf(field) })(target.prototype, name);
  }
}

/** The object type of a kind: all that every entry has, and the fields that only this kind has. */
export function kindObjectType(agency: Agency, kind: Kind, { EntryRecord, EntryContent }: SharedTypes): GraphClass {
  class KindRecord {}
  addFields(KindRecord, kind);
  ObjectType(kindTypeName(agency, kind), {
    description: `${kind.label}.`,
    implements: [EntryRecord, EntryContent],
    // Plain fields are read, not called: a page of 200 entries has some thousands of them.
    simpleResolvers: true,
  })(KindRecord);
  return KindRecord;
}

/** The input type of a kind's own fields. */
export function kindInputType(agency: Agency, kind: Kind): GraphClass {
  class KindInput {}
  addFields(KindInput, kind);
  InputType(`${kindTypeName(agency, kind)}Input`, {
    description: `What only an entry of the kind "${kind.label}" has.`,
  })(KindInput);
  return KindInput;
}
