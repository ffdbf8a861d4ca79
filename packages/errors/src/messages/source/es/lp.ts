/** Spanish: liquidity providers, FIX sessions and MT5. */
import { texts } from '../source.ts';

export const lp = texts({
  LP_NOT_CONNECTED: {
    message: 'No hay conexión con el proveedor de liquidez',
    detail:
      '{lp} no está conectado; no se ha enviado nada. {lastConnected, select, none {Nunca ha estado conectado.} other {Última conexión: {lastConnected, time}.}}{tried, select, none {} other { Proveedores consultados: {tried}.}}{breaker, select, none {} other { Estado del cortacircuitos: {breaker}.}}',
    trader: ['Consulte GET /admin/lp-status.', 'Reconecte con POST /admin/fix/connect.'],
    admin: [
      'Revise las sesiones FIX de {lp} y vuelva a conectarlas.',
      'Si el cortacircuitos está abierto, averigüe por qué fallaron las últimas órdenes.',
    ],
  },
  LP_NOT_FOUND: {
    message: 'No se encuentra el proveedor de liquidez',
    detail: 'No existe ningún proveedor de liquidez {lp}.',
    trader: ['Compruebe el nombre del proveedor.'],
    admin: ['Compare el nombre con la lista de proveedores configurados.'],
  },
  FIX_SESSION_NOT_FOUND: {
    message: 'No se encuentra la sesión FIX',
    detail:
      'No existe ninguna sesión FIX {sessionId}.{knownSessions, select, none {} other { Sesiones configuradas: {knownSessions}.}}',
    trader: ['Use el identificador de una sesión configurada, por ejemplo YOFX1.'],
    admin: ['Compare el identificador con la lista de sesiones configuradas.'],
  },
  FIX_SESSION_STATE: {
    message: 'El estado de la sesión FIX no lo permite',
    detail:
      'Estado de la sesión {sessionId}: {status}.{allowed, select, none {} other { Acciones posibles: {allowed}.}}',
    trader: ['Consulte el estado de la sesión y elija una de las acciones permitidas.'],
    admin: ['Espere a que el estado se estabilice o desconecte antes la sesión.'],
  },
  MT5_INSTANCE_NOT_FOUND: {
    message: 'No se encuentra la instancia de MT5',
    detail: 'No existe ninguna instancia de MT5 {instanceId}.',
    trader: ['Compruebe el identificador de la instancia.'],
    admin: ['Compruebe si la instancia se eliminó o nunca se registró.'],
  },
  MT5_INSTANCE_STATE: {
    message: 'El estado de la instancia de MT5 no lo permite',
    detail: 'Estado de la instancia de MT5 {instanceId}: {status}.',
    trader: ['Resuelva lo que lo impide y vuelva a intentarlo.'],
    admin: ['Corrija lo que indica el motivo y vuelva a iniciar la instancia.'],
    reasons: {
      RUNNING: 'La instancia ya está en marcha.',
      CREDENTIALS_REFUSED: 'El bróker rechazó estas credenciales y no se enviarán de nuevo.',
      UPDATE_REQUIRED: 'Primero hay que actualizar el terminal.',
      CLOSED: 'La cuenta está cerrada y antes debe liberarla un administrador.',
    },
  },
  MT5_LOGIN_FAILED: {
    message: 'Error de inicio de sesión en MT5',
    detail:
      'La instancia de MT5 {instanceId} no pudo iniciar sesión, intento {attempt}: {reason} (código {mt5Code}). Acción en curso: {action}.{nextRetryAt, select, none {} other { Próximo intento: {nextRetryAt, time}.}}',
    trader: ['Lea el motivo; el supervisor reintenta por sí mismo cuando puede servir de algo.'],
    admin: ['Revise el usuario, la contraseña y el servidor de la instancia y vuelva a iniciarla.'],
  },
});
