import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { languageFor } from '../../shared/language/languages.ts';
import type { Accounts } from './accounts.ts';
import type { Attachments } from './attachments.ts';
import type { CallHandlers } from './answer-call.ts';
import type { Category } from '../../shared/mail/categories.ts';
import type { SavedSearch } from '../../shared/mail/saved-search.ts';
import type { DragOut } from './drag-out.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import type { KeptList, KeptValue } from './kept-list.ts';
import { openLink } from './links.ts';
import type { MailFiles } from './mail-files.ts';
import type { MenuTicks } from './menu-ticks.ts';
import type { NetworkHost } from './network-process.ts';
import type { Notices } from './notices.ts';
import type { Paper } from './paper.ts';
import type { Secrets } from './secrets.ts';
import type { KeptSettings } from './settings.ts';
import type { Spelling } from './spelling.ts';
import type { StartAtLogin } from './start-at-login.ts';
import type { Updates } from './updates/updates.ts';
import type { Smoke } from './smoke.ts';

export interface CallDependencies {
  readonly accounts: Accounts;
  readonly categories: KeptList<Category>;
  readonly secrets: Secrets;
  readonly searches: KeptList<SavedSearch>;
  readonly filing: KeptValue<Filing>;
  readonly network: NetworkHost;
  readonly attachments: Attachments;
  readonly dragOut: DragOut;
  readonly smoke: Smoke;
  readonly saveText: (name: string, text: string) => Promise<{ readonly path: string } | null>;
  readonly mailFiles: MailFiles;
  readonly paper: Paper;
  readonly notices: Notices;
  readonly settings: KeptSettings;
  readonly login: StartAtLogin;
  readonly spelling: Spelling;
  readonly updates: Updates;
  readonly ticks: MenuTicks;
  readonly restart: () => void;
  /** The languages that the system prefers, BCP 47. */
  readonly systemLanguages: () => readonly string[];
  readonly takeMailto: () => readonly string[];
  readonly takeLinks: () => readonly string[];
  readonly takeWindows: () => readonly string[];
  readonly openComposer: (draftId: string) => void;
  readonly openMessage: (messageId: string) => void;
  readonly openExternal: (url: string) => Promise<void>;
}

/** What the window may ask of main, each in a line. */
export function createCalls(of: CallDependencies): CallHandlers {
  return {
    'accounts.list': () => Promise.resolve(of.accounts.list()),
    'accounts.check': (form) => of.network.check(form),
    'accounts.add': ({ form, remember, dialect, sending }) =>
      of.accounts.add(form, remember, dialect, sending),
    'accounts.checkSending': ({ id, sending }) => of.network.checkSending(of.accounts.signInOf(id, sending)),
    'accounts.sending': ({ id, sending, remember }) =>
      of.accounts.setSending(id, sending, remember).then(() => null),
    'accounts.remove': ({ id }) => of.accounts.remove(id).then(() => null),
    'accounts.password': ({ id, password, remember }) =>
      of.accounts.setPassword(id, password, remember).then(() => null),
    'accounts.identities': ({ id, identities }) => of.accounts.setIdentities(id, identities).then(() => null),
    'server.pause': ({ origin, paused }) => of.accounts.setPaused(origin, paused).then(() => null),
    'folder.keep': ({ accountId, path, keep }) => of.accounts.setKeep(accountId, path, keep).then(() => null),
    'root.set': ({ accountId, root, listed }) =>
      of.accounts.setRoot(accountId, root, listed).then(() => null),
    'work.offline': ({ offline }) => of.accounts.setOffline(offline).then(() => null),
    'categories.list': () => Promise.resolve(of.categories.list()),
    'categories.set': ({ list }) => of.categories.set(list).then(() => null),
    'searches.list': () => Promise.resolve(of.searches.list()),
    'searches.set': ({ list }) => of.searches.set(list).then(() => null),
    'filing.get': () => Promise.resolve(of.filing.value()),
    'filing.set': ({ filing }) => of.filing.set(filing).then(() => null),
    'secrets.backend': () => Promise.resolve(of.secrets.backend),
    'attachment.open': ({ fileId, name }) => of.attachments.open(fileId, name),
    'attachment.drag': ({ fileId, name }) => of.attachments.drag(fileId, name),
    'attachment.save': ({ fileId, name }) => of.attachments.save(fileId, name),
    'attachment.chooseFolder': () => of.attachments.chooseFolder(),
    'attachment.saveAll': ({ token, fileId, name }) => of.attachments.saveAll(token, fileId, name),
    'text.save': ({ name, text }) => of.saveText(name, text),
    'notice.show': (notice) => Promise.resolve(of.notices.show(notice)),
    'notice.reminder': (notice) => Promise.resolve(of.notices.reminder(notice)),
    'notice.mail': (notice) => Promise.resolve(of.notices.mail(notice)),
    'settings.get': () => Promise.resolve(of.settings.now()),
    'settings.set': (some) => of.settings.change(some),
    'login.get': async () => ({ starts: await of.login.get() }),
    async 'login.set'({ starts }) {
      await of.login.set(starts);
      return { starts: await of.login.get() };
    },
    'spelling.facts': () => Promise.resolve(of.spelling.facts(of.settings.now())),
    'updates.state': () => Promise.resolve(of.updates.state()),
    'updates.check': () => of.updates.check(),
    async 'updates.restart'() {
      of.updates.restart();
      return null;
    },
    async 'app.restart'() {
      of.restart();
      return null;
    },
    'language.next': () =>
      Promise.resolve({
        language: languageFor(of.settings.now().language ?? of.systemLanguages()[0] ?? 'en'),
      }),
    async 'menu.ticks'(ticks) {
      of.ticks.put(ticks);
      return null;
    },
    'badge.set': (facts) => Promise.resolve(of.notices.badge(facts)),
    'link.open': ({ url }) => openLink(url, of.openExternal),
    'local.open': () => of.accounts.openLocal(),
    'mail.chooseImport': ({ what }) => of.mailFiles.chooseImport(what),
    'mail.chooseExport': () => of.mailFiles.chooseExport(),
    'drag.place': () => of.dragOut.place(),
    'drag.ready': ({ token, what }) => of.dragOut.ready(token, what),
    'drag.start': async ({ token }) => of.dragOut.start(token),
    'drag.forget': ({ token }) => of.dragOut.forget(token),
    'mail.take': () => Promise.resolve(of.mailFiles.take()),
    'mailto.take': () => Promise.resolve(of.takeMailto()),
    async 'compose.open'({ id }) {
      of.openComposer(id);
      return null;
    },
    'compose.attach': notHere,
    'compose.picture': notHere,
    'compose.close': notHere,
    async 'message.show'({ id }) {
      of.openMessage(id);
      return null;
    },
    'paper.print': ({ html }) => of.paper.print(html),
    'paper.pdf': ({ html, name }) => of.paper.savePdf(html, name),
    'links.take': () => Promise.resolve(of.takeLinks()),
    'windows.take': () => Promise.resolve(of.takeWindows()),
    'message.left': notHere,
    'message.relay': notHere,
    'message.close': notHere,
    'smoke.ready': (facts) => of.smoke.ready(facts),
    'smoke.failed': ({ sentence }) => of.smoke.failed(sentence),
  };
}

/** Calls of another kind of window. */
export function notHere(): Promise<never> {
  return Promise.reject(fail('forbidden', told('This window may not ask for that.')));
}
