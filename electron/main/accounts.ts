import * as v from 'valibot';
import type { NetworkAccount, SmtpSignIn } from '../../shared/contracts/control.ts';
import type { AccountForm, AccountSummary, Remember } from '../../shared/contracts/main.ts';
import { identitiesSchema, type Identity, identityOf } from '../../shared/mail/compose/identity.ts';
import { type Root, rootsSchema } from '../../shared/mail/roots.ts';
import { type Keep, keepSchema, keepsMoved } from '../../shared/mail/keep.ts';
import { type DIALECTS, MAILBOXES } from '../../shared/mail/dialects.ts';
import { type Sending, smtpSchema } from '../../shared/mail/smtp.ts';
import type { Mailbox } from '../../shared/mail/compose/draft.ts';
import { fail } from '../../shared/errors.ts';
import type { Say } from '../../shared/language/say.ts';
import { type Told, told } from '../../shared/language/told.ts';
import { originOf } from '../../shared/health/origin-of.ts';
import { createInTurn } from '../../shared/in-turn.ts';
import type { DemoServer } from './demo-account.ts';
import type { Secrets } from './secrets.ts';
import type { StoredJson } from './stored-json.ts';

const account = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  name: v.string(),
  url: v.string(),
  user: v.string(),
  demo: v.boolean(),
  /** Files of earlier versions know Exchange only. */
  dialect: v.optional(v.picklist(MAILBOXES), 'exchange'),
  /** Files of earlier versions have none. */
  identities: v.optional(identitiesSchema, []),
  /** Folders that are fetched whole; files of earlier versions have none. */
  keeps: v.optional(v.array(keepSchema), []),
  /** Folders of others and public ones that are on the list; files of earlier versions have none. */
  roots: v.optional(rootsSchema, []),
  /** Its server is asked nothing. */
  paused: v.optional(v.boolean(), false),
  /** Who sends its mail, where its own server does not. */
  smtp: v.exactOptional(smtpSchema),
});
export const accountsSchema = v.object({
  version: v.literal(1),
  accounts: v.array(account),
  /** Work offline: no server is asked anything. */
  offline: v.optional(v.boolean(), false),
});
export type StoredAccounts = v.InferOutput<typeof accountsSchema>;
type Account = StoredAccounts['accounts'][number];

export const DEMO_ID = 'demo';
/** The mailbox on this computer: there is one. */
export const LOCAL_ID = 'local';

export interface Accounts {
  list(): readonly AccountSummary[];
  /** With passwords: for the network process and nobody else. */
  forNetwork(): readonly NetworkAccount[];
  hasDemo(): boolean;
  add(
    form: AccountForm,
    remember: Remember,
    dialect: (typeof DIALECTS)[number],
    sending?: Sending,
  ): Promise<AccountSummary>;
  /** The mailbox on this computer, which comes into being when it is asked for. */
  openLocal(): Promise<AccountSummary>;
  /** Names the server that sends, or none. */
  setSending(id: string, sending: Sending | null, remember: Remember): Promise<void>;
  /** What would be signed in with; null: an account that is not added yet. */
  signInOf(id: string | null, sending: Sending): SmtpSignIn;
  remove(id: string): Promise<void>;
  setPassword(id: string, password: string, remember: Remember): Promise<void>;
  setIdentities(id: string, identities: readonly Identity[]): Promise<void>;
  /** Keeps a folder on this computer from now on, or (null) no more. */
  setKeep(id: string, path: string, keep: Omit<Keep, 'path'> | null): Promise<void>;
  /** Puts a folder of another user or a public one on the list, or takes it off. */
  setRoot(id: string, root: Root, listed: boolean): Promise<void>;
  /** A folder has another path from now on: what is kept of it, and of those in it, follows. */
  followFolder(id: string, from: string, to: string): Promise<void>;
  /** Pauses or resumes the server at this origin, for all accounts that are on it. */
  setPaused(origin: string, paused: boolean): Promise<void>;
  /** Whether no server is asked anything from now on. */
  setOffline(offline: boolean): Promise<void>;
  /** What the server says; what a person has written is left alone. */
  learnIdentity(id: string, mailbox: Mailbox): Promise<void>;
  /** The mock is on another port at each start. */
  setDemo(server: DemoServer): Promise<void>;
}

