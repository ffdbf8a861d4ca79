/** Spanish: what only a client can meet. */
import { texts } from '../source.ts';

export const client = texts({
  NETWORK_ERROR: {
    message: 'No se puede conectar con el servidor',
    detail: 'Falló la conexión; aun así, la instrucción puede haber llegado.',
    trader: [
      'Compruebe la conexión.',
      'Repita una instrucción solo con la misma clave de idempotencia.',
    ],
    admin: ['Compruebe que el cliente alcanza el servidor, el proxy y el DNS.'],
  },
  TIMEOUT: {
    message: 'El servidor no respondió a tiempo',
    detail:
      'No llegó respuesta {timeoutMs, select, none {a tiempo} other {en {timeoutMs, millis}}}; todavía no se sabe si la instrucción tuvo efecto.',
    trader: ['Repita una instrucción solo con la misma clave de idempotencia.'],
    admin: ['Compare los tiempos de respuesta del servidor con el plazo del cliente.'],
  },
  ABORTED: {
    message: 'La llamada se canceló',
    detail:
      'La llamada se abandonó antes de la respuesta; la instrucción puede haber tenido efecto.',
    trader: ['Averigüe qué fue de la instrucción antes de repetirla.'],
    admin: ['Busque la solicitud en el registro para ver hasta dónde llegó.'],
  },
  UNKNOWN_ERROR: {
    message: 'La respuesta del servidor no se reconoce',
    detail:
      '{wireCode, select, none {La respuesta no traía ningún código.} other {Esta versión no conoce el código {wireCode}.}}{httpStatus, select, none {} other { Estado HTTP: {httpStatus}.}}',
    trader: [
      'Actualice el cliente.',
      'Contacte con soporte e indique el identificador de la solicitud.',
    ],
    admin: [
      'Compare las versiones de cliente y servidor y busque un proxy que responda por su cuenta.',
    ],
  },
});
