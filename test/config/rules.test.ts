import { describe, expect, it } from 'vitest';
import { fileWith, mistakes, warnings } from './file.js';

const plan = (...milestones: readonly (readonly [string, number])[]) => ({
  kind: 'milestones',
  milestones: milestones.map(([by, value]) => ({ by, value })),
});
const person = { id: 'second', slack: 'U0123456781', name: 'Clara', role: 'member' };
const topN = { id: 'regions', label: 'Regions', additivity: 'flow', dimensions: { region: { kind: 'top-n' }, zone: { kind: 'partition' } } };
const digest = (more: object) => ({
  id: 'second',
  title: 'Second',
  period: 'month',
  schedule: { cron: '0 9 2 * *' },
  channels: ['reports'],
  sections: [{ kind: 'instagram' }],
  ...more,
});
const sum = (by: string) => ({ subject: 'website', sum: [{ metric: 'regions', by }], equals: { metric: 'regions' } });

const folders = (...given: readonly object[]) => ({ intake: { folders: given } });
const INSTAGRAM = { id: 'instagram:a', platform: 'instagram', label: '@a' };
const THREADS = [
  { id: 'threads:one', platform: 'threads', label: 'One', platformId: '26789000000000001' },
  { id: 'threads:two', platform: 'threads', label: 'Two', platformId: '26789000000000002' },
];

