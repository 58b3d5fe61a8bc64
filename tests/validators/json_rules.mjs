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

function checkSummary(summary, report) {
  const {bytes, anomalies, matches, sources} = summary;
  const accounted =
      bytes.record + bytes.envelope + bytes.whitespace + bytes.damaged + bytes.skipped;
  if (bytes.decoded !== accounted) report(`${bytes.decoded} bytes decoded, ${accounted} accounted`);
  if (sum(anomalies.by_kind) !== anomalies.total) report('anomalies.by_kind do not add up');
  if (sum(matches.by_rule) !== matches.total) report('matches.by_rule do not add up');
  if (sum(matches.by_severity) !== matches.total) report('matches.by_severity do not add up');
  if (sources.read + sources.skipped + sources.failed !== sources.total) {
    report('sources do not add up');
  }
  if (sum(sources.skipped_by_reason) !== sources.skipped) report('skipped sources do not add up');
}

function checkReport(document, report) {
  const {summary, anomalies, matches} = document;
  checkSummary(summary, report);
  const unjudged = anomalies.some((anomaly) => anomaly.unjudged);
  const interrupted = summary.exit_code === 130 || summary.exit_code === 143;
  if (summary.complete !== !(unjudged || interrupted)) report('complete contradicts the anomalies');
  if (!summary.complete && [0, 1].includes(summary.exit_code)) report('incomplete, yet exit 0 or 1');
  if (anomalies.length !== summary.anomalies.listed) report('anomalies.listed is wrong');
  if (matches.length !== summary.matches.total) report('matches.total is wrong');
  const ids = new Set(document.rules.map((rule) => rule.id));
  for (const match of matches) {
    if (!ids.has(match.rule_id)) report(`rule ${match.rule_id} is not among the rules`);
  }
}

// No control, bidirectional or separator character may stand raw in a string that trailsift builds;
// `event` and `user_identity` are the record's own bytes.
export const kHostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

export class JsonJudge {
  #match;
  #report;
  #lint;
  #schemas = new Map();

  constructor(ajvClass, schemaFolder) {
    const ajv = new ajvClass({strict: false, allErrors: true});
    for (const name of ['match-1', 'report-1', 'lint-1']) {
      const text = fs.readFileSync(path.join(schemaFolder, `${name}.schema.json`), 'utf8');
      const schema = JSON.parse(text);
      if (!ajv.validateSchema(schema)) throw new Error(`${name}: ${ajv.errorsText()}`);
      this.#schemas.set(schema.$id, schema);
      ajv.addSchema(tighten(schema));
    }
    this.#match = ajv.getSchema('urn:trailsift:schema:match-1');
    this.#report = ajv.getSchema('urn:trailsift:schema:report-1');
    this.#lint = ajv.getSchema('urn:trailsift:schema:lint-1');
    this.summary = ajv.getSchema('urn:trailsift:schema:report-1#/$defs/summary');
  }

  // A document in the format json. Calls `report` with each problem.
  judgeReport(text, report) {
    const document = this.#parse(text, this.#report, 'urn:trailsift:schema:report-1', report);
    if (document) checkReport(document, report);
    return document;
  }

  // A document of `lint -f json`.
  judgeLint(text, report) {
    const document = this.#parse(text, this.#lint, 'urn:trailsift:schema:lint-1', report);
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

  // One line of the format jsonl.
  judgeMatch(line, report) {
    const match = this.#parse(line, this.#match, 'urn:trailsift:schema:match-1', report);
    if (!match) return match;
    const built = line.slice(0, line.lastIndexOf('"event":'));
    const identity = built.replace(/"user_identity":.*"error_code":/su, '');
    if (kHostile.test(identity)) report('a hostile character stands raw in a string of ours');
    return match;
  }

  // The summary, as SARIF carries it too.
  judgeSummary(summary, report) {
    if (!this.summary(summary)) this.#tell(this.summary.errors, report);
    else checkSummary(summary, report);
  }

  #parse(text, validate, id, report) {
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
    checkOrder(document, this.#schemas.get(id), (reference) => this.#resolve(id, reference), '',
               report);
    return document;
  }

  #tell(errors, report) {
    for (const error of errors) {
      report(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }

  #resolve(id, reference) {
    const [document, pointer] = reference.split('#');
    let node = this.#schemas.get(document || id);
    for (const part of (pointer ?? '').split('/').filter(Boolean)) node = node[part];
    return node;
  }
}
