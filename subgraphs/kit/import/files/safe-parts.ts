import { NotReadable } from './file-content.ts';
import type { Parts } from './zip.ts';

/**
 * Refuses XML that declares a document type or entities (with which a small text swells, or fetches what lies elsewhere),
 * and XML that is not UTF-8, in which such a declaration could hide. Throws NotReadable.
 */
export function refuseEntities(parts: Parts): void {
  for (const [path, content] of parts) {
    if (/\.(xml|rels|rdf|vml)$/i.test(path)) {
      refuseEntitiesIn(path, content);
    }
  }
}

function refuseEntitiesIn(path: string, content: Buffer): void {
  const isWide = content[0] === 0xff || content[0] === 0xfe || content.subarray(0, 4).includes(0);
  const head = content.subarray(0, 200).toString('latin1');
  const declared = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'utf-8';
  if (isWide || !/^(utf-8|us-ascii)$/i.test(declared)) {
    throw new NotReadable(`The part "${path.slice(0, 80)}" of the file is not written in UTF-8.`);
  }
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) {
    throw new NotReadable(
      `The part "${path.slice(0, 80)}" of the file declares a document type or entities. No office program writes that, and it is not read.`,
    );
  }
}

/** What a package holds that is neither read nor run nor fetched, as sentences. */
export function notesOnParts(parts: Parts): readonly string[] {
  const paths = [...parts.keys()];
  const macros = paths.some((path) => /vbaProject\.bin$|^(Basic|Scripts)\//i.test(path));
  const outside = [...parts]
    .filter(([path]) => path.endsWith('.rels'))
    .reduce((sum, [, content]) => sum + linksOutside(content.toString('utf8')), 0);
  return [
    ...(macros ? ['The file holds macros. They were neither read nor run.'] : []),
    ...(outside > 0 ? [`The file refers to ${outside} things outside of it. None was fetched.`] : []),
  ];
}

/** Relations to other files; a hyperlink is only words. */
const linksOutside = (relations: string) =>
  [...relations.matchAll(/<Relationship\s[^>]*>/g)].filter(
    ([relation]) => /TargetMode\s*=\s*["']External["']/.test(relation) && !/\/hyperlink["']/.test(relation),
  ).length;
