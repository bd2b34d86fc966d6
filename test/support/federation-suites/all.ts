import { aliasesAndArguments } from './aliases-and-arguments/suite.ts';
import { childTypes } from './child-types/suite.ts';
import { circularInterface } from './circular-interface/suite.ts';
import { conditionsOnTypes } from './conditions-on-types/suite.ts';
import { entityKeys } from './entity-keys/suite.ts';
import { extendedTypes } from './extended-types/suite.ts';
import { inaccessible } from './inaccessible/suite.ts';
import { inputsAndDefaults } from './inputs-and-defaults/suite.ts';
import { interfaceObject } from './interface-object/suite.ts';
import { interfaceObjectBesideTypes } from './interface-object-beside-types/suite.ts';
import { interfaceObjectChain } from './interface-object-chain/suite.ts';
import { interfaceObjectFirst } from './interface-object-first/suite.ts';
import { interfaceObjectRequires } from './interface-object-requires/suite.ts';
import { interfacesAndUnions } from './interfaces-and-unions/suite.ts';
import { introspection } from './introspection/suite.ts';
import { keysMashup } from './keys-mashup/suite.ts';
import { keysOfLists } from './keys-of-lists/suite.ts';
import { mergedTypes } from './merged-types/suite.ts';
import { missingEntities } from './missing-entities/suite.ts';
import { movedFields } from './moved-fields/suite.ts';
import { mutations } from './mutations/suite.ts';
import { namesOfJavascript } from './names-of-javascript/suite.ts';
import { nulls } from './nulls/suite.ts';
import { objectForUnion } from './object-for-union/suite.ts';
import { override } from './override/suite.ts';
import { parentEntities } from './parent-entities/suite.ts';
import { provides } from './provides/suite.ts';
import { providesNested } from './provides-nested/suite.ts';
import { providesOfMovedFields } from './provides-of-moved-fields/suite.ts';
import { requires } from './requires/suite.ts';
import { requiresFurtherDown } from './requires-further-down/suite.ts';
import { requiresInChains } from './requires-in-chains/suite.ts';
import { requiresOfInterfaces } from './requires-of-interfaces/suite.ts';
import { requiresOfSoleTypes } from './requires-of-sole-types/suite.ts';
import { requiresWithArgumentsBelow } from './requires-with-arguments-below/suite.ts';
import { requiresWithFragments } from './requires-with-fragments/suite.ts';
import { scalarsEnumsLists } from './scalars-enums-lists/suite.ts';
import { shareable } from './shareable/suite.ts';
import { sharedRoots } from './shared-roots/suite.ts';
import { skipAndInclude } from './skip-and-include/suite.ts';
import type { FederationSuite } from './suite.ts';
import { unionIntersection } from './union-intersection/suite.ts';
import { unionsAndInterfaces } from './unions-and-interfaces/suite.ts';
import { unresolvableKeys } from './unresolvable-keys/suite.ts';
import { wrongValues } from './wrong-values/suite.ts';

/** Every suite, one a rule. */
export const federationSuites: readonly FederationSuite[] = [
  entityKeys,
  requires,
  requiresWithFragments,
  requiresWithArgumentsBelow,
  provides,
  shareable,
  override,
  interfaceObject,
  interfaceObjectRequires,
  interfaceObjectBesideTypes,
  inaccessible,
  interfacesAndUnions,
  unionIntersection,
  skipAndInclude,
  aliasesAndArguments,
  mutations,
  namesOfJavascript,
  scalarsEnumsLists,
  nulls,
  inputsAndDefaults,
  introspection,
  missingEntities,
  childTypes,
  circularInterface,
  extendedTypes,
  keysOfLists,
  mergedTypes,
  objectForUnion,
  conditionsOnTypes,
  interfaceObjectChain,
  interfaceObjectFirst,
  keysMashup,
  movedFields,
  parentEntities,
  providesNested,
  providesOfMovedFields,
  requiresFurtherDown,
  requiresInChains,
  requiresOfInterfaces,
  requiresOfSoleTypes,
  sharedRoots,
  unionsAndInterfaces,
  unresolvableKeys,
  wrongValues,
];
