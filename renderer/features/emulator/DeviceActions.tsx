import { Button, Modal, Select, TextInput } from '@mantine/core';
import { IconHammer, IconPencil, IconTool, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { deviceStatuses, type StreetDeviceDetail } from '../../../shared/street.ts';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { changeDevice, removeDevice, setBroken } from './changes.tsx';

/** What a hand can do to a device: break and repair it, change what the inventory says, take it off the wall. */
export function DeviceActions({ detail }: { detail: StreetDeviceDetail }) {
  const [open, setOpen] = useState<'change' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  const { deviceId, deviceType, condition } = detail;
  const isBroken = condition === 'silent';
  return (
    <div className="actions">
      <Button
        size="xs"
        variant="default"
        leftSection={isBroken ? <IconTool size={14} aria-hidden /> : <IconHammer size={14} aria-hidden />}
        title={isBroken ? 'It answers again' : 'It keeps silent, whatever it is told, until it is repaired'}
        onClick={() => void setBroken(deviceId, !isBroken)}
      >
        {isBroken ? 'Repair' : 'Break'}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setOpen('change')}
        aria-haspopup="dialog"
      >
        Change
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={() => setOpen('remove')}
        aria-haspopup="dialog"
      >
        Remove
      </Button>
      <Modal opened={open === 'change'} onClose={close} title={`Change ${deviceType} ${deviceId}`} centered>
        <ChangeForm detail={detail} done={close} />
      </Modal>
      <Modal opened={open === 'remove'} onClose={close} title={`Take ${deviceType} ${deviceId} off the wall?`} centered>
        <SubmitForm
          cancels
          act="Remove it"
          tone="danger"
          missing={null}
          submit={() => removeDevice(deviceId)}
          done={close}
        >
          <p>
            It leaves the inventory and answers nobody; what was scheduled for it ends. Its registers and its log are
            lost, and cannot be brought back.
          </p>
          <p className="quiet">The evidence of what it has said stays.</p>
        </SubmitForm>
      </Modal>
    </div>
  );
}

/** The facts that can be changed, by the names that the inventory shows them under. */
const changeable = [
  ['firmwareVersion', 'Firmware'],
  ['manufacturer', 'Manufacturer'],
  ['model', 'Model'],
] as const;

function ChangeForm({ detail, done }: { detail: StreetDeviceDetail; done: () => void }) {
  const before: Record<string, string> = {
    status: detail.status,
    ...Object.fromEntries(
      changeable.map(([key, label]) => [key, detail.facts.find(({ name }) => name === label)?.value ?? '']),
    ),
  };
  const [facts, setFacts] = useState(before);
  const changed = Object.keys(facts).filter((key) => facts[key] !== before[key]);
  const only = (all: Record<string, string>): Record<string, string> =>
    Object.fromEntries(changed.map((key) => [key, all[key] ?? '']));
  return (
    <SubmitForm
      cancels
      act="Change it"
      missing={changed.length === 0 ? 'Nothing is changed yet.' : null}
      submit={() => changeDevice(detail.deviceId, only(facts), only(before))}
      done={done}
    >
      <Select
        label="Status"
        description="As the DSP’s inventory has it; requests are held against it"
        data={[...deviceStatuses]}
        value={facts.status ?? null}
        allowDeselect={false}
        onChange={(value) => setFacts({ ...facts, status: value ?? detail.status })}
        data-autofocus
      />
      {changeable.map(([key, label]) => (
        <TextInput
          key={key}
          label={label}
          {...(key === 'firmwareVersion' ? { description: 'Eight upper-case hexadecimal digits' } : {})}
          value={facts[key] ?? ''}
          onChange={(event) => setFacts({ ...facts, [key]: event.currentTarget.value })}
        />
      ))}
    </SubmitForm>
  );
}
