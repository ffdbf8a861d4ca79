/** Spanish: why a position is not closed, changed or found. */
import { texts } from '../source.ts';

export const positions = texts({
  POSITION_NOT_FOUND: {
    message: 'No se encuentra la posición',
    detail: 'No hay ninguna posición {positionId} en sus cuentas.',
    trader: ['Compruebe el número de la posición en GET /api/positions.'],
    admin: ['Busque la posición con su cuenta: puede pertenecer a otro cliente.'],
  },
  POSITION_ALREADY_CLOSED: {
    message: 'La posición ya está cerrada',
    detail:
      'Cierre de la posición {positionId}: {closedAt, time}.{closeReason, select, none {} other { Causa del cierre: {closeReason}.}}',
    trader: ['Actualice la lista de posiciones.'],
    admin: ['Consulte las transacciones de la posición para ver cuál la cerró.'],
  },
  PARTIAL_CLOSE_INVALID: {
    message: 'Volumen de cierre parcial no válido',
    detail:
      '{closeVolume, plural, one {No se puede cerrar # lote} other {No se pueden cerrar # lotes}} de {positionVolume, lots}.{minVolume, select, none {} other { Volumen mínimo: {minVolume, lots}.}}{volumeStep, select, none {} other { Paso de volumen: {volumeStep, lots}.}}',
    trader: [
      'Cierre como máximo el volumen abierto, en pasos, sin dejar un resto inferior al volumen mínimo.',
    ],
    admin: ['Revise los límites de volumen del símbolo y si el grupo admite cierres parciales.'],
    reasons: {
      EXCEEDS: 'Se cerraría más volumen del que está abierto.',
      STEP: 'El volumen que desea cerrar no es múltiplo del paso de volumen.',
      REMAINDER: 'El resto abierto sería inferior al volumen mínimo.',
      NOT_ALLOWED: 'Las posiciones de esta cuenta solo se pueden cerrar por completo.',
      NOT_OPPOSITE: 'Las dos posiciones no son opuestas en el mismo símbolo.',
    },
  },
  POSITION_LOCKED: {
    message: 'Otra orden está modificando la posición',
    detail:
      'La posición {positionId} se está modificando{lockOrderId, select, none {} other { por la orden {lockOrderId}}}.',
    trader: ['Espere a que termine esa orden.'],
    admin: ['Si el bloqueo persiste, revise la orden que lo mantiene.'],
  },
});
