import { Modal, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

const mod = /Mac/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Every key that does something, by where it does. */
const shortcuts: readonly { where: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      [`${mod} K`, 'Search or run: screens, scenarios, acts'],
      ['?', 'This sheet'],
      ['Alt ←  Alt →', 'Back and forward'],
    ],
  },
  {
    where: 'Runs',
    keys: [
      ['j  k', 'Next and previous message'],
      ['f', 'Next failure'],
      ['x  d', 'XML, and what it decodes to'],
      ['s  t', 'Signature and timing'],
      ['↑  ↓', 'In the decoded fields: the next field, with its octets'],
    ],
  },
  {
    where: 'Sequences',
    keys: [
      ['Alt ↑  Alt ↓', 'Move a step or a sequence'],
      [`${mod} S`, 'Save'],
      [`${mod} Z  ${mod} Y`, 'Undo and redo'],
    ],
  },
  {
    where: 'XML and YAML',
    keys: [
      [`${mod} Space`, 'What may stand here'],
      [`${mod} .`, 'Quick fixes'],
      ['F8', 'Next finding'],
      [`${mod} F`, 'Find'],
      [`${mod} M`, 'Tab writes a tab, or moves on'],
    ],
  },
];

/** The sheet of shortcuts, on `?` or by its button. */
export function ShortcutSheet() {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const inText = (event.target as HTMLElement).closest(
        'input, textarea, select, [contenteditable], .monaco-editor',
      );
      if (event.key === '?' && !inText) setOpened(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Tooltip label="Shortcuts (?)">
        <button type="button" className="icon-button" aria-label="Shortcuts" onClick={() => setOpened(true)}>
          <IconKeyboard size={17} aria-hidden />
        </button>
      </Tooltip>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Shortcuts" size="lg" centered>
        <div className="shortcuts">
          {shortcuts.map(({ where, keys }) => (
            <section key={where} aria-label={where}>
              <h3>{where}</h3>
              <dl>
                {keys.map(([key, does]) => (
                  <div key={key}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Modal>
    </>
  );
}