/** What is wrong, what is right, and a piece of the sentence about the wrong one. */
const CASES: readonly (readonly [name: string, wrong: Record<string, unknown>, right: Record<string, unknown>, sentence: string])[] = [
  [
    'accounts once',
    { 'accounts/1': { id: 'instagram:a', platform: 'instagram', label: 'b' } },
    { 'accounts/1': { id: 'instagram:b', platform: 'instagram', label: 'b' } },
    'accounts[1] (line',
  ],
  ['folders from the root', folders({ path: 'exports' }), folders({ path: '/srv/exports' }), '"exports" must be written from the root'],
  ['folders once', folders({ path: '/srv/a' }, { path: '/srv/a/' }), folders({ path: '/srv/a' }, { path: '/srv/b' }), 'stands here a second time'],
  [
    'folders told to somebody',
    folders({ path: '/srv/a', tell: ['nobody'] }),
    folders({ path: '/srv/a', tell: ['owner', 'editor', 'reports'] }),
    'neither "owner", nor a person, nor a channel',
  ],
  [
    'folders not told in public',
    { ...folders({ path: '/srv/a', tell: ['reports'] }), 'slack/channels/reports': { id: 'C0123456789', class: 'public' } },
    { ...folders({ path: '/srv/a', tell: ['reports'] }), 'slack/channels/reports': { id: 'C0123456789', class: 'internal' } },
    '"reports" is public',
  ],
  ['people once', { 'people/2': { ...person, id: 'editor' } }, { 'people/2': person }, 'people[2] (line'],
  ['Slack ids once', { 'people/2': { ...person, slack: 'U0123456789' } }, { 'people/2': person }, '"U0123456789" stands here a second time'],
  ['digests once', { 'digests/1': digest({ id: 'monthly' }) }, { 'digests/1': digest({}) }, 'digests[1] (line'],
  [
    'section ids once',
    { 'digests/0/sections/3': { kind: 'instagram' } },
    { 'digests/0/sections/3': { kind: 'instagram', id: 'again' } },
    'digests[0].sections[3] (line',
  ],
  [
    'one name for a channel',
    { 'slack/channels/two': { id: 'C0123456789' } },
    { 'slack/channels/two': { id: 'C0123456780' } },
    'is called "reports" already',
  ],
  ['platform of an account', { 'accounts/0/platform': 'x' }, {}, 'must start with its platform, "x:"'],
  ['zone', { 'organisation/zone': 'Asia/Jakrta' }, { 'organisation/zone': 'Asia/Makassar' }, 'organisation.zone (line'],
  ["digest's zone", { 'digests/0/schedule/zone': 'Jakarta' }, { 'digests/0/schedule/zone': 'UTC' }, 'digests[0].schedule.zone (line'],
  ['schedule', { 'digests/0/schedule/cron': '0 9 1 *' }, { 'digests/0/schedule/cron': '30 8 * * 1' }, 'write five fields'],
  ['schedule of six fields', { 'digests/0/schedule/cron': '0 0 9 1 * *' }, {}, 'write five fields'],
  ['channel of a digest', { 'digests/0/channels': ['report'] }, { 'digests/0/channels': ['reports'] }, 'no channel is called "report"'],
  ['metric of a figure', { 'digests/0/sections/2/figures/0/metric': 'ticket' }, {}, 'digests[0].sections[2].figures[0].metric (line'],
  [
    'subject of a figure',
    { 'digests/0/sections/2/figures/0/subject': 'web' },
    { 'digests/0/sections/2/figures/0/subject': 'instagram:a' },
    'nothing is called "web"',
  ],
  [
    'dimension of a figure',
    { 'digests/0/sections/2/figures/0/by': 'region' },
    { 'digests/0/sections/2/figures/0/by': undefined },
    'has no dimension "region"; it has channel',
  ],
  [
    'of',
    { 'digests/0/sections/2/figures/0/of': { metric: 'nothing' } },
    { 'digests/0/sections/2/figures/0/of': { metric: 'tickets' } },
    'figures[0].of.metric',
  ],
  ['metric of a check', { 'digests/0/sections/2/checks/0/equals/metric': 'nothing' }, {}, 'checks[0].equals.metric'],
  [
    'sum over a partition',
    { metrics: [topN], 'digests/0/sections/2/checks/0': sum('region') },
    { metrics: [topN], 'digests/0/sections/2/checks/0': sum('zone') },
    'sum over a partition',
  ],
  [
    'accounts of a section',
    { 'digests/0/sections/0/accounts': ['instagram:b'] },
    { 'digests/0/sections/0/accounts': ['instagram:a'] },
    'there is no instagram account "instagram:b"',
  ],
  ['target of a section', { 'digests/0/sections/1/target': 'u' }, {}, 'there is no target "u"'],
  ['target metric', { 'targets/0/metric': 'active_employes' }, { 'targets/0/metric': 'readers' }, 'targets[0].metric (line'],
  ['target subject', { 'targets/0/subject': 'nobody' }, {}, 'targets[0].subject (line'],
  ['target owner exists', { 'targets/0/owner': 'nobody' }, {}, 'nobody is called "nobody"'],
  ['target owner may', { 'targets/0/owner': 'editor' }, { 'targets/0/owner': 'owner' }, "a target's owner is a manager or an owner"],
  ['target period', { 'targets/0/period': '2024-Q5' }, { 'targets/0/period': 2024 }, 'targets[0].period (line'],
  ['milestone inside', { 'targets/0/plan': plan(['2024-04-01', 50]) }, { 'targets/0/plan': plan(['2024-03-31', 50]) }, 'lies outside 2024-Q1'],
  [
    'milestones rise',
    { 'targets/0/plan': plan(['2024-01-31', 50], ['2024-02-29', 40]) },
    { 'targets/0/plan': plan(['2024-01-31', 50], ['2024-02-29', 60]) },
    'milestones[1]',
  ],
  ['milestones in order', { 'targets/0/plan': plan(['2024-02-29', 50], ['2024-01-31', 60]) }, {}, 'put them in order'],
  ['alert metric', { 'alerts/0/metric': 'nothing' }, {}, 'alerts[0].metric (line'],
  ['alert subject', { 'alerts/0/subject': 'nothing' }, {}, 'alerts[0].subject (line'],
  ['alert route', { 'alerts/0/route': ['elsewhere'] }, { 'alerts/0/route': ['editor', 'reports'] }, '"elsewhere" is neither'],
  ['threshold', { 'alerts/0/threshold': undefined }, { 'alerts/0/condition': 'no-data', 'alerts/0/threshold': undefined }, 'needs a threshold'],
  [
    'a decline is a share',
    { 'alerts/0/condition': 'relative-decline', 'alerts/0/threshold': 20, 'alerts/0/recovery': undefined },
    {},
    'write 20 % as 0.2',
  ],
  [
    'a streak is a count',
    { 'alerts/0/condition': 'streak', 'alerts/0/threshold': 1.5, 'alerts/0/recovery': undefined },
    { 'alerts/0/condition': 'streak', 'alerts/0/threshold': 3, 'alerts/0/recovery': undefined },
    'is no count of falls',
  ],
  [
    'alert without metric',
    { 'alerts/0/metric': undefined },
    { 'alerts/0/condition': 'delivery', 'alerts/0/metric': undefined, 'alerts/0/recovery': undefined },
    'needs a metric',
  ],
  [
    'alert without subject',
    { 'alerts/0/subject': undefined },
    { 'alerts/0/subject': undefined, 'alerts/0/platform': 'instagram' },
    'or a platform; name one',
  ],
  ['alert over an empty platform', { 'alerts/0/subject': undefined, 'alerts/0/platform': 'x' }, {}, 'there is no account on "x"'],
  [
    'alert of a target',
    { 'alerts/0/condition': 'target-met', 'alerts/0/target': 'u', 'alerts/0/recovery': undefined },
    { 'alerts/0/condition': 'target-met', 'alerts/0/target': 't', 'alerts/0/recovery': undefined },
    'there is no target "u"',
  ],
  [
    'anomaly by days',
    { 'alerts/0/condition': 'anomaly', 'alerts/0/recovery': undefined },
    { 'alerts/0/condition': 'anomaly', 'alerts/0/grain': 'day', 'alerts/0/recovery': undefined },
    'write grain: day',
  ],
  ['quiet hours', { 'people/0/quiet': { from: '20:00', to: '7' } }, { 'people/0/quiet': { from: '20:00', to: '07:00' } }, 'must be a time of day'],
  ['zone of quiet hours', { 'people/0/quiet': { from: '20:00', to: '07:00', zone: 'Asia/Nowhere' } }, {}, 'people[0].quiet.zone (line'],
  ['recovery below', { 'alerts/0/recovery': 9 }, { 'alerts/0/recovery': 10 }, 'must lie at or above the threshold, 10'],
  [
    'recovery above',
    { 'alerts/0/condition': 'above' },
    { 'alerts/0/condition': 'above', 'alerts/0/recovery': 8 },
    'must lie at or below the threshold, 10',
  ],
  ['added metric is new', { 'metrics/0/id': 'followers' }, { 'metrics/0/id': 'followers_2' }, 'is in the registry already'],
  ['successor', { 'metrics/0/successor': 'nothing' }, { 'metrics/0/successor': 'visitors' }, 'no other metric is called "nothing"'],
  [
    'metrics once',
    { 'metrics/1': { id: 'readers', label: 'R', additivity: 'flow' } },
    { 'metrics/1': { id: 'more', label: 'R', additivity: 'flow' } },
    'metrics[1] (line',
  ],
  ['a person is told by dm or in a channel', { 'people/0/routes': ['editor'] }, { 'people/0/routes': ['reports'] }, 'neither "dm" nor a channel'],
  ['a day exists', { 'metrics/0/validFrom': '2024-02-30' }, { 'metrics/0/validFrom': '2024-02-29' }, 'must be an existing day'],
  ['an owner', { 'people/0/role': 'manager' }, {}, 'somebody must have the role owner'],
  ['routes of a person', { 'people/0/routes': ['nowhere'] }, { 'people/0/routes': ['dm', 'reports'] }, '"nowhere" is neither'],
  [
    'language of a channel',
    { 'organisation/languages': ['id'], 'slack/channels/reports/language': 'en' },
    { 'slack/channels/reports/language': 'en' },
    'slack.channels.reports.language (line',
  ],
  [
    'language of a person',
    { 'organisation/languages': ['id'], 'people/0/language': 'en' },
    { 'people/0/language': 'en' },
    "none of the organisation's languages (id)",
  ],
  [
    'two accounts by a token that opens one',
    { accounts: [INSTAGRAM, ...THREADS], connections: [{ id: 'threads', connector: 'threads' }] },
    {
      accounts: [INSTAGRAM, THREADS[0], { ...THREADS[1], connection: 'second' }],
      connections: [
        { id: 'threads', connector: 'threads' },
        { id: 'second', connector: 'threads' },
      ],
    },
    'a token of Threads opens one account, and "threads" pulls threads:one already; add a connection with a token of its own, and name it at threads:two.',
  ],
  [
    'two accounts that name a connection for one',
    {
      accounts: [INSTAGRAM, ...THREADS.map((one) => ({ ...one, connection: 'second' }))],
      connections: [
        { id: 'threads', connector: 'threads' },
        { id: 'second', connector: 'threads' },
      ],
    },
    // What has no id of the platform is not pulled: its figures come from files.
    {
      accounts: [INSTAGRAM, THREADS[0], { id: 'threads:two', platform: 'threads', label: 'Two' }],
      connections: [{ id: 'threads', connector: 'threads' }],
    },
    '"second" pulls threads:one already',
  ],
];

