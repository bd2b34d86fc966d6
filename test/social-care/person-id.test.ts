import { describe, expect, it } from 'vitest';
import { agency } from '../../subgraphs/social-care/index.ts';
import { parsePersonId, personId } from '../../subgraphs/social-care/person-id.ts';

describe('social care person id', () => {
  it.each([
    ['1048213', '1048213'],
    [' 104 8213 ', '1048213'],
    ['c-48213', 'C-48213'],
  ])('takes %j as %j', (written, expected) => {
    expect(parsePersonId(written)).toBe(expected);
  });

  it.each(['', '123', 'Wren', '1234567890123', 'ABCD1234'])('refuses %j', (written) => {
    expect(parsePersonId(written)).toBeNull();
  });

  it('keeps its one form when read again', () => {
    expect(parsePersonId(parsePersonId('c 48213') ?? '')).toBe('C48213');
  });

  it('is found in words only after what announces it', () => {
    expect('Mosaic ID: 1048213, LCS number 55012; 2024 and 12345 are not'.match(personId.inText)).toEqual([
      '1048213',
      '55012',
    ]);
  });

  it('stands beside the NHS number, which social care also matches by', () => {
    expect(agency.identifiers['NHS_NUMBER']?.parse('943 476 5919')).toBe('9434765919');
  });
});
