/** Spanish: who is asking. */
import { texts } from '../source.ts';

export const auth = texts({
  AUTH_REQUIRED: {
    message: 'Debe iniciar sesión',
    detail: 'La solicitud llegó sin token de acceso.',
    trader: ['Inicie sesión y envíe el token en la cabecera «Authorization: Bearer <token>».'],
    admin: [
      'Compruebe que el cliente y los proxys intermedios transmiten la cabecera Authorization.',
    ],
  },
  AUTH_INVALID: {
    message:
      '{reason, select, CREDENTIALS {Usuario o contraseña incorrectos} other {Token de acceso no válido}}',
    detail:
      '{reason, select, CREDENTIALS {El usuario o la contraseña no son correctos.} other {No se acepta el token de acceso.}}',
    trader: [
      'Compruebe que el token se envió completo.',
      'Inicie sesión de nuevo para obtener otro.',
    ],
    admin: [
      'Compare el emisor y el identificador de clave del token con /.well-known/jwks.json.',
      'Tras REFRESH_REUSED, pregunte al usuario si conserva el dispositivo en su poder.',
    ],
    reasons: {
      MALFORMED: 'El token está dañado o incompleto.',
      SIGNATURE: 'Este servidor no firmó el token.',
      REVOKED: 'El token ha sido revocado.',
      CREDENTIALS: 'El usuario y la contraseña no se corresponden.',
      REFRESH_REUSED:
        'El token de renovación ya se había utilizado, por lo que se cerró toda la sesión.',
    },
  },
  AUTH_EXPIRED: {
    message: 'La sesión ha caducado',
    detail: 'Caducidad del token de acceso: {expiredAt, time}.',
    trader: ['Renueve el token o inicie sesión de nuevo y repita la operación.'],
    admin: ['Si ocurre justo después de iniciar sesión, compare los relojes de los servidores.'],
  },
  PERMISSION_DENIED: {
    message:
      '{reason, select, REAUTH_REQUIRED {Inicie sesión de nuevo para hacer esto} other {{requiredRole, select, ADMIN {Se requiere acceso de administrador} other {No tiene permiso para esta operación}}}}',
    detail:
      '{reason, select, REAUTH_REQUIRED {Para esto hace falta un inicio de sesión reciente.} other {Se necesita el rol {requiredRole}; el suyo es {userRole}.}}',
    trader: [
      'Solicite el acceso a un administrador.',
      'Con REAUTH_REQUIRED: inicie sesión de nuevo.',
    ],
    admin: ['Asigne al usuario el rol {requiredRole} si debe poder hacerlo.'],
    reasons: { REAUTH_REQUIRED: 'Hace demasiado tiempo que se introdujo la contraseña.' },
  },
});
