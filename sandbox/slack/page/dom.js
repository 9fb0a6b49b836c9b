/** Makes an element: properties by name, `class`, `on…` listeners, other names as attributes; children are nodes or text. */
export const h = (tag, properties = {}, ...children) => {
  const element = tag === 'svg' || tag === 'path' ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(4).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
};

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** A small drawing from paths on a grid of 20. */
export const icon = (...paths) =>
  h(
    'svg',
    { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' },
    paths.map((d) => h('path', { d })),
  );

/** An address that may be opened, or nothing. */
export const safeAddress = (address) => {
  if (!URL.canParse(address, location.href)) return undefined;
  const url = new URL(address, location.href);
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
};

/** A link that opens beside the page, unless it leads to a message of this one. */
export const link = (address, ...children) => {
  const href = safeAddress(address);
  if (!href) return h('span', {}, ...children);
  const own = href.startsWith(`${location.origin}/archives/`);
  return h('a', own ? { href } : { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
};
