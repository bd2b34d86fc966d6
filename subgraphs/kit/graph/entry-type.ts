import { Arg, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import type { GraphClass } from './kind-types.ts';
import { ProofOfEntryScalar } from './scalars.ts';
import type { SharedTypes } from './shared-types.ts';

/**
 * The agency's own type of entry: the place the hub points to, with what the agency recorded behind it. All of it is
 * there when the entry was looked up, so its fields are read and not called: a page has hundreds of them.
 */
export function entryType({ prefix, label }: Agency, { ChronologyEntry }: SharedTypes): GraphClass {
  @ObjectType(`${prefix}Entry`, {
    description: `An entry of ${label}.`,
    implements: ChronologyEntry,
    simpleResolvers: true,
  })
  @Directive('@key(fields: "id")')
  class Entry {
    @Field(() => ProofOfEntryScalar, {
      nullable: true,
      description: 'What this entry is. Null where there is nothing for the one who asks.',
    })
    @Directive('@inaccessible')
    @Directive('@shareable')
    readonly proofOfEntry!: string | null;
  }
  return Entry;
}

/** The agency's kinds of entry, as data: what a form or a file may use. */
export function kindsResolver({ prefix, label, kinds }: Agency): GraphClass {
  @ObjectType(`${prefix}KindField`, { description: 'A field that only this kind has.' })
  class KindField {
    @Field(() => String)
    readonly name!: string;

    @Field(() => String)
    readonly label!: string;

    @Field(() => String, { description: 'code, text, integer, number or date.' })
    readonly type!: string;

    @Field(() => [String], { description: 'For a code: the values it takes, beside NOT_RECORDED and NOT_APPLICABLE.' })
    readonly values!: readonly string[];
  }

  @ObjectType(`${prefix}Kind`, {
    description: `A kind of entry of ${label}. The lists are ours, unverified and replaceable.`,
  })
  class KindOfEntry {
    @Field(() => String)
    readonly code!: string;

    @Field(() => String)
    readonly label!: string;

    @Field(() => [String])
    readonly traits!: readonly string[];

    @Field(() => [KindField])
    readonly fields!: readonly KindField[];
  }

  const listed: KindOfEntry[] = kinds.map(({ code, label, traits, fields }) => ({
    code,
    label,
    traits,
    fields: Object.entries(fields).map(([name, field]) => ({
      name,
      ...field,
      values: field.type === 'code' ? field.values : [],
    })),
  }));

  @Resolver()
  class KindsResolver {
    @Query(() => [KindOfEntry], {
      name: `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}Kinds`,
      nullable: true,
      description: `The kinds of entry of ${label}.`,
    })
    kinds(@Arg('code', () => String, { nullable: true }) code?: string): readonly KindOfEntry[] {
      return code === undefined ? listed : listed.filter((kind) => kind.code === code);
    }
  }
  return KindsResolver;
}
