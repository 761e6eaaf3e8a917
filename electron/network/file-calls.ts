import type { NetworkContract } from '../../shared/contracts/network.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import type { Files } from './files.ts';

type Calls = Pick<Handlers<NetworkContract>['calls'], 'file.forget' | 'file.read' | 'attachment.keep'>;

/** The calls about files that are kept here. */
export function createFileCalls(files: Files): Calls {
  return {
    'file.forget': ({ fileId }) => files.remove(fileId).then(() => null),
    'file.read': ({ fileId, limit }) => files.read(fileId, limit),
    async 'attachment.keep'({ bytes }) {
      return { fileId: await files.keep(bytes), size: bytes.byteLength };
    },
  };
}
