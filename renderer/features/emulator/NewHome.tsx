import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { IconHomePlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Street } from '../../../shared/street.ts';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { buildHome } from './changes.tsx';
import { coverages, type HomePlan, hubRegions, proposeHome } from './newHome.ts';
import { migrations } from './store.ts';

/** The way to one more home on the street. @param smets1 whether the form proposes one of the first generation */
export function NewHome({ street, smets1 = false }: { street: Street; smets1?: boolean }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHomePlus size={15} aria-hidden />}
        onClick={() => setOpened(true)}
        aria-haspopup="dialog"
      >
        {smets1 ? 'Build a SMETS1 home' : 'Build a home'}
      </Button>
      <Modal opened={opened} onClose={close} title="Build a home" centered>
        <HomeForm street={street} smets1={smets1} done={close} />
      </Modal>
    </>
  );
}

/** What is missing or cannot be, in words; null where the home can be built. */
function missingOf(plan: HomePlan): string | null {
  if (plan.addressIdentifier.trim() === '') return 'Give it a house number or name.';
  if (plan.postCode.trim() === '') return 'Give it a postcode.';
  if (plan.electricity && !/^\d{13}$/.test(plan.importMpan)) return 'An MPAN has 13 digits.';
  if (plan.electricity && plan.solar && !/^\d{13}$/.test(plan.exportMpan)) return 'An export MPAN has 13 digits.';
  if (plan.gas && !/^\d{6,10}$/.test(plan.mprn)) return 'An MPRN has 6 to 10 digits.';
  return null;
}

function HomeForm({ street, smets1, done }: { street: Street; smets1: boolean; done: () => void }) {
  const [plan, setPlan] = useState(() => ({
    ...proposeHome(street, migrations.use.getState().value ?? []),
    smets1,
  }));
  const [register, setRegister] = useState(true);
  const text = (
    name: 'addressIdentifier' | 'postCode' | 'importMpan' | 'exportMpan' | 'mprn',
    label: string,
    more: { 'data-autofocus'?: boolean } = {},
  ) => (
    <TextInput
      label={label}
      value={plan[name]}
      onChange={(event) => setPlan({ ...plan, [name]: event.currentTarget.value })}
      {...more}
    />
  );
  const tick = (name: 'smets1' | 'electricity' | 'solar' | 'gas' | 'display', label: string) => (
    <Checkbox
      label={label}
      checked={plan[name]}
      onChange={(event) => setPlan({ ...plan, [name]: event.currentTarget.checked })}
    />
  );
  const choose = (name: 'region' | 'coverage', label: string, data: readonly string[]) => (
    <Select
      label={label}
      data={[...data]}
      value={plan[name]}
      allowDeselect={false}
      onChange={(value) => setPlan({ ...plan, [name]: value ?? plan[name] })}
    />
  );
  return (
    <SubmitForm cancels act="Build it" missing={missingOf(plan)} submit={() => buildHome(plan, register)} done={done}>
      <div className="field-pair">
        {text('addressIdentifier', 'House number or name', { 'data-autofocus': true })}
        {text('postCode', 'Postcode')}
        {plan.smets1 ? null : choose('region', 'CSP region', hubRegions)}
        {plan.smets1 ? null : choose('coverage', 'WAN coverage', coverages)}
      </div>
      {tick('smets1', 'Of SMETS1 devices, which wait for their migration')}
      {tick('electricity', 'An electricity meter (ESME)')}
      {plan.electricity ? text('importMpan', 'Import MPAN') : null}
      {plan.electricity ? tick('solar', 'with solar panels, and so an export MPAN') : null}
      {plan.electricity && plan.solar ? text('exportMpan', 'Export MPAN') : null}
      {tick('gas', 'A gas meter (GSME), and the hub’s mirror of it (GPF)')}
      {plan.gas ? text('mprn', 'MPRN') : null}
      {tick('display', 'A prepayment display (PPMID)')}
      <Checkbox
        label="Register this street’s suppliers, network operators and MDR for it"
        description="Without a registration, a request to a meter is refused with E4."
        checked={register}
        onChange={(event) => setRegister(event.currentTarget.checked)}
      />
      <p className="quiet">
        The Communications Hub comes with it. Its devices are numbered{' '}
        <span className="code">{plan.devicePrefix}-…</span>
      </p>
    </SubmitForm>
  );
}
