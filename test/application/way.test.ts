import { describe, expect, it } from 'vitest';
import { chosenWay } from '../../src/application/way.js';
import { readEnvironment } from '../../src/config/load.js';
import { postingConfig } from '../support/posting-config.js';
import { startConnectProxy } from '../support/tunnel-proxy.js';

const plain = postingConfig(1);
const withProxy = (proxy: string) => postingConfig(1, (text) => text.replace('  zone: Asia/Jakarta\n', `  zone: Asia/Jakarta\n  proxy: ${proxy}\n`));

describe('the way out', () => {
  it('is the usual one where nobody asks for another', async () => {
    expect(await chosenWay(readEnvironment({}), plain)).toBeUndefined();
  });

  it('is the proxy of the environment, else that of the configuration', async () => {
    const first = await startConnectProxy({ allow: () => false });
    const second = await startConnectProxy({ allow: () => false });
    const ask = async (variables: Readonly<Record<string, string>>): Promise<void> => {
      const way = await chosenWay(readEnvironment(variables), withProxy(second.url));
      await expect(way?.fetch('https://slack.invalid/api/api.test')).rejects.toThrow('fetch failed');
      await way?.close();
    };
    await ask({ HTTPS_PROXY: first.url });
    await ask({});
    await first.close();
    await second.close();
    expect([first.asked, second.asked].map((asked) => asked.map(({ target }) => target))).toEqual([['slack.invalid:443'], ['slack.invalid:443']]);
  });
});
