import { statSync } from 'node:fs';

/**
 * Gives what a file says, and reads it again whenever it is another file. Throws when it cannot be read at first; later
 * the last good one stays.
 */
export function readWhenChanged<T>(path: string, read: () => T): () => T {
  let version = versionOf(path);
  let content = read();
  return () => {
    const now = versionOf(path);
    if (now !== version) {
      try {
        content = read();
        version = now;
      } catch {
        // Somebody is writing it: the next one who asks reads it.
      }
    }
    return content;
  };
}

/** Another whenever the file is another. */
function versionOf(path: string): string {
  try {
    const { mtimeMs, ino, size } = statSync(path);
    return `${mtimeMs} ${ino} ${size}`;
  } catch {
    return '';
  }
}
