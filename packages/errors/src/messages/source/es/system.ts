/** Spanish: our own limits and our own faults. */
import { texts } from '../source.ts';

export const system = texts({
  RATE_LIMIT_EXCEEDED: {
    message: 'Demasiadas solicitudes',
    detail:
      '{limit, plural, one {Se admite # solicitud} other {Se admiten # solicitudes}} cada {window}. Vuelva a intentarlo dentro de {retryAfter, seconds}.',
    trader: ['Espere {retryAfter, seconds} antes de la próxima solicitud.'],
    admin: ['Antes de ampliar el límite, busque un cliente que repita solicitudes en bucle.'],
  },
  INTERNAL_ERROR: {
    message: 'Error interno del servidor',
    detail: 'Se ha producido un fallo en nuestro sistema. Identificador del error: {errorId}.',
    trader: ['Contacte con soporte e indique el identificador {errorId}.'],
    admin: ['Busque {errorId} en el registro y aclare si la instrucción tuvo efecto.'],
  },
  SERVICE_UNAVAILABLE: {
    message: 'Servicio no disponible',
    detail:
      'El servicio no está disponible. Motivo indicado: {reason}. {estimatedRestore, select, none {Aún no se sabe cuándo volverá.} other {Restablecimiento previsto: {estimatedRestore, time}.}}',
    trader: ['Vuelva a intentarlo a partir de la hora indicada.'],
    admin: ['Consulte /health/ready para ver qué componente falta.'],
    reasons: {
      MAINTENANCE: 'Se están realizando tareas de mantenimiento.',
      SHUTDOWN: 'El servicio se está deteniendo.',
      STARTING: 'El servicio todavía está arrancando.',
      UPSTREAM: 'No responde un servicio del que este depende.',
      DATA: 'En este momento no se pueden leer los datos necesarios.',
      OVERLOADED: 'El servicio tiene más trabajo del que puede atender.',
    },
  },
  DATABASE_ERROR: {
    message: 'Error de la base de datos',
    detail:
      'La base de datos no pudo {operation, select, SELECT {leer} INSERT {insertar} UPDATE {actualizar} DELETE {borrar} other {completar la transacción}}; no se ha modificado nada. Identificador del error: {errorId}.',
    trader: [
      'Repita la instrucción con la misma clave de idempotencia.',
      'Contacte con soporte e indique el identificador {errorId}.',
    ],
    admin: [
      'Busque {errorId} en el registro.',
      'Revise el espacio en disco, los bloqueos y las conexiones de la base de datos.',
    ],
  },
});
