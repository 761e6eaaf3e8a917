import { Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import { readVcards } from '../../../shared/people/read-vcards.ts';
import { writeVcard } from '../../../shared/people/write-vcard.ts';
import { Button } from '../../components/button.tsx';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { People } from './use-people.ts';

/** So many cards at once: a port carries them in one piece. */
const AT_ONCE = 200;

/** vCard files in, and out: those who are shown. */
export function Files({ people }: { readonly people: People }) {
  const say = useSay();
  const notify = useNotify();
  const { engine, bridge } = useServices();
  const chooser = useRef<HTMLInputElement>(null);
  const tell = useTellFailure();
  const take = async (files: readonly File[]) => {
    const texts = await Promise.all(files.map(async (file) => textOf(await file.arrayBuffer())));
    const contacts = texts.flatMap(readVcards);
    for (let at = 0; at < contacts.length; at += AT_ONCE)
      await engine.call('cards.add', { contacts: contacts.slice(at, at + AT_ONCE) });
    notify(
      say(
        '{count, plural, =0 {There are no contacts in this file that Retinue can read. Nothing was added.} one {# contact was added on this computer.} other {# contacts were added on this computer.}}',
        { count: contacts.length },
      ),
    );
  };
  const give = async () => {
    const text = people.layout.people.map(({ contact }) => writeVcard(contact)).join('');
    const saved = await askMain(bridge, 'text.save', { name: say('Contacts.vcf'), text });
    if (saved) notify(say('The contacts were saved to {path}.', { path: saved.path }));
  };
  return (
    <>
      <Button
        kind="icon"
        icon={Download}
        label={say('Import vCards…')}
        onPress={() => chooser.current?.click()}
      />
      <Button
        kind="icon"
        icon={Upload}
        label={say('Export those shown…')}
        disabled={people.layout.people.length === 0}
        onPress={() => void give().catch(tell)}
      />
      <input
        ref={chooser}
        type="file"
        accept=".vcf,.vcard,text/vcard"
        multiple
        hidden
        aria-label={say('vCard files')}
        onChange={({ target }) => {
          void take([...(target.files ?? [])]).catch(tell);
          target.value = '';
        }}
      />
    </>
  );
}

/** UTF-8 as it should be; else what Outlook and old phones write. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
