import './settings.css';
import { Button, FileButton, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useEffect } from 'react';
import { status } from '../../stores/status.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Answer } from '../../ui/States.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { WorkspaceList } from '../../ui/WorkspaceList.tsx';
import { importSchema, schemas } from './store.ts';
import { Targets } from './Targets.tsx';

/** Where requests go and whether all is ready; DUIS versions; this workspace. */
export function SettingsScreen() {
  return (
    <div className="page settings">
      <div className="page-head">
        <div>
          <h1>Settings</h1>
          <p className="quiet">Everything is kept on this machine. Nothing is sent that you did not ask for.</p>
        </div>
      </div>
      <Targets />
      <Versions />
      <Appearance />
      <Workspace />
    </div>
  );
}

function Versions() {
  useEffect(() => void schemas.load(), []);
  const remote = schemas.use();
  const take = async (files: File[]): Promise<void> => {
    const said = files.length === 0 ? undefined : await importSchema(files);
    if (said !== undefined) notifications.show({ message: said, autoClose: 4000 });
  };
  return (
    <section className="section" aria-label="DUIS versions">
      <h2>DUIS versions</h2>
      <Answer of={remote} retry={() => void schemas.load()}>
        {(list) => (
          <table className="rows">
            <TableHead columns={['Version', 'From', 'Files']} />
            <tbody>
              {list.map((one) => (
                <tr key={one.version}>
                  <td className="code">{one.version}</td>
                  <td>{one.origin === 'bundled' ? 'DCC’s published package' : 'imported by you'}</td>
                  <td className="quiet">{one.files.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
      <div className="actions settings-actions">
        <FileButton multiple accept=".xsd,.dtd,.zip" onChange={(files) => void take(files)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={15} aria-hidden />}>
              Import a version
            </Button>
          )}
        </FileButton>
        <span className="quiet">Choose the XSDs as DCC publishes them, names with spaces included.</span>
      </div>
    </section>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="section" aria-label="Appearance">
      <h2>Appearance</h2>
      <SegmentedControl
        aria-label="Theme"
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </section>
  );
}

function Workspace() {
  const value = status.use((remote) => remote.value);
  if (!value) return null;
  return (
    <section className="section" aria-label="Workspace">
      <h2>Workspace</h2>
      <dl className="facts">
        <dt>File</dt>
        <dd>
          <CopyText text={value.workspace} label="path" />
        </dd>
        <dt>Evidence</dt>
        <dd>{value.chain.length} events</dd>
        {value.chain.head === null ? null : (
          <>
            <dt>Chain head</dt>
            <dd>
              <CopyText text={value.chain.head} label="chain head" />
            </dd>
          </>
        )}
        <dt>Program</dt>
        <dd>UEPT Workbench {value.version}</dd>
      </dl>
      <h3>Recent workspaces</h3>
      <WorkspaceList />
    </section>
  );
}
