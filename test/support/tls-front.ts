import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { root } from './paths.js';

/** The file with the authority that signed the front's certificate, which no machine trusts by itself. */
export const localAuthorityFile = join(root, 'test/fixtures/tls/stand-in.crt');

/** The same as PEM. */
export const localAuthority = readFileSync(localAuthorityFile, 'utf8');

/** A port on 127.0.0.1 that speaks TLS as `localhost` and as `slack.com`, and hands what it hears to another port in the clear, as if it were said to that. */
export async function startTlsFront(to: number): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const open = new Set<TLSSocket>();
  const key = readFileSync(join(root, 'test/fixtures/tls/stand-in.key'), 'utf8');
  const server = createServer({ key, cert: localAuthority }, (outside) => {
    const inside = connect(to, '127.0.0.1');
    open.add(outside);
    outside.on('close', () => {
      open.delete(outside);
      inside.destroy();
    });
    outside.on('error', () => inside.destroy());
    inside.on('error', () => outside.destroy());
    inside.on('close', () => outside.destroy());
    outside.on('data', (chunk: Buffer) =>
      inside.write(chunk.toString('latin1').replace(/\r\nhost: slack\.com\r\n/i, `\r\nhost: 127.0.0.1:${to}\r\n`), 'latin1'),
    );
    inside.pipe(outside);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
