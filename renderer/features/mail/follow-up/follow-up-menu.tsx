import { Menu } from '../../../components/menu.tsx';
import { useCommands } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { followUpChoices } from './choices.ts';

/** The arrow beside a flag: by when, complete, or no flag any more. */
export function FollowUpMenu({ disabled }: { readonly disabled: boolean }) {
  const say = useSay();
  const commands = useCommands();
  return <Menu label={say('Follow up')} choices={followUpChoices(commands, say)} disabled={disabled} />;
}
