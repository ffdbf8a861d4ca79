/** French: why an account may not trade or pay out. */
import { texts } from '../source.ts';

export const accounts = texts({
  ACCOUNT_NOT_FOUND: {
    message: 'Compte introuvable',
    detail: 'Le compte {accountId} ne figure pas parmi les vôtres.',
    trader: ['Vérifiez le numéro de compte.'],
    admin: ['Vérifiez si le compte existe et qui en est le titulaire.'],
  },
  ACCOUNT_DISABLED: {
    message: 'Compte désactivé',
    detail:
      '{accountId, select, none {Votre accès utilisateur est désactivé.} other {Le compte {accountId} est désactivé.}} Motif indiqué : {reason}.',
    trader: ['Contactez l’assistance.'],
    admin: ['Vérifiez qui l’a désactivé et pourquoi avant de le réactiver.'],
  },
  INSUFFICIENT_BALANCE: {
    message: 'Solde insuffisant',
    detail:
      'Vous avez demandé {withdrawalAmount, money} ; vous pouvez retirer {withdrawable, money} actuellement. Solde : {balance, money}.',
    trader: ['Retirez au plus {withdrawable, money}.'],
    admin: ['Vérifiez la marge utilisée et les retraits en attente du compte.'],
  },
  WITHDRAWAL_LIMIT_EXCEEDED: {
    message: 'Plafond de retrait dépassé',
    detail:
      'Vous avez demandé {requestedAmount, money} et déjà utilisé {currentUsage, money}. Plafond journalier : {dailyLimit, money}.{monthlyLimit, select, none {} other { Plafond mensuel : {monthlyLimit, money}.}} Prochaine réinitialisation : {resetsAt, time}.',
    trader: ['Attendez la réinitialisation du plafond ou demandez-en un plus élevé.'],
    admin: ['Relevez le plafond du client ou approuvez le retrait en indiquant un motif.'],
    reasons: {
      DAILY: 'Le plafond du jour est atteint.',
      MONTHLY: 'Le plafond du mois est atteint.',
    },
  },
});
