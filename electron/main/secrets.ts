import * as v from 'valibot';
import type { Remember, SecretsBackend } from '../../shared/contracts/main.ts';
import { fail } from '../../shared/errors.ts';
import { createInTurn } from '../../shared/in-turn.ts';
import type { StoredJson } from './stored-json.ts';
import { type Told, told } from '../../shared/language/told.ts';

/** What this needs of Electron's safeStorage. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
}

const entry = v.variant('kept', [
  v.object({ kept: v.literal('keychain'), sealed: v.string() }),
  v.object({ kept: v.literal('file'), password: v.string() }),
]);
export const secretsSchema = v.object({ version: v.literal(1), entries: v.record(v.string(), entry) });
export type StoredSecrets = v.InferOutput<typeof secretsSchema>;

export interface Secrets {
  readonly backend: SecretsBackend;
  /** null: none is kept, or the keychain does not give it back. */
  get(id: string): string | null;
  set(id: string, password: string, remember: Remember): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * Passwords by account id. In the system's keychain where there is a real one; in a file of this user's only (0600),
 * or in memory until Retinue quits, where the person chose so. Call after Electron's 'ready': before it the keychain
 * always says that it is not there.
 */
export async function openSecrets(
  file: StoredJson<StoredSecrets>,
  safe: SafeStorage,
  platform: NodeJS.Platform,
  onProblem: (problem: Told) => void,
): Promise<Secrets> {
  const { value, problem } = await file.read();
  if (problem) onProblem(problem);
  const session = new Map<string, string>();
  const backend = describeBackend(hasKeychain(safe, platform));
  let entries = value?.entries ?? {};

  const inTurn = createInTurn();
  /** Each change starts from what the one before it left. null forgets. */
  const store = (id: string, kept: StoredSecrets['entries'][string] | null) =>
    inTurn(async () => {
      const others = Object.entries(entries).filter(([key]) => key !== id);
      const next = Object.fromEntries(kept === null ? others : [...others, [id, kept]]);
      await file.write({ version: 1, entries: next });
      entries = next;
    });

  return {
    backend,
    get(id) {
      const found = Object.hasOwn(entries, id) ? entries[id] : undefined;
      if (!found) return session.get(id) ?? null;
      return found.kept === 'file' ? found.password : unseal(safe, found.sealed);
    },
    async set(id, password, remember) {
      if (remember === 'session') {
        if (Object.hasOwn(entries, id)) await store(id, null);
        session.set(id, password);
        return;
      }
      if (remember === 'file') await store(id, { kept: 'file', password });
      else {
        if (!backend.keychain) throw fail('unsupported', backend);
        await store(id, { kept: 'keychain', sealed: safe.encryptString(password).toString('base64') });
      }
      session.delete(id);
    },
    async remove(id) {
      session.delete(id);
      if (Object.hasOwn(entries, id)) await store(id, null);
    },
  };
}

/**
 * Linux: 'basic_text' is a fixed key in Chromium's source, which hides nothing, and a selected backend may still not
 * answer (no D-Bus, locked). So both have to hold. macOS and Windows have one keychain each.
 */
export function hasKeychain(safe: SafeStorage, platform: NodeJS.Platform): boolean {
  if (!safe.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = safe.getSelectedStorageBackend?.() ?? 'unknown';
  return backend !== 'basic_text' && backend !== 'unknown';
}

function describeBackend(keychain: boolean): SecretsBackend {
  return {
    keychain,
    ...(keychain
      ? told("Passwords are kept in this system's keychain.")
      : told(
          'This system has no keychain that Retinue can use. Choose a file that only your user can read, or have Retinue ask for the password each time it starts.',
        )),
  };
}

/** A keychain that was reset cannot open what it sealed before: the person is asked for the password again. */
function unseal(safe: SafeStorage, sealed: string): string | null {
  try {
    return safe.decryptString(Buffer.from(sealed, 'base64'));
  } catch {
    return null;
  }
}
