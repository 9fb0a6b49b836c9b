import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a certificate signed by itself, made for one test; both as PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Uint8Array): Buffer => tagged(0x03, Buffer.from([0]), content);

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const SUBJECT_ALT_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';
const COMMON_NAME = '550403';

/** A certificate for host names, valid from 2020 to 2049, that is its own authority (X.509 v3, EC P-256). */
export function testCertificate(...names: readonly string[]): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(tagged(0x31, sequence(objectId(COMMON_NAME), tagged(0x0c, Buffer.from('Test material of Pantau')))));
  const validity = sequence(tagged(0x17, Buffer.from('200101000000Z')), tagged(0x17, Buffer.from('491231235959Z')));
  const altNames = sequence(...names.map((host) => tagged(0x82, Buffer.from(host))));
  const authority = sequence(tagged(0x01, Buffer.from([0xff])));
  const extensions = sequence(
    sequence(objectId(SUBJECT_ALT_NAME), tagged(0x04, altNames)),
    sequence(objectId(BASIC_CONSTRAINTS), tagged(0x01, Buffer.from([0xff])), tagged(0x04, authority)),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)));
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
