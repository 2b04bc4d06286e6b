// Columns as typed arrays: texts as numbers into a list, days and cents as integers.
import { inferSchema, initParser } from "/node_modules/udsv/dist/uDSV.mjs";
import { readSlices, serve } from "./worker.js";

const QUOTED = "Food, Beverage";

// A text column: each distinct text once, and its number in every row.
class Texts {
  numbers = new Map();
  values = [];
  lastText = null;
  lastNumber = 0;

  number(text) {
    // The lines of an order stand together.
    if (text === this.lastText) return this.lastNumber;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.values.length;
      this.values.push(text);
      this.numbers.set(text, number);
    }
    this.lastText = text;
    this.lastNumber = number;
    return number;
  }
}

const orders = new Texts();
const customers = new Texts();
const products = new Texts();
const categories = new Texts();
const channels = new Texts();
const regions = new Texts();
// Few days in many rows: each is worked out once.
const days = new Map();

let columns;
let nRows = 0;
let capacity = 0;

function allocate(n) {
  const make = {
    order: Uint32Array, day: Uint16Array, customer: Uint32Array, product: Uint16Array, category: Uint8Array,
    channel: Uint8Array, region: Uint8Array, quantity: Int32Array, amount: Int32Array, cost: Int32Array,
  };
  const before = columns;
  columns = {};
  for (const [name, Column] of Object.entries(make)) {
    columns[name] = new Column(n);
    if (before) columns[name].set(before[name]);
  }
  capacity = n;
}

function day(text) {
  let number = days.get(text);
  if (number === undefined) {
    number = Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10)) / 86_400_000;
    days.set(text, number);
  }
  return number;
}

// "129.90" is 12990: the digits of an amount with two decimals.
function cents(text) {
  const point = text.length - 3;
  return text.charCodeAt(point) === 46
    ? +text.slice(0, point) * 100 + (+text.slice(point + 1))
    : Math.round(+text * 100);
}

function take(row) {
  if (nRows === capacity) allocate(capacity * 2);
  const c = columns;
  const at = nRows++;
  c.order[at] = orders.number(row[0]);
  c.day[at] = day(row[1]);
  c.customer[at] = customers.number(row[2]);
  c.product[at] = products.number(row[3]);
  c.category[at] = categories.number(row[4]);
  c.channel[at] = channels.number(row[5]);
  c.region[at] = regions.number(row[6]);
  c.quantity[at] = +row[7];
  c.amount[at] = cents(row[8]);
  c.cost[at] = cents(row[9]);
}

async function load({ file }) {
  const decoder = new TextDecoder();
  let parser;
  await readSlices(file, (slice) => {
    const text = decoder.decode(slice, { stream: true });
    if (!parser) {
      // Quotes may come later than in the rows the schema is guessed from.
      parser = initParser(inferSchema(text, { encl: '"' }));
      const lines = text.split("\n", 1_000);
      const bytesPerRow = lines.join("\n").length / lines.length;
      allocate(Math.ceil((file.size / bytesPerRow) * 1.05) + 16);
    }
    parser.chunk(text, parser.stringArrs, take);
  });
  parser.end();
}

function check() {
  const quoted = categories.values.indexOf(QUOTED);
  let sumCents = 0;
  let quotedCents = 0;
  for (let i = 0; i < nRows; i++) {
    sumCents += columns.amount[i];
    if (columns.category[i] === quoted) quotedCents += columns.amount[i];
  }
  return {
    n_rows: nRows,
    n_customers: customers.values.length,
    sum_cents: sumCents,
    quoted_cents: quotedCents,
  };
}

serve({ load, check });
