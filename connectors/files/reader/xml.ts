import type { Text } from '../../contract/metric.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';

/** What a reader of XML hears. Names come without their prefix; attributes as they are written, for `attribute`. */
export interface XmlEvents {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  /** text with its entities replaced; it may come in pieces */
  readonly text: (text: string) => void;
}

/** Takes XML in pieces. */
export interface XmlReader {
  readonly feed: (xml: string) => void;
  readonly end: () => void;
}

const damaged = (reason: Text): FileRefused => new FileRefused(reason, ADVICE.saveNew);
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads the parts of XML that spreadsheets write. Document types and entities of the file's own are refused, so that nothing can grow or be fetched. */
export function openXml(events: XmlEvents): XmlReader {
  let rest = '';
  let depth = 0;
  const tag = (text: string): void => {
    if (text.charCodeAt(0) === 47) {
      depth -= 1;
      if (depth < 0) throw damaged({ id: 'XML berkas ini rusak.', en: 'The XML of this file is broken.' });
      events.close(localName(text, 1, text.length));
      return;
    }
    const closed = text.charCodeAt(text.length - 1) === 47;
    const end = nameEnd(text);
    const name = localName(text, 0, end);
    if (name === '') throw damaged({ id: 'XML berkas ini rusak.', en: 'The XML of this file is broken.' });
    events.open(name, text.slice(end, closed ? -1 : undefined));
    if (closed) events.close(name);
    else if (++depth > LIMITS.depth)
      throw damaged({
        id: `XML berkas ini memiliki lebih dari ${LIMITS.depth} tingkat.`,
        en: `The XML of this file has more than ${LIMITS.depth} levels.`,
      });
  };
  /** The place behind what stands at a `<`, or -1 where its end has not come. */
  const step = (xml: string, at: number): number => {
    const second = xml.charCodeAt(at + 1);
    if (second === 33) return declaration(xml, at, events);
    if (second === 63) return behind(xml, '?>', at);
    const first = xml.indexOf('>', at);
    if (first === -1) return -1;
    const text = xml.slice(at + 1, first);
    const end = isWhole(text) ? first : tagEnd(xml, at);
    if (end === -1) return -1;
    tag(end === first ? text : xml.slice(at + 1, end));
    return end + 1;
  };
  /** Tells the text up to the next tag; the place of that tag, or of what must wait. */
  const textFrom = (xml: string, at: number, next: number): number => {
    const end = next === -1 ? textEnd(xml, at) : next;
    if (end > at) events.text(unescaped(xml.slice(at, end)));
    return end;
  };
  const take = (xml: string): void => {
    let at = 0;
    for (;;) {
      const next = xml.indexOf('<', at);
      if (next !== at) at = textFrom(xml, at, next);
      const end = next === -1 || next + 1 === xml.length ? -1 : step(xml, next);
      if (end === -1) break;
      at = end;
    }
    rest = xml.slice(at);
    if (rest.length > LIMITS.tagCharacters)
      throw damaged({ id: 'XML berkas ini memiliki tag tanpa akhir.', en: 'The XML of this file has a tag without end.' });
  };
  return {
    feed: (xml) => take(rest === '' ? xml : rest + xml),
    end: () => {
      if (rest.trim() !== '' || depth !== 0)
        throw damaged({ id: 'XML berkas ini berakhir terlalu cepat.', en: 'The XML of this file ends too early.' });
    },
  };
}

/** Text may be cut before an entity that has not come whole. */
function textEnd(xml: string, from: number): number {
  const ampersand = xml.lastIndexOf('&');
  return ampersand >= from && ampersand > xml.length - 12 && !xml.includes(';', ampersand) ? ampersand : xml.length;
}

function declaration(xml: string, at: number, events: XmlEvents): number {
  if (xml.startsWith('<!--', at)) return behind(xml, '-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) {
    const end = xml.indexOf(']]>', at);
    if (end === -1) return -1;
    events.text(xml.slice(at + 9, end));
    return end + 3;
  }
  if (xml.length - at < 9) return -1;
  throw new FileRefused(
    { id: 'Berkasnya menyatakan jenis dokumen; tidak ada ekspor yang begitu.', en: 'The file declares a document type, which no export does.' },
    ADVICE.original,
  );
}

function behind(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** Where a tag ends: the first `>` outside of quotation marks. */
function tagEnd(xml: string, at: number): number {
  let mark = 0;
  for (let next = at; next < xml.length; next++) {
    const code = xml.charCodeAt(next);
    if (mark !== 0) mark = code === mark ? 0 : mark;
    else if (code === 34 || code === 39) mark = code;
    else if (code === 62) return next;
  }
  return -1;
}

/** Whether a tag up to the first `>` is certainly complete: most have no attributes, or end behind a closing mark. */
function isWhole(text: string): boolean {
  if (text.length < 3) return true;
  const tail = text.charCodeAt(text.length - 1) === 47 ? text.length - 2 : text.length - 1;
  if (text.charCodeAt(tail) === 34) return text.charCodeAt(tail - 1) !== 61 && !text.includes("'");
  return text.length < 12 && !text.includes('"') && !text.includes("'");
}

function nameEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 47) break;
    at += 1;
  }
  return at;
}

function localName(text: string, from: number, to: number): string {
  // Names of one letter are most of a sheet, and cost nothing this way.
  if (to === from + 1) return text.charAt(from);
  let [begin, end] = [from, to];
  while (end > begin && text.charCodeAt(end - 1) <= 32) end -= 1;
  for (let at = from; at < end; at++) if (text.charCodeAt(at) === 58) begin = at + 1;
  return text.slice(begin, end);
}

/** The value of an attribute by its name without prefix; undefined where it is absent. */
export function attribute(attributes: string, name: string): string | undefined {
  if (attributes === '') return undefined;
  let at = attributes.indexOf(name);
  while (at > 0) {
    const mark = attributes.charAt(at + name.length + 1);
    const before = attributes.charCodeAt(at - 1);
    if ((before <= 32 || before === 58) && attributes.charCodeAt(at + name.length) === 61 && (mark === '"' || mark === "'")) {
      const begin = at + name.length + 2;
      const end = attributes.indexOf(mark, begin);
      return end === -1 ? undefined : unescaped(attributes.slice(begin, end));
    }
    at = attributes.indexOf(name, at + 1);
  }
  return undefined;
}

/** Text with the five named entities and numbered characters replaced; any other entity is refused. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw damaged({ id: 'XML berkas ini rusak.', en: 'The XML of this file is broken.' });
    const character = name.startsWith('#') ? numbered(name) : Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    if (character === undefined)
      throw damaged({ id: 'XML berkas ini memiliki entitas sendiri.', en: 'The XML of this file has an entity of its own.' });
    return character;
  });
}

function numbered(name: string): string | undefined {
  const code = /^#x[0-9a-f]{1,6}$/i.test(name) ? Number.parseInt(name.slice(2), 16) : /^#\d{1,7}$/.test(name) ? Number(name.slice(1)) : Number.NaN;
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return Number.isNaN(code) || code === 0 || code > 0x10ffff || surrogate ? undefined : String.fromCodePoint(code);
}
