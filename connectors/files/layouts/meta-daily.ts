import type { ExportLayout, ExportPlatform, Locale } from './layout.js';

/** The titles of Meta's daily tables, cleaned: the metric, and the platform where the title names it. Seen in files or in importers (2026-11-25). */
export const DAILY_TITLES: Readonly<
  Record<string, { readonly metric: string; readonly platform: ExportPlatform | undefined; readonly locale: readonly Locale[] }>
> = titles([
  ['reach', undefined, 'en', ['reach']],
  ['reach', 'facebook', 'en', ['facebook reach', 'facebook page reach']],
  ['reach', 'instagram', 'en', ['instagram reach']],
  ['reach', undefined, 'pt', ['alcance']],
  ['reach', 'facebook', 'pt', ['alcance no facebook', 'alcance do facebook']],
  ['reach', 'instagram', 'pt', ['alcance do instagram', 'alcance no instagram']],
  ['reach', undefined, 'es', ['alcance']],
  ['reach', 'facebook', 'es', ['alcance de facebook', 'alcance en facebook']],
  ['reach', 'instagram', 'es', ['alcance de instagram', 'alcance en instagram']],
  ['reach', undefined, 'id', ['jangkauan']],
  ['reach', 'facebook', 'id', ['jangkauan facebook', 'jangkauan halaman facebook']],
  ['reach', 'instagram', 'id', ['jangkauan instagram']],
  ['reach', undefined, 'de', ['reichweite']],
  ['reach', 'facebook', 'de', ['facebook-reichweite']],
  ['reach', 'instagram', 'de', ['instagram-reichweite']],
  ['reach', undefined, 'fr', ['couverture']],
  ['reach', 'facebook', 'fr', ['couverture facebook', 'couverture de la page facebook', 'couverture sur facebook']],
  ['reach', 'instagram', 'fr', ['couverture instagram', 'couverture sur instagram']],
  ['views', undefined, 'fr', ['vues']],
  ['views', undefined, 'de', ['aufrufe']],
  ['interactions', undefined, 'fr', ['interactions avec le contenu']],
  ['interactions', undefined, 'de', ['content-interaktionen', 'interaktionen mit inhalten', 'inhaltsinteraktionen']],
  ['profile_views', 'facebook', 'fr', ['visites facebook', 'visites de la page facebook']],
  ['profile_views', 'instagram', 'fr', ['visites du profil instagram']],
  ['profile_views', 'facebook', 'de', ['facebook-besuche', 'facebook-seitenbesuche', 'besuche auf facebook']],
  ['profile_views', 'instagram', 'de', ['instagram-profilbesuche', 'instagram-profilaufrufe']],
  ['link_clicks', undefined, 'fr', ['clics sur un lien', 'clics sur le lien']],
  ['link_clicks', undefined, 'de', ['linkklicks', 'link-klicks']],
  ['views', undefined, 'en', ['views']],
  ['views', 'facebook', 'en', ['facebook views']],
  ['views', 'instagram', 'en', ['instagram views']],
  ['views', undefined, 'pt', ['visualizações']],
  ['views', undefined, 'es', ['visualizaciones']],
  ['views', undefined, 'id', ['tayangan']],
  ['views', 'facebook', 'id', ['tayangan facebook']],
  ['views', 'instagram', 'id', ['tayangan instagram']],
  ['viewers', undefined, 'en', ['viewers']],
  ['viewers', 'facebook', 'en', ['facebook viewers']],
  ['viewers', undefined, 'pt', ['espectadores']],
  ['viewers', undefined, 'es', ['espectadores']],
  ['viewers', undefined, 'id', ['penonton']],
  ['impressions', undefined, 'en', ['impressions']],
  ['interactions', undefined, 'en', ['content interactions']],
  ['interactions', 'facebook', 'en', ['facebook content interactions']],
  ['interactions', 'instagram', 'en', ['instagram content interactions']],
  ['interactions', undefined, 'pt', ['interações com o conteúdo', 'interações com conteúdo']],
  ['interactions', undefined, 'es', ['interacciones con el contenido', 'interacciones con contenido']],
  ['interactions', undefined, 'id', ['interaksi', 'interaksi konten']],
  ['followers_gained', undefined, 'en', ['follows', 'new followers']],
  ['followers_gained', 'facebook', 'en', ['facebook follows', 'facebook page follows', 'facebook page new likes', 'new facebook followers']],
  ['followers_gained', 'instagram', 'en', ['instagram follows', 'new instagram followers']],
  ['followers_gained', 'instagram', 'pt', ['seguidores no instagram', 'seguidores do instagram', 'novos seguidores do instagram']],
  ['followers_gained', 'facebook', 'pt', ['seguidores no facebook', 'seguidores do facebook', 'novas curtidas da página do facebook']],
  ['followers_gained', undefined, 'pt', ['seguimentos', 'seguidores']],
  ['followers_gained', undefined, 'es', ['seguidores', 'seguimientos']],
  ['followers_gained', 'instagram', 'es', ['seguidores de instagram', 'seguidores en instagram', 'seguimientos de instagram']],
  ['followers_gained', 'facebook', 'es', ['seguidores de facebook', 'seguidores en facebook', 'seguimientos de facebook']],
  ['followers_gained', undefined, 'id', ['pengikut', 'mengikuti']],
  ['followers_gained', 'instagram', 'id', ['pengikut instagram', 'pengikut baru instagram', 'pengikut instagram baru']],
  ['followers_gained', 'facebook', 'id', ['pengikut facebook', 'pengikut baru facebook', 'suka baru halaman facebook']],
  ['followers_lost', undefined, 'en', ['unfollows']],
  ['followers_lost', 'facebook', 'en', ['facebook unfollows']],
  ['followers_lost', 'instagram', 'en', ['instagram unfollows']],
  ['followers_net', undefined, 'en', ['net follows']],
  ['followers_net', 'facebook', 'en', ['facebook net follows', 'net facebook follows']],
  ['followers_net', 'instagram', 'en', ['instagram net follows', 'net instagram follows']],
  ['profile_views', undefined, 'en', ['visits', 'profile visits']],
  ['profile_views', 'facebook', 'en', ['facebook visits', 'facebook page visits', 'facebook profile visits']],
  ['profile_views', 'instagram', 'en', ['instagram profile visits', 'instagram visits']],
  ['profile_views', 'facebook', 'pt', ['visitas ao facebook', 'visitas à página do facebook', 'visitas no facebook']],
  ['profile_views', 'instagram', 'pt', ['visitas ao perfil do instagram']],
  ['profile_views', 'facebook', 'es', ['visitas a facebook', 'visitas a la página de facebook']],
  ['profile_views', 'instagram', 'es', ['visitas al perfil de instagram']],
  ['profile_views', 'facebook', 'id', ['kunjungan facebook', 'kunjungan halaman facebook', 'kunjungan profil facebook']],
  ['profile_views', 'instagram', 'id', ['kunjungan profil instagram']],
  ['link_clicks', undefined, 'en', ['link clicks']],
  ['link_clicks', 'facebook', 'en', ['facebook link clicks']],
  ['link_clicks', 'instagram', 'en', ['instagram link clicks']],
  ['link_clicks', undefined, 'pt', ['cliques no link']],
  ['link_clicks', 'facebook', 'pt', ['cliques no link do facebook']],
  ['link_clicks', 'instagram', 'pt', ['cliques no link do instagram']],
  ['link_clicks', undefined, 'es', ['clics en el enlace']],
  ['link_clicks', 'facebook', 'es', ['clics en el enlace de facebook']],
  ['link_clicks', 'instagram', 'es', ['clics en el enlace de instagram']],
  ['link_clicks', undefined, 'id', ['klik tautan']],
  ['link_clicks', 'facebook', 'id', ['klik tautan facebook']],
  ['link_clicks', 'instagram', 'id', ['klik tautan instagram']],
]);

type TitleRow = readonly [metric: string, platform: ExportPlatform | undefined, locale: Locale, titles: readonly string[]];

function titles(rows: readonly TitleRow[]) {
  const known: Record<string, { metric: string; platform: ExportPlatform | undefined; locale: Locale[] }> = {};
  for (const [metric, platform, locale, words] of rows)
    for (const word of words) {
      const entry = known[word] ?? { metric, platform, locale: [] };
      known[word] = { ...entry, locale: [...entry.locale, locale] };
    }
  return known;
}

/** The first word of Meta's daily tables by language. */
export const DATE_WORDS: Readonly<Record<string, Locale>> = { date: 'en', data: 'pt', tanggal: 'id', fecha: 'es', datum: 'de' };

/** Meta's daily figures: one table for each metric, which its title names; the header of the figures says `Primary`. */
export const META_DAILY: ExportLayout = {
  tool: 'meta-business-suite',
  layout: 'daily',
  shape: 'daily',
  platform: undefined,
  dates: 'iso',
  words: {},
};
