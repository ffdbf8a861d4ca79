/** Language, and light or dark. */
import { LOCALES, textsIn, useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { useTheme } from './theme.ts';

export function LanguageChoice() {
  const { locale, texts, speak } = useSpeech();
  return (
    <Choice
      bare
      label={texts.bar.language}
      value={locale}
      options={LOCALES.map((key) => [key, textsIn(key).language])}
      onChange={speak}
    />
  );
}

export function ThemeButton() {
  const { texts } = useSpeech();
  const [theme, toggle] = useTheme();
  return (
    <Button onPress={toggle} label={texts.bar.theme}>
      {theme === 'dark' ? '☾' : '☀'}
    </Button>
  );
}
