/** The header by which Concur's support finds a call (/platform/correlation-id.html). */
export const CORRELATION_HEADER = 'concur-correlationid';
