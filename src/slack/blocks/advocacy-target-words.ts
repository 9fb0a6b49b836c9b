import type { Language } from '../../domain/digest.js';

/** The sentences around reading and setting targets. */
export interface TargetWords {
  readonly boardTitle: string;
  readonly none: string;
  readonly notCounting: string;
  readonly later: string;
  readonly more: (count: string) => string;
  readonly plan: (plan: string) => string;
  readonly ownedBy: (owner: string) => string;
  readonly fromConfiguration: (id: string) => string;
  readonly fromSlack: (who: string, when: string, version: number) => string;
  readonly change: string;
  readonly changeLabel: (target: string) => string;
  readonly setNew: string;
  readonly formTitle: string;
  readonly changeTitle: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly quarter: string;
  readonly metric: string;
  readonly metrics: { readonly people: string; readonly activations: string };
  readonly scope: string;
  readonly whole: string;
  readonly value: string;
  readonly valueHint: string;
  readonly planLabel: string;
  readonly plans: { readonly linear: string; readonly milestones: string; readonly none: string };
  readonly checkpoints: string;
  readonly checkpointsHint: string;
  readonly owner: string;
  readonly notANumber: string;
  readonly notACheckpoint: (line: string) => string;
  readonly noCheckpoints: string;
  readonly strayCheckpoints: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeAsked: (target: string) => string;
  readonly keep: string;
  readonly saving: string;
  readonly saved: string;
  readonly unchanged: string;
  readonly removed: string;
  readonly refused: string;
  readonly before: (value: string) => string;
  readonly noBefore: string;
  readonly told: (names: string) => string;
  readonly missed: (names: string) => string;
  readonly unknown: (id: string) => string;
}

/** What people read where targets are read and set. */
export const TARGET_WORDS: Readonly<Record<Language, TargetWords>> = {
  id: {
    boardTitle: 'Target',
    none: 'Belum ada target untuk triwulan ini dan empat triwulan berikutnya.',
    notCounting: 'Belum ada aktivasi triwulan ini dalam buku besar, jadi capaiannya belum dapat dihitung.',
    later: 'Triwulan berikutnya',
    more: (count) => `dan ${count} target lain`,
    plan: (plan) => `Rencana: ${plan}`,
    ownedBy: (owner) => `Penanggung jawab: ${owner}`,
    fromConfiguration: (id) => `Ditetapkan dalam berkas konfigurasi (targets: ${id}) dan hanya dapat diubah di sana`,
    fromSlack: (who, when, version) => `${version === 1 ? 'Ditetapkan' : 'Diubah'} di Slack oleh ${who}, ${when}`,
    change: 'Ubah',
    changeLabel: (target) => `Ubah ${target}`,
    setNew: 'Tetapkan target baru',
    formTitle: 'Target baru',
    changeTitle: 'Ubah target',
    save: 'Simpan',
    cancel: 'Batal',
    close: 'Tutup',
    quarter: 'Triwulan',
    metric: 'Yang dihitung',
    metrics: { people: 'Pegawai aktif (orang)', activations: 'Aktivasi' },
    scope: 'Cakupan',
    whole: 'Seluruh organisasi',
    value: 'Target',
    valueHint: 'Bilangan bulat, misalnya 12.000',
    planLabel: 'Rencana',
    plans: { linear: 'Merata menurut hari', milestones: 'Titik periksa', none: 'Tidak ada' },
    checkpoints: 'Titik periksa',
    checkpointsHint: 'Satu baris satu titik, misalnya 2024-02-29: 6.000. Hanya untuk rencana "Titik periksa".',
    owner: 'Penanggung jawab',
    notANumber: 'Tulis bilangan bulat, paling sedikit 1, misalnya 12.000.',
    notACheckpoint: (line) => `"${line}" bukan titik periksa. Tulis seperti 2024-02-29: 6.000`,
    noCheckpoints: 'Tulis paling sedikit satu titik periksa, misalnya 2024-02-29: 6.000',
    strayCheckpoints: 'Pilih rencana "Titik periksa", atau kosongkan isian ini.',
    remove: 'Hapus target',
    removeTitle: 'Hapus target?',
    removeAsked: (target) => `${target} tidak berlaku lagi. Riwayatnya tetap disimpan.`,
    keep: 'Jangan',
    saving: 'Sedang disimpan …',
    saved: 'Tersimpan.',
    unchanged: 'Tidak ada yang berubah: target ini sudah begitu.',
    removed: 'Dihapus. Riwayatnya tetap disimpan.',
    refused: 'Tidak disimpan',
    before: (value) => `Sebelumnya: ${value}`,
    noBefore: 'Sebelumnya tidak ada target.',
    told: (names) => `Sudah diberi tahu: ${names}.`,
    missed: (names) => `Tidak dapat diberi tahu: ${names}. Sampaikanlah sendiri.`,
    unknown: (id) => `Tidak ada target "${id}". Lihat semuanya dengan /pantau target.`,
  },
  en: {
    boardTitle: 'Targets',
    none: 'There is no target for this quarter and the next four.',
    notCounting: 'The ledger holds no activations of this quarter yet, so nothing can be measured.',
    later: 'Next quarters',
    more: (count) => `and ${count} more targets`,
    plan: (plan) => `Plan: ${plan}`,
    ownedBy: (owner) => `Owner: ${owner}`,
    fromConfiguration: (id) => `Set in the configuration file (targets: ${id}) and can only be changed there`,
    fromSlack: (who, when, version) => `${version === 1 ? 'Set' : 'Changed'} in Slack by ${who}, ${when}`,
    change: 'Change',
    changeLabel: (target) => `Change ${target}`,
    setNew: 'Set a new target',
    formTitle: 'New target',
    changeTitle: 'Change a target',
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    quarter: 'Quarter',
    metric: 'What is counted',
    metrics: { people: 'Active employees (people)', activations: 'Activations' },
    scope: 'Scope',
    whole: 'Whole organisation',
    value: 'Target',
    valueHint: 'A whole number, for example 12,000',
    planLabel: 'Plan',
    plans: { linear: 'In proportion to the days', milestones: 'Checkpoints', none: 'None' },
    checkpoints: 'Checkpoints',
    checkpointsHint: 'One a line, for example 2024-02-29: 6,000. Only for the plan "Checkpoints".',
    owner: 'Owner',
    notANumber: 'Write a whole number, 1 or more, for example 12,000.',
    notACheckpoint: (line) => `"${line}" is no checkpoint. Write it as 2024-02-29: 6,000`,
    noCheckpoints: 'Write at least one checkpoint, for example 2024-02-29: 6,000',
    strayCheckpoints: 'Choose the plan "Checkpoints", or leave this empty.',
    remove: 'Remove target',
    removeTitle: 'Remove the target?',
    removeAsked: (target) => `${target} will not hold any more. Its history is kept.`,
    keep: "Don't",
    saving: 'Saving …',
    saved: 'Saved.',
    unchanged: 'Nothing changed: the target is so already.',
    removed: 'Removed. Its history is kept.',
    refused: 'Not saved',
    before: (value) => `Before: ${value}`,
    noBefore: 'There was no target before.',
    told: (names) => `Told: ${names}.`,
    missed: (names) => `Could not be told: ${names}. Please tell them yourself.`,
    unknown: (id) => `There is no target "${id}". See them all with /pantau target.`,
  },
};
