// Judges matches and reports by the published JSON Schemas, made stricter, and by what a schema
// cannot say.
import fs from 'node:fs';
import path from 'node:path';

// A schema that knows all keys and all values of today: what users ignore when it is new must not
// come in unnoticed.
export function tighten(schema) {
  if (Array.isArray(schema)) return schema.map(tighten);
  if (schema === null || typeof schema !== 'object') return schema;
  const tight = {};
  for (const [key, value] of Object.entries(schema)) {
    tight[key] = key === 'not' || key === 'if' || key === 'then' || key === 'else' ? value
                                                                                  : tighten(value);
  }
  if ([tight.type].flat().includes('object') && tight.properties && !('additionalProperties' in tight)) {
    tight.additionalProperties = false;
  }
  if (Array.isArray(tight.examples) && tight.pattern) tight.enum = tight.examples;
  return tight;
}

// The keys that an object and a schema share must stand in the schema's order.
export function checkOrder(value, schema, resolve, where, report) {
  while (schema && schema.$ref) schema = resolve(schema.$ref);
  if (!schema || value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    value.forEach((element, i) => checkOrder(element, schema.items, resolve, `${where}/${i}`, report));
    return;
  }
  for (const alternative of schema.anyOf ?? []) {
    const candidate = alternative.$ref ? resolve(alternative.$ref) : alternative;
    if (candidate.properties?.schema?.const === value.schema) {
      checkOrder(value, candidate, resolve, where, report);
      return;
    }
  }
  if (!schema.properties) return;
  const known = Object.keys(schema.properties);
  const order = Object.keys(value).map((key) => known.indexOf(key)).filter((index) => index >= 0);
  if (order.some((index, i) => i > 0 && index < order[i - 1])) {
    report(`${where}: keys are in another order than in the schema`);
  }
  for (const key of Object.keys(value)) {
    checkOrder(value[key], schema.properties[key], resolve, `${where}/${key}`, report);
  }
}

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

function checkBytes(bytes, report) {
  const stored = bytes.payload + bytes.padding + bytes.passed_through + bytes.undecodable;
  const text = bytes.record + bytes.envelope + bytes.whitespace + bytes.damaged + bytes.skipped;
  if (bytes.stored_read !== stored) report(`${bytes.stored_read} bytes read, ${stored} accounted`);
  if (bytes.decoded !== text) report(`${bytes.decoded} bytes decoded, ${text} accounted`);
}

function checkSummary(summary, report) {
  const {bytes, anomalies, matches, sources} = summary;
  checkBytes(bytes, report);
  if (sum(anomalies.by_kind) !== anomalies.total) report('anomalies.by_kind do not add up');
  if (sum(matches.by_rule) !== matches.total) report('matches.by_rule do not add up');
  if (sum(matches.by_severity) + matches.signals !== matches.total) report('matches.by_severity do not add up');
  if (sources.read + sources.skipped + sources.failed !== sources.total) {
    report('sources do not add up');
  }
  if (sum(sources.skipped_by_reason) !== sources.skipped) report('skipped sources do not add up');
  if (summary.alerts) checkAlertCounts(summary.alerts, matches, report);
}

function checkAlertCounts(alerts, matches, report) {
  if (sum(alerts.by_rule) !== alerts.total) report('alerts.by_rule do not add up');
  if (sum(alerts.by_severity) !== alerts.total) report('alerts.by_severity do not add up');
  if (alerts.matches + alerts.matches_below_threshold + matches.signals !== matches.total) {
    report('some matches are neither in alerts nor below the threshold nor signals');
  }
}

// Those that were not read whole and without remark, each balanced for itself and together no more
// than all of the scan.
function checkSources({sources, sources_omitted: omitted}, summary, report) {
  for (const source of sources) {
    checkBytes(source.bytes, report);
    if (source.state === 'scanned' && sum(source.anomaly_counts) === 0) report(`${source.path} is clean`);
    if ((source.state === 'skipped') !== (source.reason !== null)) report('reason contradicts state');
    if (!source.complete && summary.complete) report(`${source.path} is incomplete, the scan not`);
  }
  if (sources.length + omitted > summary.sources.total) report('too many sources');
  for (const key of Object.keys(summary.bytes)) {
    const total = sources.reduce((all, {bytes}) => all + bytes[key], 0);
    if (total > summary.bytes[key]) report(`the sources have more ${key} bytes than the scan`);
  }
  const {by_kind: kinds} = summary.anomalies;
  for (const kind of new Set(sources.flatMap((source) => Object.keys(source.anomaly_counts)))) {
    const total = sources.reduce((all, source) => all + (source.anomaly_counts[kind] ?? 0), 0);
    if (total > (kinds[kind] ?? 0)) report(`the sources have more of ${kind} than the scan`);
  }
}

