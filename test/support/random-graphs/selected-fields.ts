import { isBanned, know } from './knowing.ts';
import {
  type AbstractType,
  type Building,
  type Field,
  isAbstract,
  isEntity,
  type ObjectType,
  objectNamed,
  type Service,
} from './model.ts';

/** What a service says of other services' fields: what it needs of them, or what it provides. */
type Selecting = { readonly building: Building; readonly service: Service; readonly isProvision: boolean };

const DEEPEST = 2;

/** One field in the words of `@requires` or `@provides`, with all below it. The service comes to name what it does not have. */
export function selectionOf(selecting: Selecting, typeName: string, field: Field, pick: number, depth: number): string {
  const { building, service, isProvision } = selecting;
  if (!field.owners.has(service)) {
    building.external.get(service)!.add(`${typeName}.${field.name}`);
    field.isProvided ||= isProvision;
  }
  field.isPromised ||= isProvision || depth > 0;
  know(building, service, field.named);
  const below = selectionBelow(selecting, field.named, pick, depth + 1);
  return `${field.name}${isProvision ? '' : argumentsOf(field, pick)}${below === '' ? '' : ` { ${below} }`}`;
}

const argumentsOf = ({ args }: Field, pick: number) =>
  args === '' || pick % 2 === 0 ? '' : args.startsWith('(by') ? `(by: ${pick % 3})` : '(of: Q)';

function selectionBelow(selecting: Selecting, typeName: string, pick: number, depth: number): string {
  const type = selecting.building.types.get(typeName);
  if (type === undefined || type.kind === 'enum') {
    return '';
  }
  return isAbstract(type) ? ofMembers(selecting, type, pick, depth) : ofObject(selecting, type, pick, depth);
}

function ofMembers(selecting: Selecting, type: AbstractType, pick: number, depth: number): string {
  const { building, service } = selecting;
  const isShared = type.shared.length > 0 && pick % 3 !== 1 && type.whole?.service !== service;
  for (const member of isShared ? type.members : []) {
    know(building, service, member);
  }
  const members = new Set([pick, pick >> 2].map((number) => type.members[number % type.members.length]!));
  const fragments = [...(isShared && pick % 5 < 3 ? [] : members)].flatMap((member) => {
    know(building, service, member);
    const below = depth > DEEPEST ? '' : ofObject(selecting, objectNamed(building, member), pick >> 1, depth + 1);
    return below === '' ? [] : [`... on ${member} { ${below} }`];
  });
  return [...(isShared ? [type.shared[0]] : []), ...fragments].join(' ') || '__typename';
}

function ofObject(selecting: Selecting, type: ObjectType, pick: number, depth: number): string {
  const isLeaf = ({ named }: Field) =>
    ['object', 'interface', 'union'].every((kind) => selecting.building.types.get(named)?.kind !== kind);
  const fields = [...type.fields.values()].filter(
    (field) =>
      isSelectable(selecting, field) &&
      (depth < DEEPEST || isLeaf(field)) &&
      (!type.mayBeUnknown || field.fixed !== null),
  );
  const places = [pick, ...(pick % 4 === 1 ? [pick >> 2] : [])].map((number) => number % Math.max(fields.length, 1));
  const chosen = [...new Set(places)].flatMap((at) => fields[at] ?? []);
  return chosen.map((field) => selectionOf(selecting, type.name, field, pick >> 1, depth)).join(' ') || '__typename';
}

const isSelectable = ({ building, service, isProvision }: Selecting, field: Field) =>
  field.owners.size > 0 &&
  field.needs.size === 0 &&
  field.movedFrom === null &&
  !(isProvision && field.args !== '') &&
  !isBanned(building, service, field.named);

/** What a service may know of an object that another one keeps; nothing when it knows no more than its own. */
export function providedBy(selecting: Selecting, typeName: string, pick: number, depth = 0): string {
  const { building, service } = selecting;
  const type = building.types.get(typeName);
  if (type === undefined || type.kind === 'enum' || depth > DEEPEST) {
    return '';
  }
  if (isAbstract(type)) {
    const known = type.members.filter((member) => objectNamed(building, member).services.has(service));
    const fragments = (type.whole?.service === service ? [] : known).flatMap((member, index) => {
      const below = providedBy(selecting, member, pick >> index, depth + 1);
      return below === '' ? [] : [`... on ${member} { ${below} }`];
    });
    return fragments.join(' ');
  }
  const fields = [...type.fields.values()].filter((field) => isSelectable(selecting, field));
  const others = fields.filter(({ owners }) => isEntity(type) && !type.mayBeUnknown && !owners.has(service));
  if (others.length > 0) {
    return selectionOf(selecting, typeName, others[pick % others.length]!, pick >> 2, 0);
  }
  const own = fields.filter(({ owners }) => owners.has(service));
  const into = own[pick % Math.max(own.length, 1)];
  const below = into === undefined ? '' : providedBy(selecting, into.named, pick >> 1, depth + 1);
  return below === '' ? '' : `${into!.name} { ${below} }`;
}
