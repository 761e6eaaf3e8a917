import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import type { KeySet } from '../../hooks/use-keys.ts';

const KEYS: readonly (readonly [action: string, standard: string, single: string])[] = [
  ['New message', 'Ctrl+N', 'c'],
  ['Reply, to all, forward', 'Ctrl+R, Ctrl+Shift+R, Ctrl+J', 'r, a, f'],
  ['Drafts on this computer', 'Ctrl+Shift+O', 'Ctrl+Shift+O'],
  ['Send, while writing', 'Ctrl+Enter', 'Ctrl+Enter'],
  ['Attach, discard, while writing', 'Ctrl+Shift+A, Ctrl+Shift+D', 'Ctrl+Shift+A, Ctrl+Shift+D'],
  ['Send & Receive', 'Ctrl+K, F9', 'Ctrl+K, F9'],
  ['Next or previous message', 'Down, Up', 'j, k'],
  ['Page, first, last message', 'Page Down, Home, End', 'Page Down, Home, End'],
  ['Next unread', 'Ctrl+]', 'n'],
  ['Search all mail', 'Ctrl+E', '/'],
  ['Filter this folder', 'Ctrl+Shift+F', '='],
  ['Open, close a conversation', 'Right, Left', 'Right, Left'],
  ['Open, back to the list', 'Enter, Escape', 'o, u'],
  ['Print', 'Ctrl+P', 'Ctrl+P'],
  ['Open in its own window', 'Ctrl+O, double-click', 'Ctrl+O, double-click'],
  ['Page in the message', 'Space', 'Space'],
  ['Select a range, add, all', 'Shift+arrows, Ctrl+Space, Ctrl+A', 'Shift+arrows, Ctrl+Space, Ctrl+A'],
  ['Mark as read, as unread', 'Ctrl+T, Ctrl+Shift+T', 'Shift+I, Shift+U'],
  ['Flag', 'Ctrl+Shift+G, Insert', 's'],
  ['Categories…', 'Ctrl+Shift+C', 'l'],
  ['Delete, for good', 'Delete, Shift+Delete', '#, Shift+Delete'],
  ['Archive, junk or not junk', 'Backspace, Ctrl+Alt+J', 'e, !'],
  ['Move to…', 'Ctrl+Shift+M', 'v'],
  ['Next or previous pane', 'F6, Shift+F6', 'F6, Shift+F6'],
  ['Load images once', 'Ctrl+Shift+I', 'Ctrl+Shift+I'],
  ['Show as sent, on dark', 'Ctrl+Shift+D', 'Ctrl+Shift+D'],
  ['Source', 'Ctrl+U', 'Ctrl+U'],
  ['All headers', 'Ctrl+Shift+H', 'Ctrl+Shift+H'],
  ['Undo sending, moving, deleting, flags', 'Ctrl+Z', 'z'],
  ['What happened, in the Outbox', 'Ctrl+Shift+W, Enter', 'w, Enter'],
  ['Verify now, in the Outbox', 'Ctrl+Shift+V', 'Shift+V'],
  ['Actions of a message in the Outbox', 'Right, Left', 'Right, Left'],
  ['Progress', 'Ctrl+7', 'Ctrl+7'],
  ['Error log', 'Ctrl+8', 'Ctrl+8'],
  ['This list', 'F1', '?'],
];

/** Which keys do what, and the choice between the two sets. */
export function KeyList({
  keySet,
  onChange,
  onClose,
}: {
  readonly keySet: KeySet;
  readonly onChange: (set: KeySet) => void;
  readonly onClose: () => void;
}) {
  const single = keySet === 'single';
  return (
    <Dialog label="Keys" onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Keys</h2>
        <div className="choices">
          <label>
            <input
              type="checkbox"
              checked={single}
              onChange={() => onChange(single ? 'standard' : 'single')}
            />
            Single keys besides the standard ones; they never act while you type
          </label>
        </div>
        <dl className="key-table">
          {KEYS.map(([action, standard, alone]) => (
            <KeyLine key={action} action={action} keys={single ? alone : standard} />
          ))}
        </dl>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label="Close" onPress={onClose} />
      </div>
    </Dialog>
  );
}

function KeyLine({ action, keys }: { readonly action: string; readonly keys: string }) {
  return (
    <>
      <dt>{action}</dt>
      <dd>
        {keys.split(', ').map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </>
  );
}
