import { copyFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { InoutCalls } from '../../../shared/contracts/inout.ts';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { createPauses } from '../../../shared/pauses.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import { diskFailure } from '../transfer/part/disk-faults.ts';
import type { Vouched } from '../vouched.ts';
import { appendMail } from './append-mail.ts';
import { createExportJob, type ExportJob, marksOf } from './export-job.ts';
import { importMail } from './import-mail.ts';
import { inMemory, type WholeDeps, wholeMessage } from './whole-message.ts';

export interface InoutDeps extends WholeDeps {
  readonly vouched: Vouched;
  readonly newId: () => string;
}
type Calls = Pick<Handlers<NetworkContract>['calls'], keyof InoutCalls>;

/** Mail that comes in from files, and goes out to them. `stop` ends what was begun, without names for what is not whole. */
export function createInout(deps: InoutDeps): { readonly calls: Calls; stop(): Promise<void> } {
  const { local, vouched, newId, files } = deps;
  const jobs = new Map<string, { readonly job: ExportJob; readonly place: string }>();
  const pauses = createPauses();
  const jobOf = (id: string) => {
    const found = jobs.get(id);
    if (found) return found;
    throw fail('not-found', told('This export has ended. Retinue wrote nothing more. Begin it again.'));
  };
  const written = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw diskFailure(thrown, path.join(place, 'mail'));
    }
  };
  const calls: Calls = {
    async 'mail.import'({ tokens }, { signal, progress }) {
      if (!local)
        throw fail(
          'unsupported',
          told('This copy of Retinue keeps no mail on this computer. It read nothing.'),
        );
      const places = tokens.map((token) => vouched.redeem(token));
      const [job = ''] = tokens;
      const pausable = pauses.begin(job);
      const turn = () => pausable.turn(signal);
      try {
        return await importMail({ ...deps, store: local, turn }, places, progress, signal);
      } finally {
        pausable.end();
      }
    },
    async 'mail.pause'({ token, paused }) {
      pauses.set(token, paused);
      return null;
    },
    async 'export.begin'({ token, form, untitled }) {
      const place = vouched.redeem(token);
      const id = newId();
      jobs.set(id, { job: createExportJob(place, form, untitled), place });
      return { id, name: path.basename(place) || place };
    },
    async 'export.folder'({ id, names }) {
      const { job, place } = jobOf(id);
      await written(place, () => job.folder(names));
      return null;
    },
    async 'export.put'({ id, names, message, bytes }, { signal }) {
      const { job, place } = jobOf(id);
      const whole = bytes ? inMemory(bytes) : await wholeMessage(deps, message, signal);
      try {
        await written(place, () => job.put(names, { ...whole, message }));
      } finally {
        await whole.done();
      }
      return null;
    },
    async 'export.end'({ id, keep }) {
      const { job, place } = jobOf(id);
      jobs.delete(id);
      await written(place, () => job.end(keep));
      return null;
    },
    async 'mail.one'({ message, bytes }, { signal }) {
      const whole = bytes ? inMemory(bytes) : await wholeMessage(deps, message, signal);
      if (whole.fileId !== null) return { fileId: whole.fileId, size: await files.sizeOf(whole.fileId) };
      const pieces: Uint8Array[] = [];
      for await (const piece of whole.bytes()) pieces.push(piece);
      const all = Buffer.concat(pieces);
      return { fileId: await files.keep(all), size: all.length };
    },
    async 'mail.append'({ accountId, folder, message, bytes }, { signal }) {
      const { local, accounts } = deps;
      const whole = bytes ? inMemory(bytes) : await wholeMessage(deps, message, signal);
      try {
        const marks = whole.marks ?? marksOf(message);
        const mail = { message, whole, marks };
        return { isNew: (await appendMail(local, accounts.get(accountId), folder, mail, signal)).isNew };
      } finally {
        await whole.done();
      }
    },
    async 'mail.peek'({ token }) {
      const file = vouched.redeem(token);
      const fileId = newId();
      await written(path.dirname(file), () => copyFile(file, files.path(fileId)));
      return { fileId, size: (await stat(files.path(fileId))).size, name: path.basename(file) };
    },
  };
  return {
    calls,
    async stop() {
      for (const { job } of jobs.values()) await job.end(false);
      jobs.clear();
    },
  };
}
