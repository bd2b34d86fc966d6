import { randomUUID } from 'node:crypto';

/** One request's place in a trace over many systems, as W3C Trace Context has it. */
export type Trace = {
  readonly traceId: string;
  /** What the next system is told: the same trace, with this request as the parent. */
  readonly traceparent: string;
};

const SPAN_DIGITS = 16;
/** A later version may have more after the four fields that this one has. */
const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;
const NOT_RECORDED = '00';

/** 32 hexadecimal digits that nobody has had before: Node draws the chance for many UUIDs at once. */
const digits = () => randomUUID().replaceAll('-', '');

/** Goes on with a caller's trace; without a valid one, starts another. Nothing else of the header is read or passed on. */
export function traceFrom(traceparent: string | undefined): Trace {
  const [, version, traceId, flags, more] = form.exec(traceparent ?? '') ?? [];
  const isValid = traceId !== undefined && !(version === '00' && more !== undefined);
  const id = isValid ? traceId : digits();
  const isRecorded = isValid && (Number.parseInt(flags ?? NOT_RECORDED, 16) & 1) === 1;
  const span = digits().slice(0, SPAN_DIGITS);
  return { traceId: id, traceparent: `00-${id}-${span}-${isRecorded ? '01' : NOT_RECORDED}` };
}
