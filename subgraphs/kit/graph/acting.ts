import { ArgsType, Field, ID } from 'type-graphql';
import { actingFor } from '../access/acting-for.ts';
import type { ReviewRole } from '../access/viewer.ts';
import type { Asking } from '../publishing/hub.ts';
import type { AgencyContext } from './agency-context.ts';

/** Which contribution an act is on. */
@ArgsType()
export class PlaceArgs {
  @Field(() => ID, { description: 'The review.' })
  readonly review!: string;

  @Field(() => ID, { description: 'Your organisation.' })
  readonly organisation!: string;
}

/** An act that carries its caller's key. */
@ArgsType()
export class KeyedArgs extends PlaceArgs {
  @Field(() => String, {
    description: 'A key of your choice for this one act. Sent again, it gives the same receipt.',
  })
  readonly key!: string;
}

/** Checks that somebody may act for the organisation in one of these roles, and gives what an act needs of that. */
export const acting = (
  { viewer, trail }: AgencyContext,
  { review, organisation }: PlaceArgs,
  roles: readonly ReviewRole[],
) => {
  trail.about(review);
  const may = actingFor(viewer, { review, organisation }, roles);
  trail.actsFor(organisation);
  const asking: Asking = { person: viewer.person, requestId: trail.requestId };
  return { ...may, place: { review, organisation }, asking };
};
