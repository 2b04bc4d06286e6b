// DuckDB-WASM, the variant it chooses itself in today's browsers without threads ("eh").
import * as duckdb from "@duckdb/duckdb-wasm";

const DIST = new URL("/node_modules/@duckdb/duckdb-wasm/dist/", location.href).href;

let db;
let connection;

export async function start() {
  const worker = new Worker(`${DIST}duckdb-browser-eh.worker.js`);
  db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(`${DIST}duckdb-eh.wasm`);
  connection = await db.connect();
}

// Registers the file under the name orders.csv and runs the statements.
export async function load(file, statements) {
  await db.registerFileHandle("orders.csv", file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  for (const statement of statements) await connection.query(statement);
}

export async function check() {
  const table = await connection.query(`
    SELECT count(*)::DOUBLE AS n_rows,
           count(DISTINCT customer_id)::DOUBLE AS n_customers,
           round(sum(amount::DECIMAL(18, 2)) * 100)::DOUBLE AS sum_cents,
           round(sum(amount::DECIMAL(18, 2)) FILTER (category::VARCHAR = 'Food, Beverage') * 100)::DOUBLE
               AS quoted_cents
    FROM orders`);
  return table.toArray()[0].toJSON();
}
