import type { FromNetwork, ToNetwork } from '../../shared/contracts/control.ts';
import { mainPortTransport } from '../../shared/rpc/transports.ts';
import { systemClock } from './clock.ts';
import { newFileId, openFiles } from './files.ts';
import type { RequestRecord } from './log.ts';
import { type NetworkService, openNetworkService } from './service.ts';
import { createElectronTransport } from './transports/electron.ts';
import { systemCertificates } from './transports/system-certificates.ts';
import { createNodeTransport } from './transports/node.ts';

/**
 * The network process (an Electron utility process). Arguments: `--files=FOLDER`, where fetched files are kept (a
 * file's name there is its id), `--drafts=FOLDER`, where drafts are kept, `--spool=FOLDER`, where outgoing mail is kept until it is
 * proven sent, `--health=FOLDER`, where the request log is kept, `--people=FOLDER`, where the contacts of this computer are, `--flags=FOLDER`, where read flags are kept that a server does not keep, `--local=FOLDER`, where the mail on this computer is kept, and `--log-requests` for one line a request on standard output.
 */
const argument = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

const folderFor = (name: string) => {
  const folder = argument(name);
  if (folder === undefined) throw new Error(`The network process was started without --${name}=FOLDER.`);
  return folder;
};

/** The process before this one may be a moment in ending. */
const PATIENCE_MS = 20_000;

const trusted = await systemCertificates({ platform: process.platform });
const service = await openNetworkService({
  transport: createElectronTransport(createNodeTransport({ trusted }).transport),
  trusted,
  files: await openFiles(folderFor('files'), newFileId),
  spool: folderFor('spool'),
  patienceMs: PATIENCE_MS,
  health: folderFor('health'),
  flags: folderFor('flags'),
  people: folderFor('people'),
  local: folderFor('local'),
  clock: systemClock,
  random: Math.random,
  log: process.argv.includes('--log-requests') ? printRequest : () => {},
  drafts: folderFor('drafts'),
  onIdentity: (id, mailbox) => tell({ type: 'identity', id, mailbox }),
  onFolderMoved: (id, from, to) => tell({ type: 'folder-moved', id, from, to }),
  onDraftBack: (draftId) => tell({ type: 'draft-back', draftId }),
  onProblem: ({ sentence }) => process.stderr.write(`retinue: ${sentence}\n`),
});
process.parentPort.on('message', ({ data, ports }) => {
  receive(service, data as ToNetwork, ports);
});
tell({ type: 'ready' });

function receive(network: NetworkService, message: ToNetwork, ports: Electron.MessagePortMain[]): void {
  switch (message.type) {
    case 'accounts':
      network.setAccounts(message.accounts);
      return;
    case 'port':
      for (const port of ports) network.connect(mainPortTransport(port));
      return;
    case 'vouch':
      network.vouch(message.token, message.path);
      return;
    case 'check':
      void network
        .check(message.form, new AbortController().signal)
        .then((report) => tell({ type: 'check-result', id: message.id, report }));
      return;
    case 'check-sending':
      void network
        .checkSending(message.server, new AbortController().signal)
        .then((report) => tell({ type: 'check-result', id: message.id, report }));
      return;
  }
}

function tell(message: FromNetwork): void {
  process.parentPort.postMessage(message);
}

function printRequest({ method, path, status, bytes, ms }: RequestRecord): void {
  process.stdout.write(`${method} ${path} ${status ?? 'no answer'} ${bytes} bytes ${ms} ms\n`);
}
