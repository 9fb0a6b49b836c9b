/** A file of the demo, to be imported under the source's name. */
export interface DemoFile {
  readonly name: string;
  readonly sourceName: string;
}

/** The files of the ministry's own figures, which stand beside this one in the sources. */
export const REPORT_FILES: readonly DemoFile[] = [
  { name: 'laporan-2024-02.csv', sourceName: 'laporan' },
  { name: 'entri-2024-02.csv', sourceName: 'entri' },
];
