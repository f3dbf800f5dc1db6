import { lazy, Suspense, useEffect } from 'react';
import { makeRemote } from '../stores/remote.ts';
import { workbench } from '../stores/workbench.ts';
import { layOut } from './layOut.ts';
import { Empty, Failure, Skeleton } from './States.tsx';

const CodeEditor = lazy(() => import('./editor/CodeEditor.tsx'));
const mmc = makeRemote(async (id: number) => ({ id, ...(await workbench['message.mmc']({ id })) }));

/** A message as DCC's Message Mapping Catalogue would have it. */
export function MmcView({ id }: { id: number }) {
  const { value, error } = mmc.use();
  useEffect(() => void mmc.load(id), [id]);
  if (error) return <Failure message={error} retry={() => void mmc.load(id)} />;
  // What is there may still be that of the message before.
  if (value?.id !== id) return <Skeleton />;
  if (value.xml === null) return <Empty title="Not in the catalogue">{value.reason}</Empty>;
  return (
    <Suspense fallback={<Skeleton />}>
      <CodeEditor document={`mmc-${id}`} value={layOut(value.xml)} label="MMC XML of the message" readOnly />
    </Suspense>
  );
}
