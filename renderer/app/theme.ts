import { createTheme } from '@mantine/core';

/** Mantine in our own type and density; colours come from tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--type-words)',
  fontFamilyMonospace: 'var(--type-code)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  defaultRadius: 6,
  primaryColor: 'blue',
  // The greys of tokens.css in the dark; Mantine's own lean to brown beside them.
  colors: {
    dark: [
      '#e7ebf0',
      '#c3cad3',
      '#a3adb9',
      '#929dab',
      '#3d4651',
      '#2a3038',
      '#1c2127',
      '#15191e',
      '#101317',
      '#0b0d10',
    ],
  },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    FileInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { withArrow: false, fz: 12 } },
  },
});
