/** The kinds of chart that can be drawn. */
export type ChartKind = 'line' | 'bar' | 'stacked' | 'progress';

/** One row of values, as many as the chart has labels; null leaves a gap, never a zero. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** how each value reads in the chart's language, where it is printed beside its mark */
  readonly valueLabels?: readonly (string | null)[];
  /** the one that the title speaks of; the others are drawn quieter */
  readonly emphasis?: boolean;
}

/** A line across the chart, such as a target. */
export interface ChartMark {
  readonly value: number;
  readonly label: string;
}

/** Everything that a picture says. All words and numbers are ready to print; the chart knows no domain, clock or locale rule but its axis's. */
export interface ChartSpec {
  readonly kind: ChartKind;
  /** a statement, such as "Pengikut Instagram naik 1,2% menjadi 118.069" */
  readonly title: string;
  /** what is measured and in what unit */
  readonly subtitle: string;
  /** one for each point, in order; for `progress` one for each bar */
  readonly labels: readonly string[];
  /** the index of the label that the title speaks of, in `bar`; the others are drawn quieter */
  readonly highlight?: number;
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  /** for the numbers on the axis (`id`: 1,2 jt; `en`: 1.2M) */
  readonly language: 'id' | 'en';
  /** "as of" and source, in small print */
  readonly footnote: string;
  /** a badge such as "data contoh" drawn beside the title; undefined where there is none */
  readonly badge?: string;
  /** states the values for a reader who cannot see the picture, 2,000 characters at most */
  readonly alt: string;
}
