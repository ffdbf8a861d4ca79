/** Spanish: what becomes of an order after the checks. */
import { texts } from '../source.ts';

export const orders = texts({
  ORDER_NOT_FOUND: {
    message: 'No se encuentra la orden',
    detail: 'No hay ninguna orden {orderId} en sus cuentas.',
    trader: ['Compruebe el número de la orden.'],
    admin: ['Busque la orden con su cuenta: puede pertenecer a otro cliente.'],
  },
  ORDER_NOT_PENDING: {
    message: 'La orden no se puede cancelar',
    detail:
      'Estado de la orden {orderId}: {status}.{filledVolume, select, none {} other {{filledVolume, plural, one { Ejecutado: # lote.} other { Ejecutado: # lotes.}}}}{positionId, select, none {} other { Abrió la posición {positionId}.}}',
    trader: ['Solo se pueden modificar o cancelar las órdenes pendientes.'],
    admin: ['Consulte el historial de estados de la orden.'],
  },
  ORDER_REJECTED: {
    message: 'Orden rechazada por el proveedor de liquidez',
    detail:
      'La orden {orderId} fue rechazada{lp, select, none {} other { por {lp}}}.{lpText, select, none {} other { Texto del proveedor: «{lpText}».}}',
    trader: ['Lea el motivo, modifique la orden y decida de nuevo.'],
    admin: [
      'Busque el informe de ejecución de {orderId} en los mensajes FIX.',
      'Si se acumulan los rechazos, hable con el proveedor de liquidez.',
    ],
    reasons: {
      BROKER_OPTION: 'El proveedor de liquidez la rechazó sin indicar el motivo.',
      LP_LIMIT: 'La orden supera un límite del proveedor de liquidez.',
      INSUFFICIENT_LIQUIDITY: 'No hay liquidez suficiente para este volumen en este momento.',
      TOO_LATE: 'La orden llegó demasiado tarde para ejecutarse.',
      UNSUPPORTED: 'El proveedor de liquidez no admite este tipo de orden.',
      LP_ACCOUNT: 'Nuestra cuenta con el proveedor de liquidez no permite esta orden.',
      OTHER: 'El proveedor de liquidez indicó otro motivo.',
    },
  },
  ORDER_EXPIRED: {
    message: 'El vencimiento de la orden ya ha pasado',
    detail: 'La orden ya estaría vencida: {expiresAt, time}.',
    trader: ['Elija un vencimiento posterior.'],
    admin: ['Si el vencimiento parece correcto, compare los relojes del cliente y del servidor.'],
  },
  DUPLICATE_REQUEST: {
    message: 'Solicitud duplicada',
    detail:
      'Esta instrucción ya se había recibido.{orderId, select, none {} other { Generó la orden {orderId}.}}{retryAfter, select, none {} other { La respuesta puede estar lista dentro de {retryAfter, seconds}.}}',
    trader: [
      'Use una clave nueva para cada instrucción nueva y la anterior solo para repetir la misma.',
    ],
    admin: ['Busque la primera solicitud por su clave de idempotencia y compare ambas.'],
    reasons: {
      IN_PROGRESS: 'La primera solicitud todavía se está procesando.',
      KEY_REUSED: 'La clave de idempotencia ya se usó para otra instrucción.',
      CLIENT_ORDER_ID: 'Ya existe una orden con este identificador de cliente.',
      REFERENCE: 'Ya existe un apunte con esta referencia.',
    },
  },
  TRADING_RESTRICTED: {
    message: 'La operativa está restringida',
    detail:
      '{scope, select, ACCOUNT {La operativa de esta cuenta está restringida} SYMBOL {La operativa con {symbol, select, none {este símbolo} other {{symbol}}} está restringida} other {La operativa está restringida para todos los clientes}}: {mode}. Motivo indicado: {reason}.',
    trader: ['Cierre posiciones si aún se permite; para lo demás, contacte con soporte.'],
    admin: ['Compruebe quién fijó el modo {mode} y retírelo si su causa ya no existe.'],
  },
  LIMIT_EXCEEDED: {
    message: 'Se ha alcanzado un límite operativo',
    detail: 'El límite es {limit, integer} y están en uso {current, integer}.',
    trader: ['Cierre antes una posición o cancele una orden pendiente.'],
    admin: ['Revise los límites del grupo de la cuenta.'],
    reasons: {
      MAX_ORDERS_EXCEEDED: 'La cuenta ya tiene el máximo de órdenes pendientes.',
      MAX_POSITIONS: 'La cuenta ya tiene el máximo de posiciones abiertas.',
      MAX_EXPOSURE: 'La exposición de la cuenta ya es la máxima permitida.',
    },
  },
  LP_TIMEOUT: {
    message: 'El proveedor de liquidez no ha respondido a tiempo',
    detail:
      '{lp} no ha respondido sobre {symbol} en {timeout, millis}.{orderId, select, none {} other { Todavía no se sabe si la orden {orderId} se ejecutó.}}{lpOrderId, select, none {} other { Orden del proveedor: {lpOrderId}.}}',
    trader: [
      'Consulte la orden por su número hasta que se resuelva.',
      'Repita la instrucción solo con la misma clave de idempotencia.',
    ],
    admin: [
      'Pregunte a {lp} por el estado de la orden y nunca envíe otra en su lugar.',
      'Revise la latencia y los números de secuencia de la sesión FIX.',
    ],
  },
});
