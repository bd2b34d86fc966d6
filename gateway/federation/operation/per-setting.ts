import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import type { Data } from '../data.ts';

/** Settings of `@skip` and `@include` variables for which something is kept of one operation. */
const REMEMBERED_SETTINGS = 16;

/** Remembers what depends on nothing of the variables but the conditions they set. What is made may be forgotten at once. */
export function perSetting<Value>(
  conditions: readonly string[],
  make: (settled: Data, forget: () => void) => Value,
): (variables: Data) => Value {
  const remembered = leastRecentlyUsed<{ readonly made: Value }>(REMEMBERED_SETTINGS);
  return (variables) => {
    const setting = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = remembered.get(setting);
    if (known !== undefined) {
      return known.made;
    }
    // Nothing else of a caller's is kept.
    const settled = Object.fromEntries(conditions.map((name) => [name, variables[name]]));
    const made = make(settled, () => remembered.delete(setting));
    remembered.set(setting, { made });
    return made;
  };
}
