import { describe, expect, it } from 'vitest';
import { load } from './load.js';

const { mirrorOf, parseDeb822, parseOneLine, parseSystem } = await load('apt');

const oneLine = `
# deb http://deb.debian.org/debian buster main
deb http://deb.debian.org/debian bookworm main contrib # a comment
deb-src http://deb.debian.org/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/vendor.gpg] https://packages.vendor.example/apt bookworm main
deb http://security.debian.org/debian-security bookworm-security main
`;

const deb822 = `# written by the installer
Types: deb deb-src
URIs: http://mirror.example/debian
# a comment between fields
Suites: trixie trixie-updates
Components: main non-free-firmware
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp

Types: deb
URIs: http://other.example/debian
Suites: trixie
Components: main
Enabled: no

Types: deb
URIs:
 http://one.example/debian
 http://two.example/debian
Suites: trixie-backports
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS/xcRfwEQWzr
`;

describe('apt sources', () => {
  it('reads the one-line form', () => {
    expect(parseOneLine(oneLine)).toEqual([
      { uri: 'http://deb.debian.org/debian', suite: 'bookworm', components: ['main', 'contrib'] },
      {
        uri: 'https://packages.vendor.example/apt',
        suite: 'bookworm',
        components: ['main'],
        signedBy: '/usr/share/keyrings/vendor.gpg',
      },
      { uri: 'http://security.debian.org/debian-security', suite: 'bookworm-security', components: ['main'] },
    ]);
  });

  it('reads the deb822 form', () => {
    const components = ['main', 'non-free-firmware'];
    const signedBy = '/usr/share/keyrings/debian-archive-keyring.pgp';
    expect(parseDeb822(deb822)).toEqual([
      { uri: 'http://mirror.example/debian', suite: 'trixie', components, signedBy },
      { uri: 'http://mirror.example/debian', suite: 'trixie-updates', components, signedBy },
      { uri: 'http://one.example/debian', suite: 'trixie-backports', components: ['main'] },
      { uri: 'http://two.example/debian', suite: 'trixie-backports', components: ['main'] },
    ]);
  });

  it('reads nothing from nothing', () => {
    expect(parseOneLine('')).toEqual([]);
    expect(parseDeb822('\n\n')).toEqual([]);
  });
});

describe('the mirror', () => {
  const debian = { id: 'debian', codename: 'bookworm' };
  const source = (uri: string, suite = 'bookworm', components = ['main']) => ({ uri, suite, components });
  const chosen = (...sources: object[]) => mirrorOf(sources, debian)?.uri;

  it("is the distribution's own before any other", () => {
    const vendor = source('https://packages.vendor.example/apt');
    const mirror = source('http://mirror.example/debian/');
    expect(chosen(vendor, mirror, source('http://deb.debian.org/debian'))).toBe('http://deb.debian.org/debian');
    expect(chosen(vendor, mirror)).toBe('http://mirror.example/debian/');
    expect(chosen(source('mirror+file:/etc/apt/mirrors/debian.list'))).toBe('mirror+file:/etc/apt/mirrors/debian.list');
  });

  it('is never the security archive, a disc, or a suite or component of somebody else', () => {
    expect(chosen(source('http://security.debian.org/debian-security', 'bookworm-security'))).toBeUndefined();
    expect(chosen(source('cdrom:[Debian 12]/'))).toBeUndefined();
    expect(chosen(source('https://deb.nodesource.com/node_20.x', 'nodistro'))).toBeUndefined();
    expect(chosen(source('https://download.docker.com/linux/debian', 'bookworm', ['stable']))).toBeUndefined();
  });
});

it('knows the distribution', () => {
  const text = 'PRETTY_NAME="Ubuntu 24.04"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\n';
  expect(parseSystem(text)).toEqual({ id: 'ubuntu', like: ['debian'], codename: 'noble', version: 24.04 });
  expect(parseSystem('ID="arch"\n')).toEqual({ id: 'arch', like: [], codename: '', version: Number.NaN });
});
