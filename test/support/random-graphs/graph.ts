import type { AbstractChoice, GraphChoices } from './choices.ts';
import { addExtras } from './extras.ts';
import { addFields, addSharedFields } from './fields.ts';
import { addKeys } from './keys.ts';
import { know, knowAllThatFollows, settleMembers } from './knowing.ts';
import {
  type AbstractType,
  type Building,
  isAbstract,
  type Model,
  newObject,
  objectNamed,
  type Service,
} from './model.ts';

/** Reads choices as a graph, with what each of its services knows of it. It may be one that does not compose. */
export function graphFrom(choices: GraphChoices): Model {
  const services = Array.from({ length: choices.services }, (_, service) => service);
  const building: Building = {
    services,
    types: new Map(),
    external: new Map(services.map((service) => [service, new Set()])),
    chosen: new Map(),
  };
  addTypes(building, choices);
  addAllFields(building, choices);
  knowAllThatFollows(building);
  addExtras(building);
  knowAllThatFollows(building);
  settleMembers(building);
  return building;
}

function addTypes(building: Building, choices: GraphChoices): void {
  const { types, services } = building;
  const seed = choices.entities[0]?.style ?? 0;
  const isKnown = (service: Service, index: number) => index === 0 || (seed >> (service + index)) % 3 !== 1;
  const valuesIn = (service: Service) => ['A', 'B', 'C', 'D'].filter((_, index) => isKnown(service, index));
  types.set('N0', { kind: 'enum', name: 'N0', valuesIn: new Map(services.map((each) => [each, valuesIn(each)])) });
  types.set('N1', { kind: 'enum', name: 'N1', valuesIn: new Map(services.map((each) => [each, ['P', 'Q']])) });
  for (const root of choices.changes.length > 0 ? ['Query', 'Mutation'] : ['Query']) {
    types.set(root, newObject(root));
  }
  for (const [index, { style }] of choices.values.entries()) {
    types.set(`V${index}`, newObject(`V${index}`, style));
  }
  for (const [index, { style, keys }] of choices.entities.entries()) {
    const type = addKeys(building, newObject(`E${index}`, style), keys);
    type.mayBeUnknown = type.keys[0]?.selection === 'id' && style % 6 === 1;
  }
  for (const [index, choice] of choices.interfaces.entries()) {
    addAbstract(building, 'interface', `I${index}`, choice);
  }
  for (const [index, choice] of choices.unions.entries()) {
    addAbstract(building, 'union', `U${index}`, choice);
  }
  addWhole(building, choices.whole);
  hideSomeMembers(building);
}

function addAbstract({ types }: Building, kind: AbstractType['kind'], name: string, choice: AbstractChoice): void {
  const all = [...types.keys()].filter((each) => /^[EV]\d$/.test(each));
  const chosen = all.filter((_, at) => (choice.members >> at) % 2 === 1);
  const shared = ['a', 'b'].slice(0, Math.max(choice.fields.length, 1)).map((each) => `${name.toLowerCase()}${each}`);
  types.set(name, {
    kind,
    name,
    members: chosen.length === 0 ? all.slice(0, 1) : chosen,
    services: new Set(),
    membersIn: new Map(),
    shared: kind === 'interface' ? shared : [],
    whole: null,
    choice: choice.style,
  });
}

/** An interface whose types one service knows as one, and another one each. */
function addWhole(building: Building, choice: AbstractChoice | null): void {
  const { types, services } = building;
  const all = [...types.values()].filter((type) => type.kind === 'object' && type.keys[0]?.selection === 'id');
  const members = all.filter((_, at) => choice !== null && (choice.members >> at) % 2 === 1).map(({ name }) => name);
  if (choice === null || members.length === 0) {
    return;
  }
  const service = choice.style % services.length;
  for (const name of members) {
    const type = objectNamed(building, name);
    type.banned.add(service);
    type.mayBeUnknown = false;
  }
  const whole = { service, fields: new Map() };
  const known = { services: new Set<Service>(), membersIn: new Map() };
  types.set('X', { kind: 'interface', name: 'X', members, shared: ['xa'], whole, choice: choice.style >> 3, ...known });
}

/** Callers may not know of some values that are members of something, and nothing else. */
function hideSomeMembers({ types }: Building): void {
  const abstract = [...types.values()].filter(isAbstract);
  for (const type of types.values()) {
    if (type.kind === 'object' && type.name.startsWith('V')) {
      const isAmongOthers = abstract.some(({ members }) => members.includes(type.name) && members.length > 1);
      type.isHidden = isAmongOthers && type.choice % 5 === 1;
    }
  }
}

function addAllFields(building: Building, choices: GraphChoices): void {
  for (const [index, { fields }] of choices.entities.entries()) {
    addFields(building, `E${index}`, 'f', fields);
  }
  for (const [index, { fields }] of choices.values.entries()) {
    addFields(building, `V${index}`, 'g', fields);
  }
  addFields(building, 'Query', 'root', choices.roots);
  addFields(building, 'Mutation', 'change', choices.changes);
  for (const [index, choice] of choices.interfaces.entries()) {
    addSharedFields(building, building.types.get(`I${index}`), choice);
  }
  const whole = building.types.get('X');
  addSharedFields(building, whole, choices.whole);
  if (isAbstract(whole) && whole.whole !== null) {
    const { service } = whole.whole;
    whole.services.add(service);
    const home = building.services.find((each) => each !== service)!;
    for (const name of ['X', ...whole.members]) {
      know(building, home, name);
    }
  }
}