describe('the rules over several fields', () => {
  it('say nothing of a right file', () => {
    expect(mistakes(fileWith())).toEqual([]);
    expect(warnings(fileWith())).toEqual([]);
  });

  it.each(CASES)('%s: the wrong file gets one sentence, the right one none', (_name, wrong, right, sentence) => {
    const said = mistakes(fileWith(wrong));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(sentence);
    expect(mistakes(fileWith(right))).toEqual([]);
  });
});

describe('what is allowed and probably not meant', () => {
  it('is a linear plan for people who are counted once', () => {
    expect(warnings(fileWith({ 'targets/0/plan': { kind: 'linear' } }))).toEqual([expect.stringContaining('"active_employees" is a unique')]);
    expect(warnings(fileWith({ 'targets/0/plan': { kind: 'linear' }, 'targets/0/metric': 'posts' }))).toEqual([]);
  });

  it('is a second digest at the same moment in the same channel', () => {
    const twin = digest({ schedule: { cron: '0 9 1 * *' } });
    expect(warnings(fileWith({ 'digests/1': twin }))).toEqual([expect.stringContaining('is that of "monthly"')]);
    expect(warnings(fileWith({ 'digests/1': digest({}) }))).toEqual([]);
  });

  it('is a section of a platform without accounts', () => {
    expect(warnings(fileWith({ 'digests/0/sections/0/kind': 'x' }))).toEqual([expect.stringContaining('there is no x account')]);
  });
});
