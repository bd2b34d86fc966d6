/** `1 row`, `2 rows`, `1 entry`: a number with its word, which stands in the singular. */
export function counted(count: number, word: string): string {
  const several = word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
  return `${count.toLocaleString('en-GB')} ${count === 1 ? word : several}`;
}
