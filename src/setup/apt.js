/**
 * What a Debian-like machine says about itself: its release and the mirrors that its apt reads. Text in, data out;
 * no program is run here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Source one archive of packages
 * @property {string} uri
 * @property {string} suite
 * @property {string[]} components
 * @property {string} [signedBy] a file with keys, when the source names one
 */

/**
 * Sources in the one-line form: `deb [signed-by=FILE] URI SUITE COMPONENT...`
 * @param {string} text
 * @returns {Source[]}
 */
export function parseOneLine(text) {
  const sources = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)([^#]*)/.exec(line);
    if (!match) continue;
    const [, options = '', uri = '', suite = '', rest = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    sources.push(source(uri, suite, rest.split(/\s+/).filter(Boolean), signedBy));
  }
  return sources;
}

/**
 * Sources in the deb822 form: stanzas of `Types:`, `URIs:`, `Suites:`, `Components:`.
 * @param {string} text
 * @returns {Source[]}
 */
export function parseDeb822(text) {
  const sources = [];
  const uncommented = text.replace(/\r/g, '').replace(/^#.*\n?/gm, '');
  for (const stanza of uncommented.split(/\n[ \t]*\n/)) {
    const field = fields(stanza);
    const words = (/** @type {string} */ name) => (field.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (/^(no|false|off|0|disable)$/i.test(field.get('enabled') ?? '')) continue;
    if (!words('types').includes('deb')) continue;
    const signedBy = words('signed-by')[0];
    for (const uri of words('uris')) {
      for (const suite of words('suites')) sources.push(source(uri, suite, words('components'), signedBy));
    }
  }
  return sources;
}

/** A stanza's fields, names in lower case, continuation lines joined. @param {string} stanza */
function fields(stanza) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, name = '', value = ''] of stanza.matchAll(/^([A-Za-z][\w-]*):([^\n]*(?:\n[ \t]+[^\n]*)*)/gm)) {
    found.set(name.toLowerCase(), value.trim());
  }
  return found;
}

/**
 * @param {string} uri
 * @param {string} suite
 * @param {string[]} components
 * @param {string | undefined} signedBy
 * @returns {Source}
 */
function source(uri, suite, components, signedBy) {
  // Keys may also stand in the stanza itself; those are left to apt.
  return signedBy?.startsWith('/') ? { uri, suite, components, signedBy } : { uri, suite, components };
}

/**
 * All sources of this machine's apt.
 * @param {string} [etc]
 * @returns {Source[]}
 */
export function readSources(etc = '/etc/apt') {
  const parts = join(etc, 'sources.list.d');
  const files = [...list(parts).map((name) => join(parts, name)), join(etc, 'sources.list')];
  return files.flatMap((file) => {
    if (file.endsWith('.sources')) return parseDeb822(read(file));
    return file.endsWith('.list') ? parseOneLine(read(file)) : [];
  });
}

/**
 * The mirror of the distribution itself among the sources: the distribution's own host first, then any archive of this
 * release's `main`; never the security archive, a disc or another vendor's packages.
 * @param {Source[]} sources
 * @param {{ id: string, codename: string }} system
 * @returns {Source | undefined}
 */
export function mirrorOf(sources, { id, codename }) {
  const own = sources.filter(
    ({ uri, suite, components }) =>
      !/security|^cdrom:/.test(uri) &&
      !suite.includes('security') &&
      components.includes('main') &&
      (suite === codename || suite.startsWith(`${codename}-`) || /^(old)*(stable|testing|unstable|sid)\b/.test(suite)),
  );
  const host = new RegExp(`^[a-z+]+://[^/]*\\b${id}\\.(org|com)/`);
  const path = new RegExp(`/${id}/?$`);
  return own.find(({ uri }) => host.test(uri)) ?? own.find(({ uri }) => path.test(uri)) ?? own[0];
}

/**
 * @typedef {object} System
 * @property {string} id `debian`, `ubuntu`, ...; empty when unknown
 * @property {string[]} like what it derives from
 * @property {string} codename
 * @property {number} version NaN when it has none
 */

/**
 * Which distribution this is, from the text of /etc/os-release.
 * @param {string} [text]
 * @returns {System}
 */
export function parseSystem(text = read('/etc/os-release')) {
  const value = (/** @type {string} */ name) =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.trim().toLowerCase() ?? '';
  return {
    id: value('ID'),
    like: value('ID_LIKE').split(/\s+/).filter(Boolean),
    codename: value('VERSION_CODENAME'),
    version: Number.parseFloat(value('VERSION_ID')),
  };
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}
