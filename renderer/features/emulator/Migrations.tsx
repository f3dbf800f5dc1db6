import { Button } from '@mantine/core';
import type { Smets1Installation } from '../../../shared/migration.ts';
import type { Street } from '../../../shared/street.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { Moment } from '../../ui/time.tsx';
import { migrate } from './changes.tsx';
import { NewHome } from './NewHome.tsx';
import { ChangeRegistration, type Organisations } from './Registrations.tsx';
import { migrations } from './store.ts';

/** What the Commissioning Party does with the SMETS1 homes of the street; nothing where there are none. */
export function Migrations({ street, organisations }: { street: Street; organisations: Organisations }) {
  const installations = migrations.use((remote) => remote.value);
  const hasSmets1 = street.homes.some(({ region }) => region === 'SMETS1');
  if (installations === null || (installations.length === 0 && !hasSmets1)) return null;
  const isUnderWay = installations.some(({ status }) => status === 'requested' || status === 'takenOver');
  return (
    <section aria-label="Migration of SMETS1 homes" className="section">
      <h2>Migration of SMETS1 homes</h2>
      {installations.length === 0 ? (
        <>
          <p className="quiet section-empty">
            Every SMETS1 home here is migrated. Build one that waits, and migrate it as the Commissioning Party does.
          </p>
          <NewHome street={street} smets1 />
        </>
      ) : (
        <table className="rows">
          <TableHead columns={['Home', 'UPRN', 'MPxNs', 'Standing']} acts />
          <tbody>
            {installations.map((one) => (
              <Installation key={one.uprn} of={one} organisations={organisations} />
            ))}
          </tbody>
        </table>
      )}
      {isUnderWay ? (
        <p className="quiet emulator-due">
          A migration goes on with the virtual clock: jump to what falls due next, or wait.
        </p>
      ) : null}
    </section>
  );
}

function Installation({ of, organisations }: { of: Smets1Installation; organisations: Organisations }) {
  const { uprn, address, mpxns, status, reason } = of;
  // The reason names the meter that stands in the way, where it is one.
  const mpxn = mpxns.find((one) => reason?.includes(one));
  return (
    <tr>
      <td className="whole">{address}</td>
      <td className="code">{uprn}</td>
      <td className="code">{mpxns.join(', ')}</td>
      <td>
        <Standing of={of} />
        {reason === null ? null : <div className="quiet">{reason}</div>}
        {status === 'failed' && mpxn !== undefined ? (
          <ChangeRegistration
            mpxns={mpxns}
            first={{ mpxn, role: mpxn.length === mpanDigits ? 'IS' : 'GS' }}
            organisations={organisations}
          />
        ) : null}
      </td>
      <td className="row-act">
        {status === 'dormant' || status === 'failed' ? (
          <Button size="xs" variant="default" onClick={() => void migrate(uprn)}>
            {status === 'dormant' ? 'Migrate' : 'Migrate again'} <span className="visually-hidden">{address}</span>
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

/** Of the core of an MPAN (Balancing and Settlement Code); an MPRN has ten at most. */
const mpanDigits = 13;

function Standing({ of: { status, requestedAt, endedAt } }: { of: Smets1Installation }) {
  if (status === 'dormant') return <>Waits for its migration</>;
  const { tone, words, at } = {
    requested: { tone: 'running', words: 'Requested', at: requestedAt },
    takenOver: { tone: 'running', words: 'Taken over by the S1SP', at: null },
    migrated: { tone: 'pass', words: 'Migrated', at: endedAt },
    failed: { tone: 'fail', words: 'Failed', at: endedAt },
  }[status];
  return (
    <div className="standing">
      <Outcome of={tone} quiet /> {words} {at === null ? null : <Moment at={at} />}
    </div>
  );
}
