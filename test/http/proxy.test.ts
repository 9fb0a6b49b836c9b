import { createServer as createHttpsServer } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAgents } from '../../src/http/agents.js';
import { testCertificate } from '../support/certificate.js';
import { close, listen } from '../support/listening.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from '../support/tunnel-proxy.js';
import { get, rig, TOKEN } from './rig.js';

const HOST = 'graph.platform.test';
const certificate = testCertificate(HOST, 'localhost');

/** A platform that speaks TLS and answers with what it was asked for. */
async function startPlatform(): Promise<{ readonly port: number; readonly connections: () => number }> {
  let connections = 0;
  const server = createHttpsServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    response.end(JSON.stringify({ host: request.headers.host, url: request.url, authorization: request.headers.authorization }));
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  const port = await listen(server);
  onTestFinished(() => close(server));
  return { port, connections: () => connections };
}

async function startProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  onTestFinished(proxy.close);
  return proxy;
}

describe('a proxy', () => {
  it('is passed by a tunnel, which stays open between calls; the token is seen by the platform alone', async () => {
    const platform = await startPlatform();
    const proxy = await startProxy({ divert: () => platform.port, credentials: 'ani:rahasia' });
    const wayOut = { proxy: proxy.url, certificates: certificate.cert };
    const { http } = rig(`https://${HOST}/v25.0`, {}, {}, wayOut);
    for (const path of ['/1', '/2', '/3'])
      expect((await http.send(get(path))).json).toEqual({ host: HOST, url: `/v25.0${path}`, authorization: `Bearer ${TOKEN}` });
    expect(proxy.asked).toEqual([{ target: `${HOST}:443`, status: 200 }]);
    expect(platform.connections()).toBe(1);
  });

  it('may speak TLS itself', async () => {
    const platform = await startPlatform();
    const proxy = await startProxy({ divert: () => platform.port, certificate });
    const { http } = rig(`https://${HOST}`, {}, {}, { proxy: proxy.url, certificates: certificate.cert });
    expect((await http.send(get('/me'))).json).toMatchObject({ host: HOST, url: '/me' });
    expect(proxy.asked).toEqual([{ target: `${HOST}:443`, status: 200 }]);
  });

  it('hands on unencrypted calls', async () => {
    const proxy = await startProxy({
      plain: (request, response) => void response.end(JSON.stringify({ url: request.url, host: request.headers.host })),
    });
    const { http } = rig(`http://${HOST}`, {}, {}, { proxy: proxy.url });
    expect((await http.send(get('/me', { query: { a: '1' } }))).json).toEqual({ url: `http://${HOST}/me?a=1`, host: HOST });
  });

  it('that refuses is told with its status and with what to do, and its password is not', async () => {
    const refusing = await startProxy({ allow: () => false });
    const locked = await startProxy({ credentials: 'ani:lain' });
    const sendBy = (proxy: string): Promise<unknown> => rig(`https://${HOST}`, {}, {}, { proxy }).http.send(get('/me'));
    await expect(sendBy(refusing.url)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'PROXY_REFUSED',
      message: expect.stringContaining('403'),
    });
    await expect(sendBy(locked.url.replace(':lain@', ':rahasia@'))).rejects.toMatchObject({
      message: expect.stringMatching(/^(?!.*rahasia).*407.*Check the proxy/),
    });
    await expect(sendBy('http://127.0.0.1:1')).rejects.toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('does not hide that a certificate is not trusted: nothing is sent, nothing is tried again', async () => {
    const platform = await startPlatform();
    const proxy = await startProxy({ divert: () => platform.port });
    const { http, clock } = rig(`https://${HOST}`, {}, {}, { proxy: proxy.url });
    await expect(http.send(get('/me'))).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('certificate authority') });
    const other = rig('https://other.test', {}, {}, { proxy: proxy.url, certificates: certificate.cert });
    await expect(other.http.send(get('/me'))).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(clock.slept).toEqual([]);
  });

  it('is not asked for this machine, nor for what NO_PROXY names', async () => {
    const server = await startScriptedServer([{}]);
    const proxy = await startProxy({ allow: () => false });
    await rig(server.address, {}, {}, { proxy: proxy.url }).http.send(get('/me'));
    const platform = await startPlatform();
    await rig(`https://localhost:${platform.port}`, {}, {}, { proxy: proxy.url, certificates: certificate.cert }).http.send(get('/me'));
    expect(proxy.asked).toEqual([]);
  });
});

describe('the way out', () => {
  const goesBy = (noProxy: string, address: string): 'proxy' | 'direct' => {
    const agents = createAgents({ proxy: 'http://proxy.test:3128', noProxy });
    const secure = address.startsWith('https:');
    const { proxy, httpsAgent } = agents.of(address);
    const direct = secure ? httpsAgent === agents.of('https://localhost').httpsAgent : proxy === false;
    agents.close();
    return direct ? 'direct' : 'proxy';
  };

  it.each([
    ['', 'https://graph.test/', 'proxy'],
    ['*', 'https://graph.test/', 'direct'],
    ['graph.test', 'https://graph.test/v25.0', 'direct'],
    ['graph.test', 'https://api.GRAPH.test', 'direct'],
    ['graph.test', 'https://mygraph.test', 'proxy'],
    ['.graph.test, *.other.test', 'https://a.other.test', 'direct'],
    ['graph.test:8443', 'https://graph.test', 'proxy'],
    ['graph.test:8443', 'https://graph.test:8443', 'direct'],
    ['graph.test:443', 'https://graph.test', 'direct'],
    ['10.0.0.0/8 192.168.1.5', 'https://10.20.30.40', 'direct'],
    ['10.0.0.0/8', 'https://11.0.0.1', 'proxy'],
    ['192.168.1.5', 'https://192.168.1.5', 'direct'],
    ['fd00::/8', 'https://[fd12::1]', 'direct'],
    ['10.0.0.0/99', 'https://10.0.0.1', 'proxy'],
    ['', 'http://127.0.0.1:8080', 'direct'],
    ['', 'http://[::1]:8080', 'direct'],
    ['', 'http://localhost:8080', 'direct'],
  ] as const)('NO_PROXY="%s" and %s: %s', (noProxy, address, way) => {
    expect(goesBy(noProxy, address)).toBe(way);
  });

  it('further certificates that are none are refused at the start', () => {
    for (const certificates of ['', '/etc/ssl/ca.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
      expect(() => createAgents({ certificates })).toThrow('PEM');
    expect(() => createAgents({ certificates: `# kantor\n${certificate.cert}${certificate.cert}` })).not.toThrow();
  });

  it('a proxy that is no address is refused at the start, without its password', () => {
    for (const proxy of ['proxy.test:3128', 'socks5://a:rahasia@proxy.test', 'http://'])
      expect(() => createAgents({ proxy })).toThrow(/^(?!.*rahasia).*must be an address/);
  });
});