export interface AccountsOptions {
  readonly file: StoredJson<StoredAccounts>;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly say: Say;
  /** True: the first start ever adds the demo account. False: it is not shown, and kept for later. */
  readonly demo: boolean;
  readonly onChange: () => void;
  readonly onProblem: (problem: Told) => void;
}

/** The accounts of this user, in the order in which they were added. */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { file, secrets, say } = options;
  const entered = new Map<string, number>();
  const { value, problem } = await file.read();
  if (problem) options.onProblem(problem);
  let accounts: readonly Account[] = value?.accounts ?? (options.demo ? [demoAccount(say)] : []);
  let isOffline = value?.offline ?? false;

  const inTurn = createInTurn();
  /** Each change starts from what the one before it left: the mock may report itself while an account is added. */
  const store = (change: (before: readonly Account[]) => readonly Account[], offline?: boolean) =>
    inTurn(async () => {
      const next = change(accounts);
      const nextOffline = offline ?? isOffline;
      await file.write({ version: 1, accounts: [...next], offline: nextOffline });
      accounts = next;
      isOffline = nextOffline;
      options.onChange();
    });
  const shown = () => {
    const some = accounts.filter(({ demo }) => options.demo || !demo);
    const isLocal = ({ dialect }: Account) => dialect === 'local';
    return [...some.filter((each) => !isLocal(each)), ...some.filter(isLocal)];
  };
  const find = (id: string): Account => {
    const found = accounts.find((candidate) => candidate.id === id);
    if (found) return found;
    throw fail('not-found', told('This account is no longer there. Nothing was changed.'));
  };
  const summarise = ({
    id,
    name,
    url,
    user,
    demo,
    dialect,
    identities,
    keeps,
    roots,
    paused,
    smtp,
  }: Account): AccountSummary => ({
    dialect,
    id,
    name,
    url,
    user,
    demo,
    needsPassword: !demo && dialect !== 'local' && secrets.get(id) === null,
    identities,
    keeps,
    roots,
    paused,
    // There is no server that could be asked.
    offline: isOffline && dialect !== 'local',
    ...(smtp ? { sending: { ...smtp, ownPassword: secrets.get(sendingKey(id)) !== null } } : {}),
  });
  /** The password first, as with accounts. */
  const keepOwn = async (id: string, { same, password }: Sending, remember: Remember) => {
    if (same) await secrets.remove(sendingKey(id));
    else if (password !== '') await secrets.set(sendingKey(id), password, remember);
  };

  return {
    list: () => shown().map(summarise),
    forNetwork: () =>
      shown().map(({ id, url, user, demo, dialect, identities, paused, smtp }) => ({
        dialect,
        id,
        url,
        user,
        demo,
        paused,
        offline: isOffline,
        password: secrets.get(id),
        entered: entered.get(id) ?? 0,
        identityWanted: identities.length === 0 && dialect !== 'local',
        ...(smtp ? { smtp: { ...smtp, password: secrets.get(sendingKey(id)) } } : {}),
      })),
    hasDemo: () => shown().some(({ demo }) => demo),
    async add(form, remember, dialect, sending) {
      const added = {
        id: options.newId(),
        name: form.name,
        url: form.url,
        user: form.user,
        demo: false,
        dialect,
        identities: [],
        keeps: [],
        roots: [],
        // A server that is paused stays so, whoever comes to it.
        paused: accounts.some((each) => each.paused && originOf(each.url) === originOf(form.url)),
        ...(sending ? { smtp: sending.smtp } : {}),
      };
      // The password first: an account without one would ask at once, a password without account does no harm.
      await secrets.set(added.id, form.password, remember);
      if (sending) await keepOwn(added.id, sending, remember);
      await store((before) => [...before, added]);
      return summarise(added);
    },
    async openLocal() {
      const isThere = () => accounts.some(({ dialect }) => dialect === 'local');
      if (!isThere()) await store((before) => (isThere() ? before : [...before, localAccount(say)]));
      return summarise(find(LOCAL_ID));
    },
    async remove(id) {
      find(id);
      await store((before) => before.filter((candidate) => candidate.id !== id));
      await secrets.remove(id);
      await secrets.remove(sendingKey(id));
    },
    async setSending(id, sending, remember) {
      find(id);
      if (sending) await keepOwn(id, sending, remember);
      else await secrets.remove(sendingKey(id));
      entered.set(id, (entered.get(id) ?? 0) + 1);
      await store((before) =>
        before.map((each) => {
          if (each.id !== id) return each;
          const { smtp: _, ...others } = each;
          return sending ? { ...others, smtp: sending.smtp } : others;
        }),
      );
    },
    signInOf(id, { smtp, same, password }) {
      if (password !== '' && !same) return { ...smtp, password };
      const kept = id === null ? null : ((same ? null : secrets.get(sendingKey(id))) ?? secrets.get(id));
      return { ...smtp, password: kept };
    },
    async setPassword(id, password, remember) {
      find(id);
      await secrets.set(id, password, remember);
      // The same one again is worth a try: the server may have been wrong, or the account was unlocked meanwhile.
      entered.set(id, (entered.get(id) ?? 0) + 1);
      options.onChange();
    },
    async setIdentities(id, identities) {
      find(id);
      await store((before) => before.map((each) => (each.id === id ? { ...each, identities } : each)));
    },
    async setKeep(id, path, keep) {
      find(id);
      const kept = ({ keeps }: Account) => [
        ...keeps.filter((each) => each.path !== path),
        ...(keep ? [{ path, ...keep }] : []),
      ];
      await store((before) => before.map((each) => (each.id === id ? { ...each, keeps: kept(each) } : each)));
    },
    async setRoot(id, root, listed) {
      find(id);
      const next = ({ roots }: Account) => [
        ...roots.filter(({ path }) => path !== root.path),
        ...(listed ? [root] : []),
      ];
      await store((before) => before.map((each) => (each.id === id ? { ...each, roots: next(each) } : each)));
    },
    async followFolder(id, from, to) {
      const follow = (each: Account): Account => {
        const keeps = each.id === id ? keepsMoved(each.keeps, from, to) : each.keeps;
        return keeps === each.keeps ? each : { ...each, keeps: [...keeps] };
      };
      if (accounts.some((each) => follow(each) !== each)) await store((before) => before.map(follow));
    },
    async setPaused(origin, paused) {
      const isThere = (each: Account) => originOf(each.url) === origin;
      if (!accounts.some(isThere))
        throw fail('not-found', told('No account is on this server any more. Nothing was changed.'));
      await store((before) => before.map((each) => (isThere(each) ? { ...each, paused } : each)));
    },
    setOffline: (offline) => store((before) => before, offline),
    learnIdentity: (id, mailbox) =>
      store((before) =>
        before.map((each) =>
          each.id === id && each.identities.length === 0
            ? { ...each, identities: [identityOf(mailbox)] }
            : each,
        ),
      ),
    async setDemo({ url, user, password }) {
      await secrets.set(DEMO_ID, password, 'session');
      await store((before) => before.map((each) => (each.demo ? { ...each, url, user } : each)));
    },
  };
}

/** Ids of accounts have no colon. */
function sendingKey(id: string): string {
  return `${id}:sending`;
}

const localAccount = (say: Say): Account => ({
  id: LOCAL_ID,
  name: say('On this computer'),
  url: '',
  user: '',
  demo: false,
  dialect: 'local',
  identities: [],
  keeps: [],
  roots: [],
  paused: false,
});
/** Where it is says the mock at each start. */
const demoAccount = (say: Say): Account => ({
  id: DEMO_ID,
  name: say('Demo mailbox'),
  url: '',
  user: '',
  demo: true,
  dialect: 'exchange',
  identities: [],
  keeps: [],
  roots: [],
  paused: false,
});
