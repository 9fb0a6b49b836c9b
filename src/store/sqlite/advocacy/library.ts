import type { Campaign, ContentItem } from '../../../domain/activation.js';
import { type ActivationRule, FIRST_RULE } from '../../../domain/activation-rule.js';
import { PantauError } from '../../../errors.js';
import type { Database } from '../driver.js';

/** Adds a version of an item; earlier versions stay. */
export function saveContent(database: Database, item: ContentItem): void {
  database
    .prepare('INSERT INTO content_library SELECT ?1, 1 + coalesce(max(version), 0), ?2 FROM content_library WHERE id = ?1')
    .run(item.id, JSON.stringify(item));
}

/** The last version of an item. */
export function readContentItem(database: Database, id: string): ContentItem | undefined {
  const row = database.prepare<{ item: string }>('SELECT item FROM content_library WHERE id = ? ORDER BY version DESC LIMIT 1').get(id);
  // Written by `saveContent` alone.
  return row && (JSON.parse(row.item) as ContentItem);
}

/** The last versions of all items by id, of one campaign or of all. */
export function listContentItems(database: Database, campaign: string | undefined): readonly ContentItem[] {
  return database
    .prepare<{ item: string }>('SELECT item, max(version) FROM content_library GROUP BY id ORDER BY id')
    .all()
    .map(({ item }) => JSON.parse(item) as ContentItem)
    .filter((item) => campaign === undefined || item.campaign === campaign);
}

/** Adds a version of a campaign. */
export function saveCampaign(database: Database, campaign: Campaign): void {
  database
    .prepare('INSERT INTO campaigns SELECT ?1, 1 + coalesce(max(version), 0), ?2 FROM campaigns WHERE id = ?1')
    .run(campaign.id, JSON.stringify(campaign));
}

/** The last versions of all campaigns, by id. */
export function listCampaigns(database: Database): readonly Campaign[] {
  return database
    .prepare<{ campaign: string }>('SELECT campaign, max(version) FROM campaigns GROUP BY id ORDER BY id')
    .all()
    .map(({ campaign }) => JSON.parse(campaign) as Campaign);
}

/** The versions of the definition, oldest first. */
export function readRules(database: Database): readonly ActivationRule[] {
  return database
    .prepare<{ rule: string }>('SELECT rule FROM activation_rules ORDER BY version')
    .all()
    .map(({ rule }) => JSON.parse(rule) as ActivationRule);
}

/** Within how many days a version of the definition takes two tellings for one. */
export const windowOfRule = (database: Database, version: number): number =>
  readRules(database).find((rule) => rule.version === version)?.windowDays ?? FIRST_RULE.windowDays;

/** Adds a version of the definition. Throws `PantauError('refused-input')` where it is there already. */
export function addRule(database: Database, rule: ActivationRule): void {
  const { changes } = database.prepare('INSERT OR IGNORE INTO activation_rules VALUES (?, ?)').run(rule.version, JSON.stringify(rule));
  if (Number(changes) === 0) throw new PantauError('refused-input', `There is a version ${rule.version} of the rule already. Take the next number.`);
}

/** A fixed text of the installation; the first one that is kept stays. */
export function installationText(database: Database, name: string, fresh: string): string {
  database.prepare('INSERT OR IGNORE INTO advocacy_texts VALUES (?, ?)').run(name, fresh);
  return database.prepare<{ value: string }>('SELECT value FROM advocacy_texts WHERE name = ?').get(name)?.value ?? fresh;
}
