import { isBanned, know } from './knowing.ts';
import { type Building, type Field, isAbstract, isEntity, type ObjectType, type Service } from './model.ts';
import { providedBy, selectionOf } from './selected-fields.ts';

/** Says of some fields what takes more than one service: needs, provisions, moves; and what callers may not know of. */
export function addExtras(building: Building): void {
  for (const type of [...building.types.values()]) {
    if (type.kind === 'object') {
      for (const [index, field] of [...type.fields.values()].entries()) {
        addExtra(building, type, field, index);
      }
    } else if (isAbstract(type) && type.whole !== null && type.choice % 2 === 1) {
      const { service, fields } = type.whole;
      const [shared] = type.shared;
      [...fields.values()][0]?.needs.set(service, shared!);
      building.external.get(service)!.add(`${type.name}.${shared}`);
    }
  }
}

function addExtra(building: Building, type: ObjectType, field: Field, index: number): void {
  const choice = building.chosen.get(field);
  const [owner] = field.owners;
  if (choice === undefined || owner === undefined) {
    return;
  }
  const isMovable = isEntity(type) && field.owners.size === 1;
  const kind = choice.extra % 10;
  if (kind < 3 && isMovable && !type.mayBeUnknown) {
    addNeeds(building, type, field, index, owner);
  } else if (kind === 3 || kind === 4) {
    const provided = providedBy({ building, service: owner, isProvision: true }, field.named, choice.pick);
    if (provided !== '') {
      field.provides.set(owner, provided);
    }
  } else if (kind === 5 && isMovable) {
    move(building, type, field, choice.pick % building.services.length);
  } else if (kind === 6) {
    field.isHidden = !type.isRoot;
  }
}

/** A field needs one or two that stand before it: so none needs itself. What others were promised of it stays as it is. */
function addNeeds(building: Building, type: ObjectType, field: Field, index: number, service: Service): void {
  const { pick } = building.chosen.get(field)!;
  const isElsewhere = ({ owners, movedFrom, named }: Field) =>
    owners.size > 0 && !owners.has(service) && movedFrom === null && !isBanned(building, service, named);
  const others = [...type.fields.values()].slice(0, index).filter(isElsewhere);
  if (others.length === 0 || field.isPromised) {
    return;
  }
  const places = [pick % others.length, ...(pick % 3 === 1 ? [(pick >> 3) % others.length] : [])];
  const selecting = { building, service, isProvision: false };
  const needs = [...new Set(places)].map((at) => selectionOf(selecting, type.name, others[at]!, pick >> 2, 0));
  field.needs.set(service, needs.join(' '));
}

function move(building: Building, type: ObjectType, field: Field, from: Service): void {
  if (!field.owners.has(from) && type.services.has(from) && !isBanned(building, from, field.named)) {
    know(building, from, field.named);
    field.movedFrom = from;
  }
}
