/** The months' names and short forms by language; old spellings too (Indonesian Pebruari, Nopember). */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  en: 'january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec'.split(
    '|',
  ),
  id: 'januari jan|februari feb pebruari peb|maret mar mrt|april apr|mei|juni jun|juli jul|agustus agu agt ags agst|september sep sept|oktober okt|november nov nopember nop|desember des'.split(
    '|',
  ),
  pt: 'janeiro jan|fevereiro fev|março marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez'.split(
    '|',
  ),
  es: 'enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sep sept set|octubre oct|noviembre nov|diciembre dic'.split(
    '|',
  ),
  fr: 'janvier janv|février fevrier févr fevr fév fev|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre decembre déc dec'.split(
    '|',
  ),
  de: 'januar jan jän jänner jaenner|februar feb feber|märz maerz mrz mär|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|dezember dez'.split(
    '|',
  ),
};

const MONTHS: ReadonlyMap<string, number> = new Map(
  Object.values(NAMES).flatMap((months) => months.flatMap((words, index) => words.split(' ').map((word): [string, number] => [word, index + 1]))),
);

/** The number of the month (1 to 12) that a word names in English, Indonesian, Portuguese, Spanish, French or German; undefined where it names none. */
export const monthOf = (word: string): number | undefined => MONTHS.get(word.normalize('NFC').toLowerCase().replace(/\.$/, ''));
