import { type GraphQLNamedType, isObjectType } from 'graphql';
import { type Data, isData, typenameOf } from '../data.ts';
import { type Field, fieldsOf, type Selected, type Wrapping } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';

/** What can be wrong with an answer that is well-formed JSON. */
export type AnswerFault = 'INVALID' | 'INCOMPLETE';

type IsA = Supergraph['isA'];

/** Compares the entities of an answer with the representations sent: as many, in order, each of a type that fits. */
export function entitiesFault(
  isA: IsA,
  selected: Selected | null,
  typenames: readonly string[],
  entities: unknown,
): AnswerFault | null {
  if (!Array.isArray(entities) || selected === null) {
    return entities === undefined ? 'INCOMPLETE' : 'INVALID';
  }
  if (entities.length !== typenames.length) {
    return 'INCOMPLETE';
  }
  for (let index = 0; index < entities.length; index++) {
    const entity: unknown = entities[index];
    const asked = typenames[index] ?? '';
    const fault = entity === null ? null : entityFault(isA, selected, asked, entity);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

function entityFault(isA: IsA, selected: Selected, asked: string, entity: unknown): AnswerFault | null {
  const typename = isData(entity) ? (typenameOf(entity) ?? asked) : asked;
  return isA(typename, asked) || isA(asked, typename) ? answerFault(isA, selected, typename, entity) : 'INVALID';
}

/**
 * Compares what a service answered with what it was asked: every field is there and has its type. So a field left out
 * is known as that service's failure, and never taken for "nothing recorded"; and a service that adds what it was not
 * asked for cannot write over what belongs to another.
 */
export function answerFault(isA: IsA, selected: Selected, typeName: string, value: unknown): AnswerFault | null {
  const fields = fieldsOf(selected, typeName);
  if (!isData(value) || fields === null) {
    return 'INVALID';
  }
  for (const field of fields) {
    const held = value[field.key];
    // All objects have functions, such as their constructor; none comes from JSON.
    if (held === undefined || typeof held === 'function') {
      return 'INCOMPLETE';
    }
    const fault = field.wrapping === null ? null : valueFault(isA, field, field.wrapping, held);
    if (fault !== null) {
      return fault;
    }
  }
  return Object.keys(value).length === fields.length ? null : 'INVALID';
}

function valueFault(isA: IsA, field: Field, { nonNull, item }: Wrapping, value: unknown): AnswerFault | null {
  if (value === null) {
    return nonNull ? 'INVALID' : null;
  }
  if (item !== null) {
    return Array.isArray(value) ? listFault(isA, field, item, value) : 'INVALID';
  }
  if (field.leaf !== null) {
    return field.leaf.accepts(value) ? null : 'INVALID';
  }
  return isData(value) && field.selected !== null && field.named !== null
    ? childFault(isA, field.selected, field.named, value)
    : 'INVALID';
}

function listFault(isA: IsA, field: Field, item: Wrapping, values: readonly unknown[]): AnswerFault | null {
  for (const value of values) {
    const fault = valueFault(isA, field, item, value);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

function childFault(isA: IsA, selected: Selected, named: GraphQLNamedType, value: Data): AnswerFault | null {
  const said = typenameOf(value);
  if (said !== null && said !== named.name && (isObjectType(named) || !isA(said, named.name))) {
    return 'INVALID';
  }
  return answerFault(isA, selected, said ?? named.name, value);
}
