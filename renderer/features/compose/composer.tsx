import { Clock, Paperclip, SendHorizontal, Trash2, Type, X } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react';
import type { AccountSummary, Bridge } from '../../../shared/contracts/main.ts';
import { PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import { toFailure } from '../../../shared/errors.ts';
import { checkDraft, faultSentence } from '../../../shared/mail/compose/check-draft.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { encodedSize } from '../../../shared/mail/compose/encoded-size.ts';
import type { KeptDraft } from '../../../shared/mail/compose/kept-draft.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';
import { escapeHtml } from '../../../shared/mail/compose/quote.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { writeIdentity } from '../../hooks/identity.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { type Chip, type Recipients, withoutChip, withText, textOf } from './chips.ts';
import type { DraftCalls } from './draft-calls.ts';
import { LaterDialog } from './later-dialog.tsx';
import { RecipientField } from './recipient-field.tsx';
import { RichText } from './rich-text.tsx';
import { type Saving, useDraft } from './use-draft.ts';

/** A stored deadline: until then the message is on this computer only and can be undone in the main window. */
const UNDO_MS = 10_000;
/** More than this does not cross the port: *Attach* takes files of any size. */
const DROP_BYTES = 32 * PORT_BYTES_LIMIT;

const FIELDS = ['to', 'cc', 'bcc', 'replyTo'] as const;
type Field = (typeof FIELDS)[number];
const LABELS: Readonly<Record<Field, string>> = { to: 'To', cc: 'Cc', bcc: 'Bcc', replyTo: 'Reply-To' };

export interface ComposerProps {
  readonly first: KeptDraft;
  readonly accounts: readonly AccountSummary[];
  readonly known: readonly string[];
  readonly bridge: Bridge;
  readonly calls: DraftCalls;
  readonly now: () => number;
}

/** The window in which one message is written. */
export function Composer({ first, accounts, known, bridge, calls, now }: ComposerProps) {
  const notify = useNotify();
  const { kept, saving, edit, take, flush } = useDraft(first, calls);
  const [asks, setAsks] = useState<'discard' | 'later' | null>(null);
  const [sending, setSending] = useState(false);
  const { draft } = kept;
  const [extra, setExtra] = useState<readonly Field[]>([]);
  const shown = FIELDS.filter(
    (field) =>
      field === 'to' || extra.includes(field) || draft[field].length + kept.refused[field].length > 0,
  );
  const tell = (thrown: unknown) => notify(toFailure(thrown).sentence);
  const change = (part: Partial<Draft>) =>
    edit((before) => ({ ...before, draft: { ...before.draft, ...part } }));
  const put = (field: Field, { mailboxes, refused }: Recipients) =>
    edit((before) => ({
      ...before,
      draft: { ...before.draft, [field]: mailboxes },
      refused: { ...before.refused, [field]: refused },
    }));
  const valueOf = (field: Field): Recipients => ({ mailboxes: draft[field], refused: kept.refused[field] });
  const move = (from: Field, chip: Chip, index: number, by: -1 | 1) => {
    const to = FIELDS[FIELDS.indexOf(from) + by];
    if (!to) return;
    put(from, withoutChip(valueOf(from), index));
    put(to, withText(valueOf(to), textOf(chip)));
  };
  const attached = (work: Promise<Draft['attachments'][number]>) =>
    work.then(
      (attachment) =>
        take((before) => ({
          ...before,
          touched: true,
          draft: { ...before.draft, attachments: [...before.draft.attachments, attachment] },
        })),
      tell,
    );
  const attach = async () => {
    await flush();
    for (const { token } of await askMain(bridge, 'compose.attach', null))
      await attached(
        calls('draft.attach', { id: draft.id, source: { kind: 'vouched', token, contentId: null } }),
      );
  };
  const attachFiles = async (files: readonly File[]) => {
    await flush();
    for (const file of files) {
      if (file.size > DROP_BYTES) {
        notify(`"${file.name}" is larger than 32 MB. Retinue did not attach it. Use Attach to choose it.`);
        continue;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const source = { kind: 'bytes', name: file.name, mimeType: file.type, contentId: null, bytes } as const;
      await attached(calls('draft.attach', { id: draft.id, source }));
    }
  };
  const detach = (attachmentId: string) =>
    void calls('draft.detach', { id: draft.id, attachmentId }).then(
      () =>
        take((before) => ({
          ...before,
          draft: {
            ...before.draft,
            attachments: before.draft.attachments.filter(({ id }) => id !== attachmentId),
          },
        })),
      tell,
    );
  const reason = reasonOf(kept);
  const send = async (sendAt: number) => {
    if (reason !== null || sending) return;
    setSending(true);
    try {
      await flush();
      await calls('draft.send', { id: draft.id, sendAt });
      writeIdentity(draft.accountId, draft.from);
      await askMain(bridge, 'compose.close', null);
    } catch (thrown) {
      setSending(false);
      tell(thrown);
    }
  };
  const discard = async () => {
    await calls('draft.discard', { id: draft.id });
    await askMain(bridge, 'compose.close', null);
  };
  const close = useLatest((comesBack: boolean) => {
    if (sending) return;
    const leave =
      kept.touched || comesBack
        ? flush((before) => ({ ...before, open: comesBack }))
        : calls('draft.discard', { id: draft.id });
    void leave.then(() => askMain(bridge, 'compose.close', null)).catch(tell);
  });
  useEffect(() => bridge.on('compose.closing', ({ comesBack }) => close(comesBack)), [bridge, close]);
  const press = useLatest((event: KeyboardEvent) => {
    const main = bridge.platform === 'darwin' ? event.metaKey : event.ctrlKey;
    if (!main || event.altKey) return;
    if (event.key === 'Enter') void send(now() + UNDO_MS);
    else if (event.key.toLowerCase() === 's') void flush().catch(tell);
    else if (event.key.toLowerCase() === 'w') close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [press]);
  useEffect(() => {
    document.title = draft.subject.trim() || 'New message';
  }, [draft.subject]);
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void attachFiles([...event.dataTransfer.files]).catch(tell);
  };
  const pasteFiles = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0 || draft.body.kind === 'html') return;
    event.preventDefault();
    void attachFiles([...event.clipboardData.files]).catch(tell);
  };
  const { body } = draft;
  const togglePlain = () =>
    change({
      body:
        body.kind === 'html'
          ? { kind: 'text', text: plainTextOf(body.html) }
          : {
              kind: 'html',
              html: body.text
                .split('\n')
                .map((line) => `<p>${escapeHtml(line) || '<br>'}</p>`)
                .join(''),
            },
    });

  return (
    <main
      className="compose"
      aria-label="Message"
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
      onPaste={pasteFiles}
    >
      <div className="toolbar" role="toolbar" aria-label="Message">
        <Button
          kind="primary"
          icon={SendHorizontal}
          label="Send"
          tip={reason ?? 'Send (Ctrl+Enter)'}
          disabled={reason !== null || sending}
          onPress={() => void send(now() + UNDO_MS)}
        />
        <Button
          icon={Clock}
          label="Send later…"
          disabled={reason !== null || sending}
          onPress={() => setAsks('later')}
        />
        <span className="toolbar-line" />
        <Button icon={Paperclip} label="Attach…" onPress={() => void attach().catch(tell)} />
        <Button icon={Trash2} label="Discard…" onPress={() => setAsks('discard')} />
        <span className="toolbar-rest" />
        <SavedWords saving={saving} />
      </div>
      <FromRow draft={draft} accounts={accounts} onChange={change} />
      {shown.map((field) => (
        <RecipientField
          key={field}
          label={LABELS[field]}
          value={valueOf(field)}
          known={known}
          autoFocus={field === 'to' && draft.to.length === 0}
          onChange={(value) => put(field, value)}
          onMove={(chip, index, by) => move(field, chip, index, by)}
        >
          {field === 'to' &&
            FIELDS.filter((each) => !shown.includes(each)).map((each) => (
              <Button
                key={each}
                kind="link"
                label={LABELS[each]}
                onPress={() => setExtra([...extra, each])}
              />
            ))}
        </RecipientField>
      ))}
      <label className="compose-row">
        <span className="compose-label">Subject</span>
        <input
          dir="auto"
          value={draft.subject}
          onChange={(event) => change({ subject: event.target.value })}
        />
      </label>
      <Attachments draft={draft} onRemove={detach} />
      {reason !== null && <p className="compose-reason">Held because: {reason}</p>}
      {body.kind === 'html' ? (
        <RichText
          html={body.html}
          onChange={(html) => change({ body: { kind: 'html', html } })}
          onFile={(files) => void attachFiles(files).catch(tell)}
        />
      ) : (
        <textarea
          className="compose-text"
          aria-label="Message text"
          dir="auto"
          value={body.text}
          onChange={(event) => change({ body: { kind: 'text', text: event.target.value } })}
        />
      )}
      <footer className="status-bar">
        <Button icon={Type} label="Plain text" pressed={body.kind === 'text'} onPress={togglePlain} />
        <span>Undo send: 10 s</span>
      </footer>
      {asks === 'discard' && (
        <Dialog label="Discard this draft" onClose={() => setAsks(null)}>
          <div className="dialog-body">
            <h2 className="heading">Discard this draft</h2>
            <p>
              The text and {draft.attachments.length} attachments are removed from this computer. This cannot
              be undone.
            </p>
          </div>
          <div className="dialog-foot">
            <Button kind="outline" label="Keep it" onPress={() => setAsks(null)} />
            <Button kind="primary" label="Discard" onPress={() => void discard().catch(tell)} />
          </div>
        </Dialog>
      )}
      {asks === 'later' && (
        <LaterDialog now={now} onClose={() => setAsks(null)} onSend={(at) => void send(at)} />
      )}
    </main>
  );
}

