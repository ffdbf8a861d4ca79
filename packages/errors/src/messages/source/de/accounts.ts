/** German: why an account may not trade or pay out. */
import { texts } from '../source.ts';

export const accounts = texts({
  ACCOUNT_NOT_FOUND: {
    message: 'Konto nicht gefunden',
    detail: 'Das Konto {accountId} gehört nicht zu Ihren Konten.',
    trader: ['Prüfen Sie die Kontonummer.'],
    admin: ['Prüfen Sie, ob das Konto existiert und wem es gehört.'],
  },
  ACCOUNT_DISABLED: {
    message: 'Konto deaktiviert',
    detail:
      '{accountId, select, none {Ihr Benutzerzugang ist deaktiviert.} other {Das Konto {accountId} ist deaktiviert.}} Angegebener Grund: {reason}.',
    trader: ['Wenden Sie sich an den Support.'],
    admin: ['Klären Sie, wer es warum deaktiviert hat, bevor Sie es wieder aktivieren.'],
  },
  INSUFFICIENT_BALANCE: {
    message: 'Nicht genügend Guthaben',
    detail:
      'Angefordert wurden {withdrawalAmount, money}; derzeit auszahlbar: {withdrawable, money}. Kontostand: {balance, money}.',
    trader: ['Lassen Sie sich höchstens {withdrawable, money} auszahlen.'],
    admin: ['Prüfen Sie die genutzte Margin und die offenen Auszahlungen des Kontos.'],
  },
  WITHDRAWAL_LIMIT_EXCEEDED: {
    message: 'Auszahlungslimit überschritten',
    detail:
      'Angefordert wurden {requestedAmount, money}; bereits verbraucht: {currentUsage, money}. Tageslimit: {dailyLimit, money}.{monthlyLimit, select, none {} other { Monatslimit: {monthlyLimit, money}.}} Nächste Zurücksetzung: {resetsAt, time}.',
    trader: ['Warten Sie, bis das Limit zurückgesetzt wird, oder beantragen Sie ein höheres.'],
    admin: ['Erhöhen Sie das Limit des Kunden oder genehmigen Sie die Auszahlung mit Begründung.'],
    reasons: {
      DAILY: 'Das Limit des Tages ist erreicht.',
      MONTHLY: 'Das Limit des Monats ist erreicht.',
    },
  },
});
