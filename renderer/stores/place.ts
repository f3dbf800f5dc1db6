import { create } from 'zustand';
import { screenNames } from '../../shared/screenNames.ts';

/** The screens there are, in the order of the rail. */
export const screens = Object.keys(screenNames) as (keyof typeof screenNames)[];
export type Screen = keyof typeof screenNames;

/** Where the user is: a screen and what is open on it. It is the address, so that links, back and forward work. */
export interface Place {
  screen: Screen;
  /** `#/runs/ID?message=7`: the ID. */
  item: string | null;
  query: Readonly<Record<string, string>>;
}

function read(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', item] = path.split('/');
  const screen = screens.find((one) => one === first) ?? 'campaign';
  return {
    screen,
    item: item ? decodeURIComponent(item) : null,
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The address of a place. */
export function addressOf({ screen, item = null, query = {} }: Partial<Place> & { screen: Screen }): string {
  const search = new URLSearchParams(query).toString();
  return `#/${screen}${item === null ? '' : `/${encodeURIComponent(item)}`}${search === '' ? '' : `?${search}`}`;
}

export const usePlace = create<Place>(() => read(location.hash));

window.addEventListener('hashchange', () => usePlace.setState(read(location.hash), true));

/** Goes somewhere; `replace` leaves no trace in the history, for what changes with every key. */
export function goTo(place: Partial<Place> & { screen: Screen }, replace = false): void {
  const address = addressOf(place);
  if (!replace) {
    location.hash = address;
    return;
  }
  history.replaceState(null, '', address);
  usePlace.setState(read(address), true);
}
