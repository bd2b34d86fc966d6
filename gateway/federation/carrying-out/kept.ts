import type { Data } from '../data.ts';
import type { Field } from '../operation/selections.ts';

/** Fields that stand in an answer as they stand among those that were asked of us: in the same words and order. */
export type Stretch = {
  /** All fields that were asked of the object, and which of them these are. */
  readonly among: readonly Field[];
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[];
  /** Is told a key whose value somebody wants to know. */
  readonly want: (key: string) => void;
};

/** What a service wrote, from the first value of a stretch to the last: checked, but not taken apart. */
export type Kept = { readonly stretch: Stretch; readonly json: string };

const KEPT = Symbol('kept');
type Keeping = Data & { [KEPT]?: readonly Kept[] };
const nothing: readonly Kept[] = [];

/** What is kept of an object, beside the values under its own keys: never both of one key. */
export const keptIn = (data: Data): readonly Kept[] => (data as Keeping)[KEPT] ?? nothing;

/** Keeps more of an object. */
export function keep(data: Data, more: readonly Kept[]): void {
  if (more.length > 0) {
    const others = keptIn(data);
    (data as Keeping)[KEPT] = others.length === 0 ? more : [...others, ...more];
  }
}

/** The value under a key; what is kept with it is taken apart first. */
export function valueAt(data: Data, key: string): unknown {
  const held = data[key];
  if (held !== undefined) {
    return held;
  }
  for (const kept of keptIn(data)) {
    if (kept.stretch.keys.includes(key)) {
      kept.stretch.want(key);
      (data as Keeping)[KEPT] = keptIn(data).filter((each) => each !== kept);
      Object.assign(data, apart(kept));
    }
  }
  return data[key];
}

/** The fields of a stretch with their values. */
export const apart = ({ stretch: { keys }, json }: Kept): Data => JSON.parse(`{"${keys[0]}":${json}}`);

/** The values of all keys. */
export const valuesOf = (data: Data): readonly unknown[] => [
  ...Object.values(data),
  ...keptIn(data).flatMap((kept) => Object.values(apart(kept))),
];
