import type { Text } from '../../../connectors/contract/metric.js';
import type { SectionSetting } from '../../config/config.js';
import { subjectLabel } from '../../text/labels.js';
import { embed, line } from '../../text/sentence.js';
import { figurePhrase, followingComparisonPhrase, missingPhrase } from '../phrases.js';
import { type ComparedFigure, labelOf, readCompared } from '../rows.js';
import { defineSection, type SectionContext } from '../section.js';

type SummarySetting = Extract<SectionSetting, { kind: 'summary' }>;

/** The figures that lead, one line each, with the first thing that each is compared with. */
export const summary = defineSection<SummarySetting, readonly ComparedFigure[]>(
  {
    kind: 'summary',
    title: { id: 'Ringkasan', en: 'Summary' },
    query: async (setting, context) => {
      const figures: ComparedFigure[] = [];
      for (const figure of setting.figures)
        figures.push(
          await readCompared(
            { ...figure, compare: figure.compare.slice(0, 1) },
            ownedLabel(figure.subject, labelOf(figure, context), context),
            context,
          ),
        );
      return figures;
    },
    render: (figures, setting, context) => ({
      lines: figures.map((compared, index) => {
        const asked = setting.figures[index];
        const id = `${asked?.subject}/${asked?.metric}`;
        const { figure, label } = compared;
        if (figure.state === 'missing') return line(id, 'missing', missingPhrase(label, figure, context.calendar), ['no-data']);
        const plain = figurePhrase(label, figure);
        const [comparison] = compared.comparisons;
        if (!comparison) return line(id, 'headline', plain);
        const outer = { words: { id: `${plain.words.id}, {change}`, en: `${plain.words.en}, {change}` }, parts: plain.parts };
        return line(id, 'headline', embed(outer, 'change', followingComparisonPhrase(comparison, context.rules)));
      }),
      charts: [],
      checks: [],
    }),
  },
  (setting): setting is SummarySetting => setting.kind === 'summary',
);

/** "Website · Unggahan": whose figure it is, where the section does not say so. */
function ownedLabel(subject: string, label: Text, context: SectionContext): Text {
  const owner: Text = subjectLabel(subject, context.config, (account) => account.label);
  return owner.id === label.id ? label : { id: `${owner.id} · ${label.id}`, en: `${owner.en} · ${label.en}` };
}
