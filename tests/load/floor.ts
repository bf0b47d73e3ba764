import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import pg from 'pg';

import type { Query } from './record.ts';

/**
 * The floor: a bare server that runs the same prepared statements and answers their rows as JSON. Started with the
 * address of the database and a file of queries; tells its port.
 */
const [url, file] = process.argv.slice(2);
const routes = JSON.parse(readFileSync(file!, 'utf8')) as Record<string, Query[]>;
const pool = new pg.Pool({ connectionString: url!, max: 10 });

const server = createServer((request, response) => {
  const queries = routes[request.url ?? ''] ?? [];
  request.resume();
  void Promise.all(queries.map((query) => pool.query(query))).then((results) => {
    const body = Buffer.from(JSON.stringify(results.map(({ rows }) => rows as unknown[])));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