// What a report of matches and one of alerts have in common; `found`: all that names a rule.
function checkAnyReport(document, found, report) {
  const {summary, anomalies} = document;
  checkSummary(summary, report);
  const unjudged = anomalies.some((anomaly) => anomaly.unjudged);
  const interrupted = [129, 130, 143].includes(summary.exit_code);
  if (summary.complete !== !(unjudged || interrupted)) report('complete contradicts the anomalies');
  if (!summary.complete && [0, 1].includes(summary.exit_code)) report('incomplete, yet exit 0 or 1');
  if (anomalies.length !== summary.anomalies.listed) report('anomalies.listed is wrong');
  checkSources(document, summary, report);
  const paths = new Set(document.sources.map((source) => source.path));
  for (const {path} of anomalies) {
    const missing = path !== '' && !paths.has(path);
    if (missing && document.sources_omitted === 0) report(`no account of ${path}`);
  }
  const ids = new Set(document.rules.map((rule) => rule.id));
  for (const {rule_id: id} of found) {
    if (!ids.has(id)) report(`rule ${id} is not among the rules`);
  }
}

const isSignal = (match) => match.schema === 'trailsift.signal/1';

function checkReport(document, report) {
  const {matches, summary} = document;
  checkAnyReport(document, matches, report);
  if (matches.length !== summary.matches.total) report('matches.total is wrong');
  if (matches.filter(isSignal).length !== summary.matches.signals) report('signals is wrong');
}

// Null, which stands for an unknown time, comes last.
const inOrder = (times) =>
    times.every((time, i) => i === 0 || (times[i - 1] ?? '9999-99') <= (time ?? '9999-99'));

const kRanks = ['info', 'low', 'medium', 'high', 'critical'];

function checkAlert(alert, report) {
  const {matches} = alert;
  const times = matches.map((match) => match.event_time);
  if (matches.length !== alert.count) report('count is not the number of matches');
  if (alert.count < alert.threshold) report('the threshold is not met');
  if (times[0] !== alert.first_time) report('first_time is wrong');
  if (times.at(-1) !== alert.last_time) report('last_time is wrong');
  if (alert.window.start !== alert.first_time) report('the window does not start with a match');
  if (alert.window.end !== null && alert.window.end <= alert.last_time) {
    report('a match is not inside the window');
  }
  if (!inOrder(times)) report('the matches are not in order of time');
  const rank = Math.max(...matches.map((match) => kRanks.indexOf(match.severity)));
  if (alert.severity !== kRanks[rank]) report('severity is not the highest of the matches');
  for (const match of matches) {
    if (match.rule_id !== alert.rule_id) report('a match is of another rule');
    if (match.dedup !== alert.dedup) report('a match has another dedup string');
  }
}

function checkAlertReport(document, report) {
  const {alerts, signals, summary} = document;
  checkAnyReport(document, [...alerts, ...signals], report);
  if (alerts.length !== summary.alerts.total) report('alerts.total is wrong');
  if (signals.length !== summary.matches.signals) report('matches.signals is wrong');
  const inAlerts = alerts.reduce((total, alert) => total + alert.count, 0);
  if (inAlerts !== summary.alerts.matches) report('alerts.matches is wrong');
  if (!inOrder(alerts.map((alert) => alert.first_time))) report('the alerts are not in order');
  if (!inOrder(signals.map((signal) => signal.event_time))) report('the signals are not in order');
  for (const alert of alerts) checkAlert(alert, report);
}

// No control, bidirectional or separator character may stand raw in a string that trailsift builds;
// `event` and `user_identity` are the record's own bytes.
export const kHostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

const kSchemas = ['match-1', 'signal-1', 'alert-1', 'report-1', 'alert-report-1', 'lint-1',
                  'ledger-1'];
const idOf = (schema) => `urn:trailsift:schema:${schema}`;

export class JsonJudge {
  #ajv;
  #schemas = new Map();

