const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

/** Every bound on size, time and tries, each with its reason. A server is hostile input. Bytes and ms. */
export const LIMITS = {
  /** How long a connection that is signed in (NTLM) lies idle; IIS closes it after two minutes. */
  signedInIdleMs: 60_000,
  /** How long a password is not shown again after a line that broke before the server said what it thinks of it. */
  unansweredProofMs: 60_000,
  /** How often a server is asked whether its subscriptions have something to tell: new mail shows within this. */
  newsPollMs: 10_000,
  /** Where each address has to be asked by itself, what is not new mail waits for every so many of those questions. */
  newsRounds: 3,
  /** Seconds that a subscription is asked to live, and how long before its end it is renewed. */
  newsLifetime: 3600,
  newsRenewMs: 60_000,
  /** Always news, or always a lost subscription, so many times in a row: such answers say nothing. */
  newsAlarms: 10,
  /** Ending subscriptions is a courtesy, which holds nobody up longer than this. */
  newsEndMs: 5000,
  /** Idle connections that are kept to a server. */
  keptConnections: 1,
  /** A TCP or TLS connection that takes longer than this will not come. */
  connectMs: 20_000,
  /** Exchange converts a message before it sends the first byte; for a large one that takes minutes (KB 329067). */
  firstByteMs: 120_000,
  /** A list's server that is to take somebody off; it needs no conversion. */
  unsubscribeMs: 30_000,
  /** A server that takes a message over converts it, and may work for minutes before it says so (S6). */
  submitMs: 600_000,
  /** Silence in the middle of an answer, or a socket that takes nothing of what is sent. There is no total deadline: it would kill slow lines that work. */
  stallMs: 30_000,
  /** Bytes read from a socket before anybody asked for them: enough to keep line and disk busy at the same time. */
  readAheadBytes: 2 * MiB,
  /** A 207. The longest honest one is a page of 1,000 identities or the tree of a large mailbox: under 2 MiB. */
  listAnswerBytes: 64 * MiB,
  /** A 207 about one resource: its longest honest value is an HTML body. */
  itemAnswerBytes: 24 * MiB,
  /** A message asked for whole: its listed size is an estimate, base64 and headers may quadruple it. */
  bodyBytes: 4 * MiB,
  /** How much of an error page is read to learn what it means. */
  errorBodyBytes: 16 * KiB,
  /** An attachment. Exchange's own bound is 2 GB; an answer beyond this is one that never ends. */
  fileBytes: 2 * GiB,
  /** Saxes with namespaces is quadratic in depth: 100,000 levels cost minutes, 256 cost 7 ms. */
  xmlDepth: 256,
  /** Attributes on one element; a multistatus root declares some twenty namespaces. */
  xmlAttributes: 256,
  /** Characters of one property value; an HTML body is the longest. */
  xmlValueChars: 16 * MiB,
  /** Characters of markup between two events, so that one endless tag cannot eat the memory. */
  xmlMarkupChars: MiB,
  /** DavMail uses 5 connections, real servers suffered; two leave room for others. */
  requestsAtOnce: 2,
  /** Headers of messages on a plain server that are asked for together; the gate lets fewer through. */
  plainHeadersAtOnce: 20,
  /** Collections of a plain server that are walked through, and how deep: one that goes in circles by links ends here. */
  plainFolders: 5000,
  plainDepth: 20,
  /** Public folders of one level that are told at once; a person sees a screenful, and may ask for more. */
  browsedFolders: 200,
  /** Names that are tried for a message in a folder where its own is taken. */
  plainNames: 20,
  /** Rows asked for at once where only identities are wanted. */
  identityRows: 1000,
  /** Rows of an answer about changes: a quiet day is one answer, a busy month comes in parts. */
  changeRows: 500,
  /** Answers in which one folder's changes come (RFC 6578 section 3.6); more are one that goes in circles. */
  syncAnswers: 200,
  /** New tokens in a row that a server did not take back: it is not asked for changes any more. */
  syncRefusals: 10,
  /** A plain server whose changes are asked for is listed whole at every so many walks: it may not tell of properties. */
  plainWholeWalks: 60,
  /** Messages up to which a plain folder is listed at each look, whatever its stamp says: some 30 KB. */
  plainSmall: 50,
  /** So old a stamp of a plain folder has to be before a listing is believed to hold all that it tells of. */
  plainStampMs: 5000,
  /** A plain folder whose stamp is believed is listed whole after this: marks and files written anew do not show in it. */
  plainWholeMs: 10 * 60_000,
  /** Message-IDs asked for in one search: the condition stays a few kilobytes. */
  messageIdsAtOnce: 50,
  /** Characters of one word or phrase that a server is asked to look for. */
  searchWordChars: 200,
  /** Messages whose attachments are asked for by name in one search: each costs a request. */
  searchAttachmentLists: 30,
  /** A draft below this may be without a body; above it there is one. */
  bodylessBytes: 8 * KiB,
  /** Rows a batch on the port. */
  batchRows: 100,
  /** One redirect within the origin (a missing slash), never two. */
  redirects: 1,
  /** How often a download goes on after a broken line within one call. */
  downloadResumes: 4,
  /** Progress on the port: at most four times a second. */
  progressMs: 250,
  /** A file of any size may come: it goes to disk, whose room is checked. */
  transferBytes: Number.POSITIVE_INFINITY,
  /** A server that answers 500 to large responses (KB 329067) is asked for pieces: the first size, and its bounds. */
  pieceStartBytes: 4 * MiB,
  pieceLeastBytes: 64 * KiB,
  pieceMostBytes: 32 * MiB,
  /** A size that was refused is not asked for again before this. */
  pieceRefusalMs: 3_600_000,
  /** Read again before going on after an interruption, and compared: ETags made of size and time lie. */
  overlapBytes: 64 * KiB,
  /** The same between two pieces that came without a fault: little, for each piece pays it. */
  seamBytes: 4 * KiB,
  /** Zeros at the end of an answer that are looked at twice: some proxies pad what was cut. */
  suspectZeros: 8,
  /** How often one download starts over because the item changed under it. */
  downloadChanges: 3,
  /** Tries in a row without a byte, for what somebody waits for; in the background it is time that counts. */
  downloadTries: 8,
  downloadPatienceMs: 24 * 3_600_000,
  /** A web page in a file's place: the session is renewed on the way, so a few tries are worth it. */
  downloadPages: 2,
  /** Bytes since the last cut that make the next try come at once. */
  quickRetryBytes: MiB,
  /** Several connections pay from here on, and one asks for no less and no more than this at a time. */
  segmentedFromBytes: 32 * MiB,
  segmentLeastBytes: MiB,
  segmentMostBytes: 64 * MiB,
  /** How long a number of connections is watched before it is judged, and what the next must gain. */
  segmentLookMs: 500,
  segmentGain: 1.1,
  /** Connections where nobody said how many, on a server that is no Exchange. */
  segmentsUnasked: 4,
  /** The rate shown is that of the last so many ms. */
  rateWindowMs: 3000,
  /** Failures in a row that open a server's circuit, and how long it rests. */
  circuitFailures: 5,
  circuitRestMs: 10_000,
  circuitMostMs: 300_000,
  /** How often those who wait for a circuit look again. */
  circuitLookMs: 250,
  /** Tries without progress that all transfers of a server have together, and how fast they come back. */
  retryTokens: 20,
  retryTokenMs: 6000,
  /** Bytes of a stream that are written as soon as the disk is free, with a checksum in the journal: what a killed process loses. */
  partNoteBytes: 64 * KiB,
  /** Bytes that wait for the disk are written together up to this much. */
  partRunBytes: 2 * MiB,
  /** Data goes to the disk for good after this many bytes or this long: what a power cut loses. */
  partSyncBytes: 4 * MiB,
  partSyncMs: 2000,
  /** Bytes taken from the line that the disk has not; more make the line wait. */
  partBehindBytes: 4 * MiB,
  /** Bytes that are in the file before the thread that hashes them is told: few messages, and it is never far behind. */
  hashStepBytes: MiB,
  /** Streams that write beside one another before the oldest unfinished run is put on disk early. */
  partOpenRuns: 32,
  /** A journal longer than this is written anew, shorter. */
  partJournalBytes: MiB,
  /** No journal of ours is longer; more of one is not read. */
  partJournalReadBytes: 16 * MiB,
  /** Below this a file's room is not worth reserving. */
  partReserveBytes: 4 * MiB,
  /** What is given to the socket at a time: the most, and the least once it takes long, so that a slow line shows that it lives. */
  sendMostBytes: 64 * KiB,
  sendLeastBytes: 4 * KiB,
  /** A socket that takes longer for one portion gets smaller ones. */
  sendPortionMs: 1000,
  /** Sentences kept with a transfer. */
  transferNotes: 8,
  /** A message in one pass: its text parts, all that stays of it in memory, and the longest line that is looked at whole. */
  streamTextBytes: 4 * MiB,
  streamSkeletonBytes: 12 * MiB,
  streamLineBytes: 4096,
  /** Parts and files of one message; more are an attack. */
  streamParts: 1000,
  streamHeadBytes: MiB,
  /** Snapshots of a message that is being read, ms apart. */
  streamTellMs: 500,
  /** Finished requests that can be looked at: a busy hour, or a quiet week. */
  requestsKept: 2000,
  /** The request log on disk: so old, in two files of so many bytes, written so long after the first of several requests. */
  requestFileMs: 7 * 24 * 3_600_000,
  requestFileBytes: 4 * MiB,
  requestFileDelayMs: 2000,
  imageBytes: 5 * MiB,
  imageMs: 20_000,
  imageRedirects: 3,
  /** SMTP (RFC 5321 section 4.5.3.2): five minutes a command, also for the greeting. */
  smtpCommandMs: 300_000,
  /** After the final dot the server delivers, and a short wait there makes doubles (RFC 5321 section 4.5.3.2.6). */
  smtpAfterDotMs: 600_000,
  /** A check for a person who waits. */
  smtpCheckMs: 20_000,
  /** One reply, with all its lines; 512 bytes a line by the standard. */
  smtpReplyBytes: 64 * KiB,
} as const;
