/** A bounded memory: what was asked for longest ago is forgotten first. */
export type Remembered<Value> = {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value, weight?: number) => void;
  readonly delete: (key: string) => void;
  readonly size: () => number;
};

/** Remembers values until their weights (1 each unless given) exceed the capacity. A heavier single value is not kept. */
export function leastRecentlyUsed<Value>(capacity: number): Remembered<Value> {
  const entries = new Map<string, { readonly value: Value; readonly weight: number }>();
  let held = 0;
  const forget = (key: string) => {
    held -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry !== undefined) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry?.value;
    },
    set: (key, value, weight = 1) => {
      forget(key);
      if (weight > capacity) {
        return;
      }
      entries.set(key, { value, weight });
      held += weight;
      for (const oldest of entries.keys()) {
        if (held <= capacity) {
          break;
        }
        forget(oldest);
      }
    },
    delete: forget,
    size: () => entries.size,
  };
}
