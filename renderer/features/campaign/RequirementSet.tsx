import { Button, FileButton, Menu, Modal } from '@mantine/core';
import { IconChevronDown, IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import type { RequirementChanges } from '../../../shared/contract/shapes/campaigns.ts';
import { applySet, exportSet, previewSet, useRequirementSet } from './requirementSet.ts';

/** The requirement set of the campaign, out as CSV and in again; what an import would change is shown first. */
export function RequirementSet({ campaignId }: { campaignId: string }) {
  const { preview } = useRequirementSet();
  const choose = useRef<() => void>(null);
  return (
    <>
      <FileButton accept=".csv,text/csv" onChange={(file) => file && void previewSet(file)}>
        {({ onClick }) => {
          choose.current = onClick;
          return null;
        }}
      </FileButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={13} aria-hidden />}>
            Requirement set
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={15} aria-hidden />} onClick={() => void exportSet(campaignId)}>
            Export as CSV
          </Menu.Item>
          <Menu.Item leftSection={<IconUpload size={15} aria-hidden />} onClick={() => choose.current?.()}>
            Import from CSV
            <div className="quiet">such as DCC’s Common Test Scenarios; shown before it is applied</div>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={preview !== null}
        onClose={() => useRequirementSet.setState({ preview: null })}
        title={preview ? `Import ${preview.name}` : ''}
        size="lg"
        centered
      >
        {preview ? <Preview /> : null}
      </Modal>
    </>
  );
}

function Preview() {
  const { preview, problem, busy } = useRequirementSet();
  if (preview === null) return null;
  const { changes } = preview;
  const isSame = changes !== null && [changes.added, changes.removed, changes.changed].every((ids) => ids.length === 0);
  return (
    <div className="requirement-preview">
      {changes ? <Changes changes={changes} isSame={isSame} /> : null}
      {problem === null ? null : (
        <p role="alert" className="because">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button
          disabled={changes === null || isSame}
          title={isSame ? 'The set is already as in this file' : changes === null ? 'Mend the file first' : undefined}
          loading={busy}
          onClick={() => void applySet()}
        >
          Apply
        </Button>
        <Button variant="default" onClick={() => useRequirementSet.setState({ preview: null })}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Changes({ changes, isSame }: { changes: RequirementChanges; isSame: boolean }) {
  return (
    <>
      <p>
        {isSame
          ? `All ${changes.total} requirements are as they are now.`
          : `The campaign will have ${changes.total} requirements. Runs and evidence stay as they are.`}
      </p>
      <Ids title="Added" ids={changes.added} />
      <Ids title="Removed" ids={changes.removed} />
      <Ids title="Changed" ids={changes.changed} />
      <Ids title="Proven by no sequence" ids={changes.unproven} />
    </>
  );
}

function Ids({ title, ids }: { title: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <details open={ids.length <= 20}>
      <summary>
        {title} <span className="quiet">{ids.length}</span>
      </summary>
      <ul aria-label={title}>
        {ids.map((id) => (
          <li key={id} className="code">
            {id}
          </li>
        ))}
      </ul>
    </details>
  );
}
