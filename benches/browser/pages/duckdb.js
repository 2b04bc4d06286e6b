// As the documentation of DuckDB says: one statement, everything guessed.
import * as base from "./duckdb_base.js";

export const { start, check } = base;

export function load(file) {
  return base.load(file, ["CREATE TABLE orders AS SELECT * FROM read_csv('orders.csv')"]);
}
