/**
 * Says why words that look like a date are not one: a clause without a capital and without a full stop.
 * It never leaves this folder: whoever holds the whole text turns it into a refusal that names that text.
 */
export class NotADate extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotADate';
  }
}