  constructor(ajvClass, schemaFolder) {
    this.#ajv = new ajvClass({strict: false, allErrors: true});
    for (const name of kSchemas) {
      const text = fs.readFileSync(path.join(schemaFolder, `${name}.schema.json`), 'utf8');
      // References inside a schema must still be understood where another one refers to it.
      const schema = JSON.parse(text.replaceAll('"$ref": "#', `"$ref": "${idOf(name)}#`));
      if (!this.#ajv.validateSchema(schema)) throw new Error(`${name}: ${this.#ajv.errorsText()}`);
      this.#schemas.set(schema.$id, schema);
      this.#ajv.addSchema(tighten(schema));
    }
    this.summary = this.#ajv.getSchema('urn:trailsift:schema:report-1#/$defs/summary');
  }

  // A document in the format json, of a scan for alerts or not. Calls `report` with each problem.
  judgeReport(text, report) {
    const schema = text.includes('"schema":"trailsift.alert-report/1"') ? 'alert-report-1' : 'report-1';
    const document = this.#parse(text, schema, report);
    if (document && schema === 'report-1') checkReport(document, report);
    if (document && schema === 'alert-report-1') checkAlertReport(document, report);
    return document;
  }

  // A document of `lint -f json`.
  judgeLint(text, report) {
    const document = this.#parse(text, 'lint-1', report);
    if (!document) return document;
    if (kHostile.test(text.replaceAll('\n', ''))) report('a hostile character stands raw');
    const {findings, summary} = document;
    for (const [level, name] of [['error', 'errors'], ['warning', 'warnings'], ['note', 'notes']]) {
      const count = findings.filter((finding) => finding.level === level).length;
      if (summary[name] !== count) report(`there are ${count} findings of the level ${level}`);
    }
    for (const [i, {line, column, length, source_line: source, fix}] of findings.entries()) {
      if (column !== null && line === null) report(`finding ${i}: a column without a line`);
      const bytes = Buffer.byteLength(source ?? '');
      if (length !== null && column - 1 + length > bytes + 1) report(`finding ${i}: too long`);
      if (fix !== null && length === null) report(`finding ${i}: nothing to put the fix in place of`);
    }
    return document;
  }

  // One line of the format jsonl: a match, a signal or an alert.
  judgeLine(line, report) {
    const [, kind] = /^\{"schema":"trailsift\.([a-z]+)\/1"/u.exec(line) ?? [];
    if (!['match', 'signal', 'alert'].includes(kind)) {
      report('neither a match nor a signal nor an alert');
      return undefined;
    }
    const value = this.#parse(line, `${kind}-1`, report);
    if (!value) return value;
    if (kind === 'alert') {
      checkAlert(value, report);
      this.#judgeMatchesOf(line, report);
    } else {
      this.#judgeText(line, report);
    }
    return value;
  }

  // The matches of an alert are judged by their text, too: what is in them is not what parsing left.
  #judgeMatchesOf(line, report) {
    const start = line.indexOf('"matches":[');
    this.#judgeText(line.slice(0, start), report);
    for (const match of line.slice(start).split(/(?=\{"schema":"trailsift\.match\/1")/u)) {
      this.#judgeText(match, report);
    }
  }

  #judgeText(text, report) {
    const built = text.includes('"event":') ? text.slice(0, text.lastIndexOf('"event":')) : text;
    const identity = built.replace(/"user_identity":.*"error_code":/su, '');
    if (kHostile.test(identity)) report('a hostile character stands raw in a string of ours');
  }

  // A line of --ledger.
  judgeLedger(line, report) {
    const ledger = this.#parse(line, 'ledger-1', report);
    if (!ledger) return ledger;
    if (kHostile.test(line)) report('a hostile character stands raw');
    const {bytes, anomaly_counts: counts, anomalies} = ledger;
    checkBytes(bytes, report);
    if (ledger.complete === anomalies.some((anomaly) => anomaly.unjudged)) {
      report('complete contradicts the anomalies');
    }
    if ((ledger.state === 'skipped') !== (ledger.reason !== null)) report('reason contradicts state');
    if (anomalies.some((anomaly) => anomaly.path !== ledger.path)) report('an anomaly of another path');
    for (const kind of new Set([...Object.keys(counts), ...anomalies.map((each) => each.kind)])) {
      const listed = anomalies.filter((anomaly) => anomaly.kind === kind).length;
      if (listed !== Math.min(counts[kind] ?? 0, 1000)) report(`anomaly_counts of ${kind} is wrong`);
    }
    return ledger;
  }

  // The summary, as SARIF carries it too.
  judgeSummary(summary, report) {
    if (!this.summary(summary)) this.#tell(this.summary.errors, report);
    else checkSummary(summary, report);
  }

  // The accounts of sources, as SARIF carries them too.
  judgeSources(holder, summary, report) {
    checkSources(holder, summary, report);
  }

  #parse(text, schema, report) {
    const id = idOf(schema);
    const validate = this.#ajv.getSchema(id);
    let document;
    try {
      document = JSON.parse(text);
    } catch (error) {
      report(`no JSON: ${error.message}`);
      return undefined;
    }
    if (!validate(document)) {
      this.#tell(validate.errors, report);
      return undefined;
    }
    checkOrder(document, this.#schemas.get(id), (reference) => this.#resolve(reference), '', report);
    return document;
  }

  #tell(errors, report) {
    for (const error of errors) {
      report(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }

  #resolve(reference) {
    const [id, pointer] = reference.split('#');
    let node = this.#schemas.get(id);
    for (const part of (pointer ?? '').split('/').filter(Boolean)) node = node[part];
    return node;
  }
}
