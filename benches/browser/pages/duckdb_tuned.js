// With everything said that can be: nothing is guessed, and what has few values is an ENUM. Of the ways tried
// (DECIMAL for the amounts, rows in any order, the file copied in first) this one was the quickest.
import * as base from "./duckdb_base.js";

export const { start, check } = base;

const CATEGORIES = [
  "Kitchen", "Garden", "Toys", "Books", "Lighting", "Furniture", "Bed & Bath", "Electronics", "Stationery",
  "Sports", "Baby", "Food, Beverage",
];
const CHANNELS = ["Web", "Store", "Phone", "Marketplace"];
const REGIONS = ["North", "South", "East", "West", "Central", "Overseas"];
const COLUMNS = {
  order_id: "VARCHAR", order_date: "DATE", customer_id: "VARCHAR", product_id: "VARCHAR", category: "category_t",
  channel: "channel_t", region: "region_t", quantity: "INTEGER", amount: "DOUBLE", cost: "DOUBLE",
};

const quoted = (texts) => texts.map((text) => `'${text}'`).join(", ");

export function load(file) {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`).join(", ");
  return base.load(file, [
    `CREATE TYPE category_t AS ENUM (${quoted(CATEGORIES)})`,
    `CREATE TYPE channel_t AS ENUM (${quoted(CHANNELS)})`,
    `CREATE TYPE region_t AS ENUM (${quoted(REGIONS)})`,
    `CREATE TABLE orders AS SELECT * FROM read_csv('orders.csv', auto_detect = false, header = true,
       delim = ',', quote = '"', escape = '"', new_line = '\\n', dateformat = '%Y-%m-%d',
       columns = {${columns}})`,
  ]);
}
