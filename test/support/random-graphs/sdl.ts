import {
  type AbstractType,
  type Field,
  HIDDEN_VALUE,
  isAbstract,
  type Model,
  type ObjectType,
  objectNamed,
  type Service,
  serviceName,
} from './model.ts';

/** What one service says of the graph. */
export function sdlOf(model: Model, service: Service): string {
  const definitions = [...model.types.values()].map((type) => {
    if (type.kind === 'enum') {
      const values = type.valuesIn
        .get(service)!
        .map((each) => (each === HIDDEN_VALUE ? `${each} @inaccessible` : each));
      return `enum ${type.name} { ${values.join(' ')} }`;
    }
    if (!type.services.has(service)) {
      return '';
    }
    return isAbstract(type) ? abstractSdl(model, type, service) : objectSdl(model, type, service);
  });
  return definitions.filter((definition) => definition !== '').join('\n');
}

const block = (head: string, fields: readonly string[]) =>
  fields.length === 0 ? '' : `${head} {\n${fields.map((field) => `  ${field}`).join('\n')}\n}`;

function objectSdl(model: Model, type: ObjectType, service: Service): string {
  const interfaces = [...model.types.values()].filter(
    (each) =>
      each.kind === 'interface' && each.whole?.service !== service && each.membersIn.get(service)?.has(type.name),
  );
  const isNamed = ({ name, owners, movedFrom }: Field) =>
    owners.has(service) || movedFrom === service || model.external.get(service)!.has(`${type.name}.${name}`);
  const fields = [...type.fields.values()].filter(isNamed);
  const keys = type.keysIn.get(service) ?? [];
  const isStub = keys.length === 1 && type.choice % 5 === 2 && fields.every(({ fixed }) => fixed !== null);
  const words = [
    `type ${type.name}`,
    ...(interfaces.length > 0 ? [`implements ${interfaces.map(({ name }) => name).join(' & ')}`] : []),
    ...keys.map((key) => `@key(fields: "${type.keys[key]!.selection}"${isStub ? ', resolvable: false' : ''})`),
    ...(type.isHidden ? ['@inaccessible'] : []),
  ];
  return block(
    words.join(' '),
    fields.map((field) => fieldSdl(type, field, service)),
  );
}

const plainSdl = ({ name, args, wrapping, named }: Field) => `${name}${args}: ${wrapping.replace('T', named)}`;

const needsSdl = ({ needs }: Field, service: Service) =>
  needs.has(service) ? [`@requires(fields: "${needs.get(service)}")`] : [];

function fieldSdl(type: ObjectType, field: Field, service: Service): string {
  const hidden = field.isHidden ? ['@inaccessible'] : [];
  if (!field.owners.has(service)) {
    return [plainSdl(field), ...(field.movedFrom === service ? hidden : ['@external'])].join(' ');
  }
  const isInKey = (type.keysIn.get(service) ?? []).some((key) => type.keys[key]!.fields.includes(field.name));
  const provides = field.provides.get(service);
  return [
    plainSdl(field),
    ...((field.owners.size > 1 || field.isProvided) && !isInKey ? ['@shareable'] : []),
    ...needsSdl(field, service),
    ...(provides === undefined ? [] : [`@provides(fields: "${provides}")`]),
    ...(field.movedFrom === null ? [] : [`@override(from: "${serviceName(field.movedFrom)}")`]),
    ...hidden,
  ].join(' ');
}

function abstractSdl(model: Model, type: AbstractType, service: Service): string {
  const members = [...type.membersIn.get(service)!];
  if (type.kind === 'union') {
    return `union ${type.name} = ${members.join(' | ')}`;
  }
  const objects = members.map((name) => objectNamed(model, name));
  if (type.whole?.service === service) {
    const external = type.shared.filter((name) => model.external.get(service)!.has(`${type.name}.${name}`));
    const named = external.map((name) => `${plainSdl(objects[0]!.fields.get(name)!)} @external`);
    const added = [...type.whole.fields.values()].map((field) =>
      [plainSdl(field), ...needsSdl(field, service)].join(' '),
    );
    return block(`type ${type.name} @key(fields: "id") @interfaceObject`, ['id: ID!', ...named, ...added]);
  }
  const isInAll = (name: string) => objects.every(({ fields }) => fields.get(name)?.owners.has(service));
  const shared = type.shared.filter(isInAll).map((name) => plainSdl(objects[0]!.fields.get(name)!));
  const isEntity = type.whole !== null && members.length === type.members.length && isInAll('id');
  const head = `interface ${type.name}${isEntity ? ' @key(fields: "id")' : ''}`;
  return block(head, [...(isEntity ? ['id: ID!'] : []), ...shared]);
}
