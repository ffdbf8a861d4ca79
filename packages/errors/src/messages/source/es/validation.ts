/** Spanish: the request itself is wrong. */
import { texts } from '../source.ts';

const COMPARE =
  'Compare la solicitud con la descripción de la API; el cliente puede estar desactualizado.';

export const validation = texts({
  INVALID_REQUEST: {
    message:
      '{lockedUntil, select, none {El contenido de la solicitud no es válido} other {El destino es nuevo y sigue bloqueado}}',
    detail:
      '{lockedUntil, select, none {No se puede interpretar la solicitud.{parseError, select, none {} other { JSON: {parseError}.}}{reason, select, none {} other { Motivo indicado: {reason}.}}{field, select, none {} other { Campo: {field}.}}} other {El dinero iría a un destino nuevo para esta cuenta. El retiro puede aprobarse y pagarse a partir de {lockedUntil, time}; hasta entonces se puede rechazar o retirar la solicitud.}}',
    trader: [
      'Revise la sintaxis JSON y los nombres de los campos.',
      'Para DESTINATION_LOCKED: espere a que termine el bloqueo o rechace el retiro.',
    ],
    admin: [COMPARE],
  },
  MISSING_PARAMETER: {
    message: 'Falta un parámetro obligatorio',
    detail:
      'En la solicitud falta: {missingFields, select, none {un campo} other {{missingFields}}}.',
    trader: ['Indique todos los campos obligatorios.'],
    admin: [COMPARE],
  },
  INVALID_PARAMETER_TYPE: {
    message: 'Tipo de parámetro no válido',
    detail: 'El campo {field} debe contener {expected} y contiene {received}.',
    trader: ['Use el tipo documentado: los números son números JSON, nunca texto.'],
    admin: [COMPARE],
  },
  NOT_FOUND: {
    message: 'No encontrado',
    detail:
      '{path, select, none {{id, select, none {Lo solicitado no existe.} other {No existe ningún elemento {id}.}}} other {No hay nada en {path}.}}',
    trader: ['Compare la ruta con la documentación.'],
    admin: ['Revise la dirección y las reglas de reescritura del proxy.'],
  },
});
