/**
 * One text that an XSD regular expression matches: the first alternative everywhere, each repetition as few times as
 * allowed. It knows the constructs that DUIS uses: classes, groups, alternatives and counted repetition.
 */
export function samplePattern(pattern: string): string {
  let at = 0;

  function alternatives(): string {
    let chosen: string | undefined;
    for (;;) {
      const branch = sequence();
      chosen ??= branch;
      if (pattern[at] !== '|') return chosen;
      at += 1;
    }
  }

  function sequence(): string {
    let text = '';
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const piece = atom();
      text += piece.repeat(repetition());
    }
    return text;
  }

  function repetition(): number {
    const counted = /^\{(\d+)(?:,\d*)?\}/.exec(pattern.slice(at));
    if (counted !== null) {
      at += counted[0].length;
      return Number(counted[1]);
    }
    const sign = pattern.charAt(at);
    if (sign !== '*' && sign !== '?' && sign !== '+') return 1;
    at += 1;
    return sign === '+' ? 1 : 0;
  }

  function atom(): string {
    const character = pattern.charAt(at);
    at += 1;
    if (character === '(') {
      const inner = alternatives();
      at += 1;
      return inner;
    }
    if (character === '[') return fromClass();
    if (character === '\\') return escaped();
    return character === '.' ? 'x' : character;
  }

  function escaped(): string {
    const character = pattern.charAt(at);
    at += 1;
    return character === 'd' ? '0' : character === 'w' ? 'x' : character === 's' ? ' ' : character;
  }

  function fromClass(): string {
    const end = pattern.indexOf(']', at);
    const members = pattern.slice(at, end);
    at = end + 1;
    // A digit where the class has one: it reads best. " -~", all printable characters, gives a letter.
    if (members.includes('0-9')) return '0';
    return members === ' -~' ? 'x' : members.charAt(0);
  }

  return alternatives();
}
