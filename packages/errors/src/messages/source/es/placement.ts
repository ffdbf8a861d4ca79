/** Spanish: the checks before an order goes anywhere. */
import { texts } from '../source.ts';

export const placement = texts({
  INVALID_SYMBOL: {
    message: 'Símbolo inexistente o desactivado',
    detail:
      '{symbol} no se puede operar aquí.{availableSymbols, select, none {} other { Símbolos parecidos: {availableSymbols}.}}',
    trader: ['Elija un símbolo de GET /api/symbols.'],
    admin: ['Compruebe que el símbolo existe y está activado para el grupo de la cuenta.'],
    reasons: {
      UNKNOWN: 'No existe ningún símbolo con ese nombre.',
      DISABLED: 'La negociación de este símbolo está desactivada.',
    },
  },
  INVALID_VOLUME: {
    message: 'Volumen no válido',
    detail:
      'No es posible un volumen de {volume, lots}: de {minVolume, lots} a {maxVolume, lots} lotes, en pasos de {volumeStep, lots}.',
    trader: [
      'Elija un volumen entre {minVolume, lots} y {maxVolume, lots} lotes, en pasos de {volumeStep, lots}.',
    ],
    admin: ['Compare los límites de volumen del símbolo con las especificaciones del contrato.'],
    reasons: {
      TOO_LOW: 'El volumen es inferior al mínimo por orden.',
      TOO_HIGH: 'El volumen supera el máximo por orden.',
      STEP: 'El volumen no es múltiplo del paso de volumen.',
      TOTAL: 'Sumado al volumen abierto, superaría el máximo de este símbolo.',
    },
  },
  MARGIN_INSUFFICIENT: {
    message: 'Margen insuficiente para ejecutar la orden',
    detail:
      'La orden requiere {requiredMargin, money} de margen{commission, select, none {} other { y {commission, money} de comisión}}, y su margen libre es de {freeMargin, money}. {maxVolume, plural, =0 {Ahora no cabe ningún volumen.} one {Como máximo puede operar # lote.} other {Como máximo puede operar # lotes.}} Apalancamiento: 1:{leverage}.{marginLevelAfter, select, none {} other { Nivel de margen tras la orden: {marginLevelAfter, percent}.}}',
    trader: [
      'Reduzca el volumen a {maxVolume, lots} o menos.',
      'Cierre una posición.',
      'Deposite fondos.',
    ],
    admin: [
      'Compare la equidad y el margen usado de la cuenta con sus posiciones abiertas.',
      'Compruebe el apalancamiento del grupo de la cuenta y de {symbol}.',
    ],
    reasons: {
      NEW_ORDER: 'El margen libre no cubre la nueva orden.',
      MODIFY_ORDER: 'El margen libre no cubre la orden con el nuevo volumen.',
      MARGIN_CALL: 'La cuenta está en margin call y no admite órdenes nuevas.',
      NEGATIVE_BALANCE: 'El saldo de la cuenta es negativo.',
    },
  },
  MARKET_CLOSED: {
    message: 'El mercado está cerrado',
    detail:
      '{symbol} no se puede operar ahora. {opensAt, select, none {Aún no se sabe cuándo se reanudará la negociación.} other {Próxima apertura: {opensAt, time}.}}{holiday, select, none {} other { Festivo: {holiday}.}}{retryAfter, select, none {} other { Vuelva a consultar dentro de {retryAfter, seconds}.}}',
    trader: ['Espere a que abra el mercado.'],
    admin: [
      'Revise los horarios de sesión y los festivos del símbolo en el calendario de mercado.',
      'Si hay una suspensión, compruebe si puede levantarse.',
    ],
    reasons: {
      PRE_MARKET_CLOSED: 'La sesión de hoy aún no ha empezado.',
      POST_MARKET_CLOSED: 'La sesión de hoy ya ha terminado.',
      WEEKEND_CLOSED: 'Este mercado cierra los fines de semana.',
      HOLIDAY_CLOSED: 'El mercado está cerrado por festivo.',
      SYMBOL_HALTED: 'La negociación de este símbolo está suspendida.',
      CIRCUIT_BREAKER: 'Una interrupción por volatilidad ha suspendido la negociación.',
    },
  },
  PRICE_STALE: {
    message: 'No hay cotización disponible',
    detail:
      'No hay cotización actual de {conversionSymbol, select, none {{symbol}} other {{conversionSymbol}, necesaria para convertir el importe}}. {lastUpdate, select, none {Aún no ha llegado ninguna cotización.} other {Última cotización: {lastUpdate, time}.}}{ageMs, select, none {} other { Antigüedad: {ageMs, millis}.}} Antigüedad máxima admitida: {maxAgeMs, millis}.',
    trader: [
      'Espere a que el proveedor de liquidez vuelva a cotizar.',
      'Consulte GET /admin/lp-status.',
    ],
    admin: [
      'Revise la sesión de cotizaciones del proveedor de liquidez y su suscripción a {symbol}.',
      'Vuelva a conectar la sesión si está desconectada.',
    ],
  },
  INVALID_SL_TP: {
    message: 'Stop loss o take profit no válido',
    detail:
      'El {field, select, sl {stop loss{sl, select, none {} other { {sl, price}}}} other {take profit{tp, select, none {} other { {tp, price}}}}} no es válido para una {side, select, BUY {compra} other {venta}} a {currentPrice, price}.{minDistance, select, none {} other { Distancia mínima: {minDistance, price}.}}',
    trader: [
      'Compra: stop loss por debajo y take profit por encima del precio.',
      'Venta: stop loss por encima y take profit por debajo del precio.',
    ],
    admin: ['Revise el nivel de stops y el nivel de congelación del símbolo.'],
    reasons: {
      DIRECTION: 'El nivel está en el lado equivocado del precio.',
      TOO_CLOSE: 'El nivel está demasiado cerca del mercado.',
      FROZEN: 'El mercado está tan cerca que el nivel ya no se puede modificar.',
      PRECISION: 'El nivel tiene más decimales que el símbolo.',
    },
  },
  INVALID_PRICE: {
    message: 'Precio no válido',
    detail:
      'El precio {price, price} no es posible.{currentPrice, select, none {} other { Mercado: {currentPrice, price}.}}{minDistance, select, none {} other { Distancia mínima: {minDistance, price}.}} Tamaño del tick: {tickSize, price}.',
    trader: ['Elija un precio en el lado correcto del mercado y en ticks enteros.'],
    admin: ['Revise el tamaño del tick y el nivel de stops del símbolo.'],
    reasons: {
      WRONG_SIDE: 'Para este tipo de orden, el precio está en el lado equivocado del mercado.',
      ORDER_TOO_CLOSE_TO_MARKET: 'El precio está demasiado cerca del mercado.',
      PRICE_OUT_OF_RANGE: 'El precio está fuera del rango permitido.',
      PRECISION: 'El precio no es múltiplo del tamaño del tick.',
    },
  },
  PRICE_CHANGED: {
    message: 'El precio ha cambiado',
    detail:
      'El precio de {symbol} se ha movido.{requestedPrice, select, none {} other { Solicitado: {requestedPrice, price}.}}{currentPrice, select, none {} other { Actual: {currentPrice, price}.}}{maxDeviation, select, none {} other {{maxDeviation, plural, one { Desviación admitida: # punto.} other { Desviación admitida: # puntos.}}}}',
    trader: ['Consulte el nuevo precio y decida de nuevo.'],
    admin: [
      'Si se acumulan las recotizaciones, revise la latencia y el spread del proveedor de liquidez.',
    ],
  },
});
