import { useEffect, useState } from 'react';
import type { VouchedFile } from '../../../../shared/contracts/main.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { ReadOnlyMessage } from '../preview/found-dialog.tsx';

/** Message files that the system gave to Retinue (double click, command line), one after the other, to be read and kept nowhere. */
export function OpenedFiles() {
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [files, setFiles] = useState<readonly VouchedFile[]>([]);
  useEffect(() => {
    const take = () => {
      askMain(bridge, 'mail.take', null).then(
        (more) => setFiles((before) => [...before, ...more]),
        tellFailure,
      );
    };
    take();
    return bridge.on('mail.waiting', take);
  }, [bridge, tellFailure]);
  const [first] = files;
  if (!first) return null;
  return <OpenedFile key={first.token} file={first} onClose={() => setFiles(files.slice(1))} />;
}

function OpenedFile({ file, onClose }: { readonly file: VouchedFile; readonly onClose: () => void }) {
  const { engine } = useServices();
  const say = useSay();
  const [loaded, setLoaded] = useState<OpenedMessage | Failure | null>(null);
  const { token } = file;
  useEffect(() => {
    engine.call('mail.peek', { token }).then(setLoaded, (thrown: unknown) => setLoaded(toFailure(thrown)));
  }, [engine, token]);
  const subject = loaded !== null && 'subject' in loaded ? loaded.subject : file.name;
  const about = say('Read-only, from the file {name}', { name: file.name });
  return <ReadOnlyMessage title={subject} about={about} loaded={loaded} onClose={onClose} />;
}
