/** Escapes the three characters that Slack reads as control characters. */
export const escapeMrkdwn = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Splits a text into escaped pieces of at most `limit` characters each, at a space where there is one; nothing but that space is lost. */
export function escapedPieces(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (escapeMrkdwn(rest).length > limit) {
    const head = longestHead(rest, limit);
    const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
    const cut = space > head.length / 2 ? space : head.length;
    pieces.push(escapeMrkdwn(rest.slice(0, cut)));
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(escapeMrkdwn(rest));
  return pieces;
}

function longestHead(text: string, limit: number): string {
  let head = '';
  let length = 0;
  for (const character of text) {
    length += escapeMrkdwn(character).length;
    if (length > limit) break;
    head += character;
  }
  return head;
}
