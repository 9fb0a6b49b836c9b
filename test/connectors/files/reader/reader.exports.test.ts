import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../connectors/files/reader/read.js';
import type { RowRole } from '../../../../connectors/files/reader/table.js';
import { rowsOf } from '../../../support/tables.js';

/** A table as lines of title, the line and width of its header, and rows of data, sums, descriptions and notices. */
type Counts = readonly [titles: number, line: number, columns: number, data: number, total: number, description: number, notice: number];

/** Each file with its encoding, delimiter and tables; records were counted with another CSV parser, rows of sheets in their XML. */
const FILES: readonly (readonly [
  file: string,
  kind: string,
  encoding: string | undefined,
  delimiter: string | undefined,
  tables: readonly Counts[],
])[] = [
  ['decoy_ga4_export_comment_preamble.csv', 'text', 'utf-8', ',', [[9, 10, 7, 119, 0, 0, 0]]],
  ['decoy_meta_ads_report_total_first_row.xlsx', 'xlsx', undefined, undefined, [[0, 1, 11, 310, 1, 0, 0]]],
  [
    'facebook_monthly_report_handmade_bg.csv',
    'text',
    'utf-8',
    ',',
    [
      [0, 1, 2, 4, 0, 0, 0],
      [1, 8, 5, 6, 0, 0, 0],
      [1, 17, 3, 6, 0, 0, 0],
      [1, 26, 3, 6, 0, 0, 0],
      [1, 35, 2, 5, 1, 0, 0],
      [1, 44, 3, 6, 1, 0, 0],
      [1, 54, 3, 8, 0, 0, 0],
      [1, 65, 3, 6, 0, 0, 0],
      [1, 74, 7, 62, 0, 0, 0],
      [1, 139, 2, 6, 0, 0, 0],
    ],
  ],
  ['facebook_page_insights_en_2014_two_header_rows.csv', 'text', 'utf-8', ',', [[0, 1, 120, 58, 0, 0, 0]]],
  ['facebook_post_insights_en_2016_two_header_rows.csv', 'text', 'utf-8', ',', [[0, 1, 95, 60, 0, 1, 0]]],
  [
    'facebook_post_insights_vi_2017.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [0, 1, 34, 7, 0, 1, 0],
      [0, 1, 12, 7, 0, 0, 0],
      [0, 1, 12, 7, 0, 0, 0],
      [0, 1, 13, 7, 0, 0, 0],
      [0, 1, 13, 7, 0, 0, 0],
      [0, 1, 12, 7, 0, 0, 0],
      [0, 1, 12, 7, 0, 0, 0],
    ],
  ],
  ['facebook_uci_metrics_semicolon.csv', 'text', 'utf-8', ';', [[0, 1, 19, 200, 0, 0, 0]]],
  ['facebook_video_insights_en_2016.csv', 'text', 'utf-8', ',', [[0, 1, 170, 21, 0, 1, 0]]],
  ['google_form_responses_en_duplicates.csv', 'text', 'utf-8', ',', [[0, 1, 2, 21, 0, 0, 0]]],
  [
    'linkedin_creator_content_en.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [0, 1, 2, 2, 0, 0, 0],
      [0, 1, 3, 365, 0, 0, 0],
      [1, 3, 3, 45, 0, 0, 0],
      [1, 3, 3, 45, 0, 0, 0],
      [0, 1, 2, 0, 0, 0, 0],
      [0, 3, 2, 365, 0, 0, 0],
      [0, 1, 3, 30, 0, 0, 0],
    ],
  ],
  [
    'linkedin_page_content_layout_en_2020.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [0, 1, 20, 0, 0, 0, 0],
      [0, 1, 18, 0, 0, 0, 0],
    ],
  ],
  [
    'linkedin_page_visitors_layout_en.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [0, 1, 25, 0, 0, 0, 0],
      [0, 1, 3, 0, 0, 0, 0],
      [0, 1, 3, 0, 0, 0, 0],
      [0, 1, 3, 0, 0, 0, 0],
      [0, 1, 3, 0, 0, 0, 0],
      [0, 1, 3, 0, 0, 0, 0],
    ],
  ],
  [
    'meta_audience_en_utf16_multisection.csv',
    'text',
    'utf-16le',
    ',',
    [
      [1, 3, 10, 1, 0, 0, 0],
      [1, 7, 3, 6, 0, 0, 0],
      [1, 16, 10, 1, 0, 0, 0],
    ],
  ],
  [
    'meta_audience_en_utf16_tab_resaved_split_cities.csv',
    'text',
    'utf-16le',
    '\t',
    [
      [1, 3, 3, 1, 0, 0, 0],
      [1, 7, 3, 1, 0, 0, 0],
      [1, 11, 3, 6, 0, 0, 0],
      [1, 20, 3, 6, 0, 0, 0],
      [1, 29, 2, 10, 0, 0, 0],
      [1, 42, 2, 5, 0, 0, 0],
      [1, 50, 2, 10, 0, 0, 0],
      [1, 63, 2, 5, 0, 0, 0],
    ],
  ],
  [
    'meta_audience_pt_utf16_decimal_point.csv',
    'text',
    'utf-16le',
    ',',
    [
      [1, 3, 3, 6, 0, 0, 0],
      [1, 12, 10, 1, 0, 0, 0],
      [1, 16, 10, 1, 0, 0, 0],
    ],
  ],
  ['meta_content_fb_en_2024_error_rows.csv', 'text', 'utf-8', ',', [[0, 1, 29, 44, 0, 0, 0]]],
  ['meta_content_fb_en_utf8bom_ragged.csv', 'text', 'utf-8', ',', [[0, 1, 31, 200, 0, 0, 0]]],
  ['meta_content_fb_video_200cols_row_quoted.csv', 'text', 'utf-8', ',', [[0, 1, 212, 15, 0, 0, 0]]],
  ['meta_content_ig_en_utf8bom.csv', 'text', 'utf-8', ',', [[0, 1, 18, 21, 0, 0, 0]]],
  ['meta_content_ig_en_utf8bom_colorder2.csv', 'text', 'utf-8', ',', [[0, 1, 18, 78, 0, 0, 0]]],
  [
    'meta_daily_fb_ig_newlikes_en_2023_utf16.csv',
    'text',
    'utf-16le',
    ',',
    [
      [1, 3, 2, 1070, 0, 0, 0],
      [1, 1076, 2, 189, 0, 0, 0],
    ],
  ],
  [
    'meta_daily_fb_ig_reach_en_utf16_tab_resaved.csv',
    'text',
    'utf-16le',
    '\t',
    [
      [1, 3, 2, 242, 0, 0, 0],
      [1, 248, 2, 242, 0, 0, 0],
    ],
  ],
  [
    'meta_daily_fb_ig_visits_en_utf16_two_sections.csv',
    'text',
    'utf-16le',
    ',',
    [
      [1, 3, 2, 242, 0, 0, 0],
      [1, 248, 2, 242, 0, 0, 0],
    ],
  ],
  ['meta_daily_fb_viewers_en_semicolon_resaved.csv', 'text', 'utf-8', ';', [[1, 2, 2, 62, 0, 0, 0]]],
  ['meta_daily_ig_follows_en_utf16_missing_days.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 20, 0, 0, 0]]],
  ['meta_daily_ig_follows_pt_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 26, 0, 0, 0]]],
  ['meta_daily_ig_interactions_en_utf16_T01.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 105, 0, 0, 0]]],
  ['meta_daily_ig_link_clicks_pt_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 28, 0, 0, 0]]],
  ['meta_daily_ig_profile_visits_en_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 105, 0, 0, 0]]],
  ['meta_daily_ig_profile_visits_pt_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 28, 0, 0, 0]]],
  ['meta_daily_ig_reach_en_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 28, 0, 0, 0]]],
  ['meta_daily_ig_reach_pt_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 28, 0, 0, 0]]],
  ['meta_daily_ig_views_en_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 62, 0, 0, 0]]],
  [
    'meta_top_formats_en_semicolon.csv',
    'text',
    'utf-8',
    ';',
    [
      [1, 2, 6, 1, 0, 0, 0],
      [1, 6, 6, 1, 0, 0, 0],
      [1, 10, 5, 1, 0, 0, 0],
    ],
  ],
  ['reconstructed/advocacy_google_form_long_id.csv', 'text', 'utf-8', ',', [[0, 1, 6, 3, 0, 0, 0]]],
  ['reconstructed/google_form_social_report_id.csv', 'text', 'utf-8', ',', [[0, 1, 15, 2, 0, 0, 0]]],
  ['reconstructed/hootsuite_account_metrics.csv', 'text', 'utf-8', ',', [[0, 1, 11, 1, 0, 0, 0]]],
  ['reconstructed/hootsuite_posts_instagram.csv', 'text', 'utf-8', ',', [[0, 1, 13, 1, 0, 0, 0]]],
  ['reconstructed/hootsuite_posts_x.csv', 'text', 'utf-8', ',', [[0, 1, 13, 1, 0, 0, 0]]],
  [
    'reconstructed/linkedin_page_content_2025_layout.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [1, 2, 20, 1, 0, 0, 0],
      [1, 2, 20, 1, 0, 0, 0],
    ],
  ],
  [
    'reconstructed/linkedin_page_followers_2025_layout.xlsx',
    'xlsx',
    undefined,
    undefined,
    [
      [0, 1, 5, 1, 0, 0, 0],
      [0, 1, 2, 1, 0, 0, 0],
    ],
  ],
  ['reconstructed/meta_content_ig_es.csv', 'text', 'utf-8', ',', [[0, 1, 21, 1, 0, 0, 0]]],
  ['reconstructed/meta_content_ig_id_outlet.csv', 'text', 'utf-8', ',', [[0, 1, 18, 3, 0, 0, 0]]],
  ['reconstructed/meta_daily_followers_id_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 1, 0, 0, 0]]],
  ['reconstructed/meta_daily_views_id_utf16.csv', 'text', 'utf-16le', ',', [[1, 3, 2, 3, 0, 0, 0]]],
  ['reconstructed/sprout_profile_performance.csv', 'text', 'utf-8', ',', [[0, 1, 16, 1, 0, 0, 0]]],
  ['reconstructed/tiktok_studio_overview_id.csv', 'text', 'utf-8', ',', [[0, 1, 6, 2, 0, 0, 0]]],
  ['reconstructed/youtube_table_es_semicolon.csv', 'text', 'utf-8', ';', [[0, 1, 13, 1, 0, 0, 0]]],
  ['reconstructed/youtube_table_id.csv', 'text', 'utf-8', ',', [[0, 1, 9, 1, 1, 0, 0]]],
  ['tiktok_business_audience_en_utf8bom_dashes.csv', 'text', 'utf-8', ',', [[0, 1, 5, 62, 0, 0, 0]]],
  ['tiktok_business_video_en_utf8bom.csv', 'text', 'utf-8', ',', [[0, 1, 8, 51, 0, 0, 0]]],
  ['tiktok_studio_content_en_noyear.csv', 'text', 'utf-8', ',', [[0, 1, 8, 13, 0, 0, 0]]],
  ['tiktok_studio_followeractivity_en_hourly.csv', 'text', 'utf-8', ',', [[0, 1, 3, 168, 0, 0, 0]]],
  ['tiktok_studio_followerhistory_en_undefined.csv', 'text', 'utf-8', ',', [[0, 1, 3, 365, 0, 0, 0]]],
  ['tiktok_studio_gender_en_fraction.csv', 'text', 'utf-8', ',', [[0, 1, 2, 3, 0, 0, 0]]],
  ['tiktok_studio_overview_en_7d.csv', 'text', 'utf-8', ',', [[0, 1, 6, 7, 0, 0, 0]]],
  ['tiktok_studio_overview_en_7d_textnumbers.xlsx', 'xlsx', undefined, undefined, [[0, 1, 6, 7, 0, 0, 0]]],
  ['tiktok_studio_overview_en_noyear_365d.csv', 'text', 'utf-8', ',', [[0, 1, 6, 365, 0, 0, 0]]],
  ['tiktok_studio_territories_en_fraction.csv', 'text', 'utf-8', ',', [[0, 1, 2, 11, 0, 0, 0]]],
  ['x_legacy_by_day_en.csv', 'text', 'utf-8', ',', [[0, 1, 38, 31, 0, 0, 0]]],
  ['x_legacy_by_tweet_en_2016_float_counts.csv', 'text', 'utf-8', ',', [[0, 1, 40, 37, 0, 0, 0]]],
  ['x_premium_content_en.csv', 'text', 'utf-8', ',', [[0, 1, 17, 40, 0, 0, 0]]],
  ['x_premium_overview_en.csv', 'text', 'utf-8', ',', [[0, 1, 14, 7, 0, 0, 0]]],
  ['youtube_chart_de_softhyphen.csv', 'text', 'utf-8', ',', [[0, 1, 5, 200, 0, 0, 0]]],
  ['youtube_subscribers_pt_sparse.csv', 'text', 'utf-8', ',', [[0, 1, 2, 200, 0, 0, 0]]],
  ['youtube_subscription_status_en.csv', 'text', 'utf-8', ',', [[0, 1, 4, 2, 1, 0, 0]]],
  ['youtube_table_de_softhyphen.csv', 'text', 'utf-8', ',', [[0, 1, 8, 122, 1, 0, 1]]],
  ['youtube_table_en_indonesian_channel.csv', 'text', 'utf-8', ',', [[0, 1, 8, 154, 1, 0, 0]]],
  ['youtube_table_en_no_total_blank_publish.csv', 'text', 'utf-8', ',', [[0, 1, 10, 120, 0, 0, 0]]],
  ['youtube_table_en_over_100_percent.csv', 'text', 'utf-8', ',', [[0, 1, 14, 119, 1, 0, 0]]],
  ['youtube_table_pt_brl_blank_publish.csv', 'text', 'utf-8', ',', [[0, 1, 9, 202, 1, 0, 1]]],
  ['youtube_template_full_columns_en.csv', 'text', 'utf-8', ',', [[0, 1, 24, 1, 0, 0, 0]]],
  ['youtube_totals_de_softhyphen.csv', 'text', 'utf-8', ',', [[0, 1, 2, 366, 0, 0, 0]]],
  ['youtube_totals_pt_revenue_only.csv', 'text', 'utf-8', ',', [[0, 1, 2, 180, 0, 0, 0]]],
  ['youtube_unique_viewers_pt_sparse.csv', 'text', 'utf-8', ',', [[0, 1, 2, 500, 0, 0, 1]]],
];

const folder = process.env.PANTAU_EXPORTS ?? '';

describe('real exports', () => {
  it('are all in the list', () => {
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:csv|xlsx?|zip)$/.test(name));
    expect(there.sort()).toEqual(FILES.map(([name]) => name).sort());
  });

  it.each(FILES)('%s', async (name, kind, encoding, delimiter, tables) => {
    const read = await readWorkbook(new Uint8Array(readFileSync(join(folder, name))));
    expect([read.kind, read.text?.encoding, read.text?.delimiter]).toEqual([kind, encoding, delimiter]);
    const counted = await Promise.all(
      read.tables.map(async (table) => {
        const rows = await rowsOf(table);
        const count = (role: RowRole): number => rows.filter((row) => row.role === role).length;
        const { line, cells } = table.header;
        return [table.titles.length, line, cells.length, count('data'), count('total'), count('description'), count('notice')];
      }),
    );
    expect(counted).toEqual(tables);
  });
});
