// A small places service for the recipe trips-with-hotels.http: node places.mjs [PORT]. All places are invented.
import { createServer } from 'node:http';

const KINDS = ['Harbour Grill', 'Lakeside Museum', 'Botanical Garden', 'Old Market'];

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const city = url.searchParams.get('city') ?? '';
  const isNear = url.pathname === '/near' && city !== '';
  const body = isNear
    ? { city, places: KINDS.map((name, index) => ({ name: `${name} ${city}`, distanceKm: (index + 1) * 0.4 })) }
    : { what: 'Ask GET /near?city=NAME.' };
  response.writeHead(isNear ? 200 : 400, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}).listen(Number(process.argv[2] ?? 8730), '127.0.0.1');
