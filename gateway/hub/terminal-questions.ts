import { createInterface } from 'node:readline/promises';
import type { PersonAnswer } from './contribute.ts';
import { say } from './example.ts';
import type { Confirmed, ImportPreview } from './import-file.ts';
import { previewInWords } from './import-in-words.ts';

/** `3 rows about Wren to ESCP-2024-01`: what is to be said to take rows. */
export const wordsToConfirm = ({ rows, of, about, review }: Confirmed, code: string) => {
  const which = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  const whom = about.join(' and ');
  return of === null
    ? `${which} about ${whom} to ${review}`
    : `${which} of ${of} about ${whom} to the draft of ${code} in ${review}`;
};

/** Whether somebody confirmed whom the rows are about: by the words for it, or by yes on a terminal. */
export async function isConfirmed(preview: ImportPreview, words: string | null, code: string): Promise<boolean> {
  if (words !== null || !process.stdin.isTTY) {
    return words?.trim() === wordsToConfirm(preview.toConfirm, code);
  }
  say(previewInWords(preview));
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${preview.toConfirm.sentence} Is that right? (yes/no) `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

/** On a terminal, asks once for each value of whom nobody has said who it is. True when something was answered. */
export async function askWhoTheyAre(
  { peopleWithoutAnswer }: ImportPreview,
  keep: (answers: Readonly<Record<string, PersonAnswer>>) => Promise<void>,
): Promise<boolean> {
  if (!process.stdin.isTTY || peopleWithoutAnswer.length === 0) {
    return false;
  }
  say(
    'Who are these people? Answer "= Mother" for a person of the review, "GP1" for staff by role and number,\n"~ neighbour" for somebody else, nothing to leave it open.\n',
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answers: Record<string, PersonAnswer> = {};
  for (const value of peopleWithoutAnswer) {
    const answer = (await terminal.question(`  ${value}: `)).trim();
    if (answer !== '') {
      answers[value] = answerOf(answer);
    }
  }
  terminal.close();
  if (Object.keys(answers).length === 0) {
    return false;
  }
  await keep(answers);
  return true;
}

function answerOf(answer: string): PersonAnswer {
  if (answer.startsWith('=')) {
    return { subject: answer.slice(1).trim() };
  }
  return answer.startsWith('~') ? { other: answer.slice(1).trim() } : { staff: answer };
}
