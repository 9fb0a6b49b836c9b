import type { Delivery } from '../../src/domain/delivery.js';
import type { SettingVersion, Store } from '../../src/store/port.js';

type Needed = 'readDelivery' | 'saveDelivery' | 'acquireLease' | 'releaseLease' | 'readSetting' | 'saveSetting';

/** The rows that outlive a process, with the part of the store that deliveries and schedules need. */
export interface MemoryStore extends Pick<Store, Needed> {
  readonly settings: readonly SettingVersion[];
}

export function memoryStore(): MemoryStore {
  const deliveries = new Map<string, Delivery>();
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  const settings: SettingVersion[] = [];
  return {
    settings,
    readDelivery: async (key) => deliveries.get(key),
    saveDelivery: async (delivery, expected) => {
      if (expected !== undefined && (deliveries.get(delivery.key)?.state ?? 'absent') !== expected) return false;
      deliveries.set(delivery.key, delivery);
      return true;
    },
    acquireLease: async (name, holder, until, now) => {
      const lease = leases.get(name);
      if (lease && lease.holder !== holder && lease.until > now) return false;
      leases.set(name, { holder, until });
      return true;
    },
    releaseLease: async (name, holder) => {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
    readSetting: async (name) => settings.findLast((one) => one.name === name),
    saveSetting: async (setting) => {
      const same = settings.some((one) => one.name === setting.name && one.validFrom === setting.validFrom);
      if (same) throw new Error(`two versions of ${setting.name} at ${setting.validFrom}`);
      settings.push(setting);
    },
  };
}
