import { describe, expect, it } from 'vitest';
import { userDataFolder } from '../../src/config/environment.js';

describe("the folder of a user's data", () => {
  it.each([
    ['linux', '/home/a', {}, '/home/a/.local/share/pantau'],
    ['linux', '/home/a', { XDG_DATA_HOME: '/data' }, '/data/pantau'],
    ['linux', '/home/a', { LOCALAPPDATA: 'C:\\Local' }, '/home/a/.local/share/pantau'],
    ['darwin', '/Users/a', { XDG_DATA_HOME: '/data' }, '/Users/a/Library/Application Support/pantau'],
    ['win32', 'C:\\Users\\a', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\pantau'],
    ['win32', 'C:\\Users\\a', {}, 'C:\\Users\\a\\AppData\\Local\\pantau'],
  ])('on %s with the home %s and %j is %s', (platform, userFolder, variables, expected) => {
    expect(userDataFolder(variables, { platform, userFolder })).toBe(expected);
  });
});