/** Why Send waits, or null. */
function reasonOf({ draft, refused }: KeptDraft): string | null {
  const [text] = FIELDS.flatMap((field) => refused[field]);
  if (text !== undefined) return `"${text}" is not an address. Correct or remove it.`;
  const present = new Set(draft.attachments.map(({ id }) => id));
  const [fault] = checkDraft(draft, { limit: null, present });
  return fault ? faultSentence(fault) : null;
}

function SavedWords({ saving }: { readonly saving: Saving }) {
  if (saving.kind === 'saving') return <span className="compose-saved">Saving…</span>;
  if (saving.kind === 'failed')
    return (
      <span className="compose-saved" role="alert">
        {saving.failure.sentence}
      </span>
    );
  return <span className="compose-saved">Saved {formatTime(saving.at)} on this computer</span>;
}

function FromRow({
  draft,
  accounts,
  onChange,
}: {
  readonly draft: Draft;
  readonly accounts: readonly AccountSummary[];
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { from } = draft;
  return (
    <div className="compose-row" role="group" aria-label="From">
      <span className="compose-label">From</span>
      <input
        aria-label="Your name"
        placeholder="Your name"
        dir="auto"
        value={from.name}
        onChange={(event) => onChange({ from: { ...from, name: event.target.value } })}
      />
      <input
        aria-label="Your address"
        value={from.address}
        onChange={(event) => onChange({ from: { ...from, address: event.target.value.trim() } })}
      />
      <select
        aria-label="Account"
        value={draft.accountId}
        onChange={(event) => onChange({ accountId: event.target.value })}
      >
        {accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Attachments({
  draft,
  onRemove,
}: {
  readonly draft: Draft;
  readonly onRemove: (id: string) => void;
}) {
  const { attachments } = draft;
  if (attachments.length === 0) return null;
  const bytes = attachments.reduce((sum, { size }) => sum + size, 0);
  return (
    <section className="compose-files" aria-label="Attachments">
      <ul>
        {attachments.map(({ id, name, size }) => (
          <li key={id}>
            <Isolated text={name} /> <span>{formatBytes(size)}</span>
            <Button kind="icon" icon={X} label={`Remove ${name}`} onPress={() => onRemove(id)} />
          </li>
        ))}
      </ul>
      <p>
        {formatBytes(bytes)} of files become {formatBytes(encodedSize(draft))} in transit.
      </p>
    </section>
  );
}
