// node duckdb_query.mjs NODE_MODULES --version
// node duckdb_query.mjs NODE_MODULES FOLDER THREADS records|lines
//
// Prints the version of the DuckDB in NODE_MODULES, or the event ids of what the bundled rule
// describes in the files of the folder: what a user of DuckDB would type.
import {readdirSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';

const [modules, folder, threads, form] = process.argv.slice(2);
const {DuckDBInstance} = createRequire(`${modules}/`)('@duckdb/node-api');

const fields = ['eventSource', 'eventName', 'errorCode', 'errorMessage', 'eventID'];
const files = `'${folder.replaceAll("'", "''")}/*'`;
const lines = `SELECT * FROM read_json(${files}, format='newline_delimited',
  columns={${fields.map((field) => `${field}: 'VARCHAR'`).join(', ')}})`;
// By default 16 MiB.
const largest = () => Math.max(
  1 << 24, ...readdirSync(folder).map((name) => statSync(`${folder}/${name}`).size));
const records = () => `SELECT unnest(Records, recursive := true) FROM read_json(${files},
  format='unstructured', maximum_object_size=${largest()},
  columns={Records: 'STRUCT(${fields.map((field) => `${field} VARCHAR`).join(', ')})[]'})`;

if (folder === '--version') {
  const connection = await (await DuckDBInstance.create()).connect();
  const [[version]] = await (await connection.runAndReadAll('SELECT version()')).getRows();
  console.log(`DuckDB ${version}`);
} else {
  const connection = await (await DuckDBInstance.create(':memory:', {threads})).connect();
  const answer = await connection.runAndReadAll(`SELECT eventID
    FROM (${form === 'lines' ? lines : records()})
    WHERE eventSource = 'bedrock.amazonaws.com'
      AND eventName = 'DeleteModelInvocationLoggingConfiguration'
      AND errorCode IS NULL AND errorMessage IS NULL`);
  for (const [id] of answer.getRows()) console.log(id);
}
