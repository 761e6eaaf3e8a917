/** The servers that the mock can be. `rfc4918` is a plain WebDAV server without anything of Exchange. */
export const PERSONALITIES = ['2000', '2003', '2007', 'rfc4918'] as const;
export type PersonalityName = (typeof PERSONALITIES)[number];

/** In what the servers differ, as facts (reference 0, 2, 3.11, 6.3, 6.4). Code asks for a fact, never for a name. */
export interface Personality {
  readonly name: PersonalityName;
  /** False for rfc4918: no banner, no SEARCH, no bulk verbs, none of Exchange's own properties or status texts. */
  readonly exchange: boolean;
  /** `MS-WebStorage`; null where there is none. */
  readonly webStorage: string | null;
  readonly server: string;
  readonly poweredBy: string | null;
  /** A streaming store beside the property store (reference 6.3): mail that came as MIME stays MIME. */
  readonly streamingStore: boolean;
  /** MaximumResponseSizeInBytes is read (2003 only; seed article). */
  readonly readsMaximumResponseSize: boolean;
  /** Conversions fill the memory of a 32-bit worker process (the seed article's servers); 2007's is 64-bit. */
  readonly convertsInWorkerMemory: boolean;
  /** Forms sign-in (2003 and later, reference 2.2). */
  readonly forms: boolean;
  /** Where the login form is, and where it posts to. */
  readonly loginPage: string;
  readonly loginAction: string;
  /** SUBSCRIBE with a UDP call-back (not in 2007, reference 3.11). */
  readonly udpNotifications: boolean;
  /** `+` in a path ends in 404.11 (IIS 7 request filtering, reference 1.3). */
  readonly filtersDoubleEscaping: boolean;
  /** Control characters in property values: kept (2003) or 400 (2007, reference 3.3; and by XML itself). */
  readonly refusesControlCharacters: boolean;
  /** IIS 7 looks at requests before the store does: too long a body ends in 404.13, elsewhere in 413 (reference 6.4). */
  readonly requestFiltering: boolean;
  /** Default cap on a request body in bytes before the store sees it; null for none (reference 6.4). */
  readonly maxAllowedContentLength: number | null;
}

const IIS6: Personality = {
  name: '2003',
  exchange: true,
  webStorage: '6.5.7638',
  server: 'Microsoft-IIS/6.0',
  poweredBy: 'ASP.NET',
  streamingStore: true,
  readsMaximumResponseSize: true,
  convertsInWorkerMemory: true,
  forms: true,
  loginPage: '/exchweb/bin/auth/owalogon.asp',
  loginAction: '/exchweb/bin/auth/owaauth.dll',
  udpNotifications: true,
  filtersDoubleEscaping: false,
  refusesControlCharacters: false,
  requestFiltering: false,
  maxAllowedContentLength: null,
};

const FACTS: Readonly<Record<PersonalityName, Personality>> = {
  '2000': {
    ...IIS6,
    name: '2000',
    webStorage: '6.0.6249',
    server: 'Microsoft-IIS/5.0',
    poweredBy: null,
    readsMaximumResponseSize: false,
    forms: false,
  },
  '2003': IIS6,
  '2007': {
    ...IIS6,
    name: '2007',
    webStorage: '08.01.10240',
    server: 'Microsoft-IIS/7.0',
    streamingStore: false,
    readsMaximumResponseSize: false,
    convertsInWorkerMemory: false,
    loginPage: '/owa/auth/logon.aspx',
    loginAction: '/owa/auth/owaauth.dll',
    udpNotifications: false,
    filtersDoubleEscaping: true,
    refusesControlCharacters: true,
    requestFiltering: true,
    maxAllowedContentLength: 30_000_000,
  },
  rfc4918: {
    ...IIS6,
    name: 'rfc4918',
    exchange: false,
    webStorage: null,
    server: 'WebDAV',
    poweredBy: null,
    readsMaximumResponseSize: false,
    convertsInWorkerMemory: false,
    forms: false,
    refusesControlCharacters: true,
  },
};

/** The facts of a server. */
export function personalityOf(name: PersonalityName): Personality {
  return FACTS[name];
}
