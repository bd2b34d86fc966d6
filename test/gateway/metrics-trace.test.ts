import { describe, expect, it } from 'vitest';
import { errorPlace } from '../../gateway/error-place.ts';
import { traceFrom } from '../../gateway/trace.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';

describe('a trace', () => {
  it.each([
    ['recorded', `00-${id}-${span}-01`, '01'],
    ['not recorded', `00-${id}-${span}-00`, '00'],
    ['with flags of a later version', `00-${id}-${span}-fe`, '00'],
    ['of a later version, with more', `cc-${id}-${span}-01-more`, '01'],
  ])('goes on: %s', (_, given, flags) => {
    const { traceId, traceparent } = traceFrom(given);

    expect(traceId).toBe(id);
    expect(traceparent).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-${flags}$`));
    expect(traceparent).not.toContain(span);
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['capital letters', `00-${id.toUpperCase()}-${span}-01`],
    ['no trace', `00-${'0'.repeat(32)}-${span}-01`],
    ['no parent', `00-${id}-${'0'.repeat(16)}-01`],
    ['a version that is none', `ff-${id}-${span}-01`],
    ['more than its version has', `00-${id}-${span}-01-more`],
    ['less than it must have', `00-${id}-${span}`],
    ['two at once', `00-${id}-${span}-01, 00-${id}-${span}-01`],
  ])('begins anew for %s', (_, given) => {
    const { traceId, traceparent } = traceFrom(given);

    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(traceId).not.toBe(id);
    expect(traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  });
});

describe('where an error happened', () => {
  it('is told without its message, whatever that looks like', () => {
    const error = new TypeError('Ada Lovelace\n    at Ada (/home/ada.ts:1:1)');

    const { error: kind, at } = errorPlace(error);

    expect(kind).toBe('TypeError');
    expect(at[0]).toContain('metrics-trace.test.ts');
    expect(JSON.stringify(at)).not.toMatch(/ada/i);
  });

  it('is nowhere for what is no error', () => {
    expect(errorPlace('Ada Lovelace')).toEqual({ error: 'string', at: [] });
  });
});
