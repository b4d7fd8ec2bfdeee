/** The rows of a table that a step made. */
import type { Table } from 'brightfield';

/** Rows that are shown; a file holds them all. */
const ROWS = 500;

export function tableElement(table: Table): HTMLTableElement {
  const made = document.createElement('table');
  const head = made.createTHead().insertRow();
  for (const name of table.names) {
    const cell = document.createElement('th');
    cell.textContent = name;
    head.append(cell);
  }
  const body = made.createTBody();
  for (let row = 0; row < Math.min(table.rows, ROWS); row++) {
    const line = body.insertRow();
    for (const name of table.names)
      line.insertCell().textContent = `${Number(Number(table.column(name)[row]).toPrecision(6))}`;
  }
  return made;
}
