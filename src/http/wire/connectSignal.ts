/** Option of a request by which its agent hears that it was given up while the agent is still connecting. */
export const CONNECT_SIGNAL = 'concurConnectSignal';
