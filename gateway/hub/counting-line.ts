/** Counts what was done, in one line of a terminal that is written over; nothing where errors do not go to a terminal. */
export type CountingLine = { readonly add: (what: string, count: number) => void; readonly end: () => void };

export function countingLine(stream: NodeJS.WriteStream = process.stderr): CountingLine {
  const counts = new Map<string, number>();
  return {
    add: (what, count) => {
      counts.set(what, (counts.get(what) ?? 0) + count);
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${[...counts].map(([each, number]) => `${number} ${each}`).join(', ')} …`);
      }
    },
    end: () => {
      if (stream.isTTY) {
        stream.write('\r\u001b[2K');
      }
    },
  };
}
