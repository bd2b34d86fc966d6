import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { type Data, isData, mergeInto, type ResponsePath, typenameOf } from '../data.ts';
import type { Supergraph } from '../supergraph.ts';

/** A change the planner wants made to what is sent or what came back: a key renamed, or a value set. */
export type Rewrite = {
  readonly path: readonly FetchNodePathSegment[];
  readonly change: { readonly renameKeyTo: string } | { readonly setValueTo: string };
};

/** Reads the planner's rewrites into one shape. */
export function readRewrites(rewrites: readonly FetchRewrite[] | undefined): readonly Rewrite[] {
  return (rewrites ?? []).map((rewrite) => {
    const bare =
      'KeyRenamer' in rewrite ? rewrite.KeyRenamer : 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    const change = 'renameKeyTo' in bare ? { renameKeyTo: bare.renameKeyTo } : { setValueTo: bare.setValueTo };
    return { path: bare.path, change };
  });
}

/** Applies rewrites in place. The data must be ours alone: an answer just parsed, or a representation just made. */
export function applyRewrites(rewrites: readonly Rewrite[], data: unknown, isA: Supergraph['isA']): void {
  for (const rewrite of rewrites) {
    rewriteAt(rewrite, data, 0, isA);
  }
}

function rewriteAt(rewrite: Rewrite, value: unknown, step: number, isA: Supergraph['isA']): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      rewriteAt(rewrite, item, step, isA);
    }
    return;
  }
  const segment = rewrite.path[step];
  if (!isData(value) || segment === undefined) {
    return;
  }
  if ('TypenameEquals' in segment) {
    const typename = typenameOf(value);
    if (typename === null || segment.TypenameEquals.some((condition) => isA(typename, condition))) {
      rewriteAt(rewrite, value, step + 1, isA);
    }
  } else if (step < rewrite.path.length - 1) {
    rewriteAt(rewrite, value[segment.Key], step + 1, isA);
  } else if (segment.Key in value) {
    changeKey(rewrite.change, value, segment.Key, isA);
  }
}

function changeKey(change: Rewrite['change'], value: Data, key: string, isA: Supergraph['isA']): void {
  if ('setValueTo' in change) {
    value[key] = change.setValueTo;
  } else {
    const renamed = { [change.renameKeyTo]: value[key] };
    delete value[key];
    mergeInto(value, renamed, isA);
  }
}

/** A place in an answer as it is once its keys are renamed. */
export function renamedPath(rewrites: readonly Rewrite[], path: ResponsePath): ResponsePath {
  const renamed = new Map<string | number, string>();
  for (const { path: way, change } of rewrites) {
    const last = way.at(-1);
    if (last !== undefined && 'Key' in last && 'renameKeyTo' in change) {
      renamed.set(last.Key, change.renameKeyTo);
    }
  }
  return path.map((key) => renamed.get(key) ?? key);
}
