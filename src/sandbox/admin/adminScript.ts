/** Runs in the browser: shows new requests above the others as they come. */
export const ADMIN_SCRIPT = `
const rows = document.getElementById('requests');
const live = document.getElementById('live');
live.parentElement.hidden = false;
const columns = rows.dataset.columns.split(' ');
const stream = new EventSource('/sandbox/requests/stream?after=' + rows.dataset.last);
stream.onmessage = ({ data }) => {
  if (!live.checked) return;
  const request = JSON.parse(data);
  const row = rows.insertRow(0);
  for (const column of columns) row.insertCell().textContent = request[column] ?? '';
  while (rows.rows.length > rows.dataset.most) rows.deleteRow(-1);
};
`;
