import { Menu } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { FindingLink } from '../../../shared/issue.ts';
import { findingAddress, issues } from '../../stores/issues.ts';

const keyOf = ({ runId, position, check }: FindingLink): string => `${runId} ${position} ${check}`;

/** The findings that an issue is about: each a way to its run. */
export function LinkedFindings({
  links,
  onChange,
}: {
  links: readonly FindingLink[];
  onChange: (links: FindingLink[]) => void;
}) {
  const withoutIssue = issues.use((remote) => remote.value?.withoutIssue) ?? [];
  const known = new Map(withoutIssue.map((finding) => [keyOf(finding), finding.message]));
  const linked = new Set(links.map(keyOf));
  const others = withoutIssue.filter((finding) => !linked.has(keyOf(finding)));
  return (
    <fieldset>
      <legend>Findings</legend>
      {links.length === 0 ? <p className="quiet">None: it stands by itself.</p> : null}
      <ul className="linked">
        {links.map((link) => (
          <li key={keyOf(link)}>
            <a href={findingAddress(link)}>{known.get(keyOf(link)) ?? link.check}</a>
            <span className="code quiet">
              {link.runId}, step {link.position + 1}
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={`Take the finding ${link.check} of ${link.runId} away`}
              onClick={() => onChange(links.filter((one) => keyOf(one) !== keyOf(link)))}
            >
              <IconTrash size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {others.length === 0 ? null : (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className="link">
              <IconPlus size={13} aria-hidden /> Add a finding
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {others.map((finding) => (
              <Menu.Item
                key={keyOf(finding)}
                onClick={() =>
                  onChange([...links, { runId: finding.runId, position: finding.position, check: finding.check }])
                }
              >
                {finding.message}
                <div className="quiet">
                  {finding.sequenceId}, {finding.stepId}
                </div>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </fieldset>
  );
}
