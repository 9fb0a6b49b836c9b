import type { FileSender } from '../../../domain/delivery.js';
import type { WorkbookOptions } from '../../../pipeline/workbook/plan.js';
import { namedMonth, templateOf } from '../../../pipeline/workbook/template.js';
import { formatPeriod } from '../../../text/date.js';
import { sentenceMessage } from '../../blocks/answer.js';
import { TEMPLATE_WORDS } from '../../blocks/template-words.js';
import type { SlackFeature } from '../../feature.js';

/** What workbooks are written and sent with. */
export interface TemplateDesk extends FileSender {
  readonly options: WorkbookOptions;
}

/** `/pantau templat feb`: the month's workbook, into the direct messages of whoever asks. */
export const templateFeature = (present: () => TemplateDesk): SlackFeature => ({
  ids: [],
  register: () => undefined,
  commands: [
    {
      words: ['templat', 'template'],
      run: async ({ rest, user, language }) => {
        const words = TEMPLATE_WORDS[language];
        const { options, sendFile } = present();
        if (options.config.duties.length === 0) return sentenceMessage(words.nobody);
        const period = namedMonth(rest, options);
        if (period === undefined) return sentenceMessage(words.noMonth(rest));
        const { name, bytes, asked } = await templateOf(options, period, language);
        const month = formatPeriod(period, language);
        await sendFile(user, { name, bytes, comment: words.comment(month, asked) });
        return sentenceMessage(words.sent(month));
      },
    },
  ],
});
