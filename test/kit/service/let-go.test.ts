import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type FastifyInstance, fastify } from 'fastify';
import { Agent, request } from 'undici';
import { afterAll, describe, expect, it } from 'vitest';
import { letGoWhenClosing } from '../../../subgraphs/kit/service/let-go.ts';
import { readTls, serverSide } from '../../../subgraphs/kit/service/tls.ts';
import { makeCertificates } from '../../support/certificates.ts';

/** Bytes: more than lie between two processes while nobody reads. */
const LONG = 20_000_000;

const folder = mkdtempSync(join(tmpdir(), 'let-go-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = makeCertificates(folder, ['health'])('health');

describe.each([
  ['in plain HTTP', () => fastify()],
  ['encrypted', () => fastify({ https: serverSide(readTls(files, 'health')!) }) as unknown as FastifyInstance],
])('a server that closes, %s', (_, serverOf) => {
  /** Starts a server, which answers when the test says so; the client keeps its connections for a minute. */
  const start = async (beforeAnswer: (app: FastifyInstance, events: EventEmitter) => void) => {
    const [app, events] = [serverOf(), new EventEmitter()];
    beforeAnswer(app, events);
    app.get('/', async () => 'well');
    letGoWhenClosing(app);
    app.addHook('preClose', async () => void events.emit('closing'));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const agent = new Agent({
      keepAliveTimeout: 60_000,
      connect: {
        ca: readFileSync(files.authority),
        cert: readFileSync(files.certificate),
        key: readFileSync(files.key),
      },
    });
    return { app, events, url, agent };
  };

  const waitsIn = (hook: 'onRequest' | 'onSend') => (app: FastifyInstance, events: EventEmitter) =>
    app.addHook(hook, async () => {
      const released = once(events, 'released');
      events.emit('arrived');
      await released;
    });

  it.each(['onRequest', 'onSend'] as const)('answers what waits in %s, and lets its connection go', async (hook) => {
    const { app, events, url, agent } = await start(waitsIn(hook));
    const arrived = once(events, 'arrived');
    const answer = request(url, { dispatcher: agent });
    await arrived;

    const closing = once(events, 'closing');
    const closed = app.close();
    await closing;
    events.emit('released');

    const { body, headers } = await answer;
    expect([await body.text(), headers['connection']]).toEqual(['well', 'close']);
    await closed;
    await agent.close();
  });

  it('lets a connection go whose answer had begun before, when that has ended', async () => {
    const answer = new PassThrough();
    const { app, url, agent, events } = await start((begun) => begun.get('/long', () => answer));
    answer.write('well');
    const { body, headers } = await request(`${url}/long`, { dispatcher: agent });
    const closing = once(events, 'closing');
    const closed = app.close();
    await closing;
    answer.end();

    expect([await body.text(), headers['connection']]).toEqual(['well', 'keep-alive']);
    await closed;
    await agent.close();
  });

  it('sends a long answer to its end, however slowly it is read', async () => {
    const { app, url, agent, events } = await start((begun) => begun.get('/long', async () => 'x'.repeat(LONG)));
    const { body } = await request(`${url}/long`, { dispatcher: agent });
    const closing = once(events, 'closing');
    const closed = app.close();
    await closing;

    expect((await body.text()).length).toBe(LONG);
    await closed;
    await agent.close();
  });

  it('lets a connection go on which nothing was ever asked', async () => {
    const { app, url, agent } = await start(() => {});
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await Promise.all([once(socket, 'connect'), once(app.server, 'connection')]);
    const ended = once(socket, 'close');

    await app.close();
    await ended;
    await agent.close();
  });
});
