import { useId } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** Asks for the account, where there are several. */
export function AccountChoice({
  accounts,
  chosen,
  onChoose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly chosen: AccountSummary;
  readonly onChoose: (account: AccountSummary) => void;
}) {
  const say = useSay();
  const id = useId();
  if (accounts.length < 2) return null;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {say('Account')}
      </label>
      <select
        id={id}
        className="select"
        value={chosen.id}
        onChange={(event) => {
          const account = accounts.find((each) => each.id === event.target.value);
          if (account) onChoose(account);
        }}
      >
        {accounts.map((account) => (
          <option key={account.id} value={account.id}>
            {account.name}
          </option>
        ))}
      </select>
    </div>
  );
}
