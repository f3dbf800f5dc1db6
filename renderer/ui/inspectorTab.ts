import { create } from 'zustand';

/** What is shown of a message; it stays from message to message. */
export const useInspectorTab = create<{ tab: string | null }>(() => ({ tab: 'xml' }));

export const showInspectorTab = (tab: string | null): void => useInspectorTab.setState({ tab });
