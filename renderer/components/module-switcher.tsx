import { BookUser, Mail } from 'lucide-react';
import { useCommands } from '../hooks/services.ts';
import { useTip } from '../hooks/use-key-of.ts';
import { useSay } from '../hooks/use-say.ts';
import { Button } from './button.tsx';

/** What the window shows. */
export type Module = 'mail' | 'people';

/** Leads from mail to the address book and back, at the foot of the folder pane; upright and without words in the rail. */
export function ModuleSwitcher({
  current,
  narrow = false,
}: {
  readonly current: Module;
  readonly narrow?: boolean;
}) {
  const say = useSay();
  const commands = useCommands();
  const tip = useTip();
  const modules = [
    { id: 'mail', label: say('Mail'), icon: Mail, command: 'mail' },
    {
      id: 'people',
      label: say('Address Book'),
      icon: BookUser,
      command: 'address-book',
    },
  ] as const;
  return (
    <div
      className="modules"
      role="group"
      aria-label={say('What is shown')}
      data-narrow={narrow ? '' : undefined}
    >
      {modules.map(({ id, label, icon, command }) => (
        <Button
          key={id}
          kind={id === current && !narrow ? 'plain' : 'icon'}
          icon={icon}
          label={label}
          tip={tip(label, command)}
          current={id === current}
          onPress={() => commands.send(command)}
        />
      ))}
    </div>
  );
}
