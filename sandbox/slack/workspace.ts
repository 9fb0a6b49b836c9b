import type { User, Workspace } from './model.js';

const person = (id: string, name: string, realName: string, role: string, locale = 'en-US'): User => ({
  id,
  name,
  realName,
  role,
  zone: 'Asia/Jakarta',
  locale,
});

/** The demo's team: the people and channels that sandbox/demo/pantau.yaml names. Slack has no Indonesian locale, so most read en-US. */
export const demoWorkspace: Workspace = {
  id: 'T0PANTAU01',
  name: 'Kehumasan DJPK',
  domain: 'kehumasan-djpk',
  appId: 'A0PANTAU01',
  bot: { userId: 'U0PANTAU01', botId: 'B0PANTAU01', name: 'Pantau' },
  users: [
    person('U0MEMBER01', 'ayu', 'Mbak Ayu', 'member'),
    person('U0EDITOR01', 'dito', 'Mas Dito', 'editor'),
    person('U0MANAGER1', 'bima', 'Pak Bima', 'manager'),
    person('U0MANAGER2', 'clara', 'Ms Clara', 'manager', 'en-GB'),
    person('U0OWNER001', 'sekar', 'Ibu Sekar', 'owner'),
  ],
  channels: [
    { id: 'C0LAPORAN1', name: 'laporan', topic: 'Laporan layanan informasi', botIsMember: true },
    { id: 'C0ENGLISH1', name: 'english', topic: 'The same reports in English', botIsMember: true },
    { id: 'C0UMUM0001', name: 'umum', topic: 'Obrolan umum', botIsMember: true },
  ],
  commands: [{ command: '/pantau', description: 'Ask for a figure or a report', usageHint: 'help' }],
  shortcuts: [{ name: 'Log an activation', callbackId: 'activation.log', description: 'Tell what you shared, liked or made for a campaign' }],
};
