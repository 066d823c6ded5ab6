import type { SandboxApp, SandboxContext } from '../context.js';
import { registerBookings } from './bookingRoutes.js';
import { registerItineraryV4 } from './itineraryV4Routes.js';
import { registerTripExtras } from './tripExtras.js';
import { registerTrips } from './tripRoutes.js';

/** Concur Travel: trips and bookings, the same ones in every version of their APIs. */
export function registerTravel(app: SandboxApp, context: SandboxContext): void {
  context.state.keep('trips', context.books.trips.keep(context.company));
  registerTrips(app, context);
  registerBookings(app, context);
  registerItineraryV4(app, context);
  registerTripExtras(app, context);
}
