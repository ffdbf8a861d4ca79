/** Spanish: why an account may not trade or pay out. */
import { texts } from '../source.ts';

export const accounts = texts({
  ACCOUNT_NOT_FOUND: {
    message: 'No se encuentra la cuenta',
    detail: 'Entre sus cuentas no figura la {accountId}.',
    trader: ['Compruebe el número de cuenta.'],
    admin: ['Compruebe si la cuenta existe y quién es su titular.'],
  },
  ACCOUNT_DISABLED: {
    message: 'Cuenta desactivada',
    detail:
      '{accountId, select, none {Su usuario está desactivado.} other {La cuenta {accountId} está desactivada.}} Motivo indicado: {reason}.',
    trader: ['Contacte con soporte.'],
    admin: ['Averigüe quién la desactivó y por qué antes de volver a activarla.'],
  },
  INSUFFICIENT_BALANCE: {
    message: 'Saldo insuficiente',
    detail:
      'Ha solicitado {withdrawalAmount, money} y ahora puede retirar {withdrawable, money}. Saldo: {balance, money}.',
    trader: ['Retire como máximo {withdrawable, money}.'],
    admin: ['Revise el margen usado y los retiros pendientes de la cuenta.'],
  },
  WITHDRAWAL_LIMIT_EXCEEDED: {
    message: 'Límite de retiro superado',
    detail:
      'Ha solicitado {requestedAmount, money} y ya ha utilizado {currentUsage, money}. Límite diario: {dailyLimit, money}.{monthlyLimit, select, none {} other { Límite mensual: {monthlyLimit, money}.}} Próximo restablecimiento: {resetsAt, time}.',
    trader: ['Espere a que se restablezca el límite o solicite uno mayor.'],
    admin: ['Amplíe el límite del cliente o apruebe el retiro indicando el motivo.'],
    reasons: {
      DAILY: 'Se ha alcanzado el límite del día.',
      MONTHLY: 'Se ha alcanzado el límite del mes.',
    },
  },
});
