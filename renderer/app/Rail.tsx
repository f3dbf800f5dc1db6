import { addressOf, screens, usePlace } from '../stores/place.ts';
import { screenLooks } from './screenLooks.ts';

/** The screens, by name and icon. */
export function Rail() {
  const current = usePlace((place) => place.screen);
  return (
    <nav className="rail" aria-label="Screens">
      {screens.map((screen) => {
        const { name, icon: Icon } = screenLooks[screen];
        return (
          <a key={screen} href={addressOf({ screen })} aria-current={screen === current ? 'page' : undefined}>
            <Icon size={20} stroke={1.6} aria-hidden />
            {name}
          </a>
        );
      })}
    </nav>
  );
}
