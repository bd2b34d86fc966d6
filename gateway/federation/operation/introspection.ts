import {
  type DocumentNode,
  executeSync,
  type GraphQLSchema,
  type OperationDefinitionNode,
  separateOperations,
  visit,
} from 'graphql';
import { type Data, isData } from '../data.ts';

/** Tells whether a field asks the graph about itself. It can stand at the root alone, and no service answers it. */
const isIntrospection = (fieldName: string) => fieldName === '__schema' || fieldName === '__type';

/** The graph's questions about itself in an operation; null when there are none. */
export function introspectedPart(document: DocumentNode, { name }: OperationDefinitionNode): DocumentNode | null {
  let isAsked = false;
  const part = visit(separateOperations(document)[name?.value ?? '']!, {
    // A fragment on `__Type` and its like is part of a question.
    FragmentDefinition: ({ typeCondition }) => (typeCondition.name.value.startsWith('__') ? false : undefined),
    Field: ({ name }) => {
      isAsked ||= isIntrospection(name.value);
      return isIntrospection(name.value) ? false : null;
    },
  });
  return isAsked ? part : null;
}

/** Answers the graph's questions about itself from the API schema. */
export function introspect(schema: GraphQLSchema, document: DocumentNode, variableValues: Data): Data {
  const { data } = executeSync({ schema, document, variableValues });
  return isData(data) ? data : {};
}
