// Judges the reports of `test` and `explain` by their JSON Schemas, made stricter, and by what a
// schema cannot say; and TAP documents by a foreign parser.
import fs from 'node:fs';
import path from 'node:path';
import {checkOrder, kHostile, tighten} from './json_rules.mjs';

const countOf = (list, matches) => list.filter(matches).length;

function checkLeaf(leaf, report) {
  if (leaf.satisfying_count > leaf.element_count) report('more elements satisfy it than there are');
  for (const element of leaf.elements) {
    if (element.index >= leaf.element_count) report('an element has no place in its list');
    if (element.decided_by.length === 0) report('nothing decided on an element');
    for (const inner of element.decided_by) checkLeaf(inner, report);
  }
}

function checkCase(outcome, report) {
  const {status, expected, got} = outcome;
  if ((status === 'skipped') !== (outcome.skip_reason !== null)) report('skipped without a reason');
  if (status === 'passed' && got !== expected) report(`${outcome.name}: passed, but not as expected`);
  if (status === 'failed' && got === expected) report(`${outcome.name}: failed, but as expected`);
  if (status === 'failed' && got === null && outcome.problem === null) report('no verdict, no reason');
  const deciding = [...outcome.decided_by_filter, ...outcome.decided_by];
  if (status === 'failed' && outcome.problem === null && deciding.length === 0) {
    report(`${outcome.name}: failed, but nothing decided`);
  }
  if (status !== 'failed' && deciding.length > 0) report('deciding conditions where nothing failed');
  if (got !== null && got !== (outcome.match !== null)) report('match contradicts got');
  for (const leaf of deciding) checkLeaf(leaf, report);
}

function checkTest({cases, missed_minimum: missed, skipped_rules: skipped, load_errors: errors, summary},
                   report) {
  for (const outcome of cases) checkCase(outcome, report);
  for (const status of ['passed', 'failed', 'skipped']) {
    if (summary.cases[status] !== countOf(cases, (outcome) => outcome.status === status)) {
      report(`summary.cases.${status} is wrong`);
    }
  }
  const failed = new Set([...missed.map((rule) => rule.rule_id),
                          ...cases.filter(({status}) => status === 'failed').map((c) => c.rule_id)]);
  if (summary.rules.failed !== failed.size) report('summary.rules.failed is wrong');
  if (summary.rules.skipped < skipped.length) report('summary.rules.skipped is wrong');
  const nothing = summary.cases.passed + summary.cases.failed === 0;
  const code = errors.length > 0 || nothing ? 2 : failed.size > 0 ? 1 : 0;
  if (summary.exit_code !== code) report(`exit_code is not ${code}`);
}

function holds(quantifier, parts) {
  const holding = countOf(parts, (part) => part.verdict);
  return {all: holding === parts.length, any: holding > 0, only_one: holding === 1,
          none: holding === 0}[quantifier];
}

// Calls visit(node) for the node and all below it.
function walk(node, visit) {
  visit(node);
  for (const child of [...node.children, ...node.elements]) walk(child, visit);
}

function checkTree(root, report) {
  walk(root, (node) => {
    if ((node.kind === 'field') !== (node.quantifier === null)) report('quantifier does not fit');
    if (node.kind === 'group' && node.verdict !== holds(node.quantifier, node.children)) {
      report('the verdict of a group is not that of its children');
    }
    if (node.elements.length > 0 && node.verdict !== holds(node.quantifier, node.elements)) {
      report('the verdict over a list is not that of its elements');
    }
    if (node.kind === 'field' && node.seen === null) report('a field was not looked at');
    if (node.pivotal && node.kind === 'group') report('a group is pivotal');
  });
}

// All pivotal conditions of an event: each must turn the verdict when it alone is turned.
function checkPivotal(event, report) {
  const trees = [event.inline_filter, event.detection].filter(Boolean);
  const verdict = (node, turned) => {
    if (node === turned) return !node.verdict;
    if (node.kind !== 'group') return node.verdict;
    return holds(node.quantifier, node.children.map((child) => ({verdict: verdict(child, turned)})));
  };
  const pivotal = [];
  for (const tree of trees) walk(tree, (node) => { if (node.pivotal) pivotal.push(node); });
  for (const node of pivotal) {
    if (!trees.every((tree) => verdict(tree, node))) report('a pivotal condition decides nothing');
  }
  if ((event.verdict === 'near_miss') !== (pivotal.length > 0)) report('near_miss is wrong');
}

function checkExplanation({events, summary}, report) {
  for (const event of events) {
    const trees = [event.inline_filter, event.detection].filter(Boolean);
    for (const tree of trees) checkTree(tree, report);
    const matches = trees.every((tree) => tree.verdict);
    if (matches !== (event.verdict === 'match')) report('verdict contradicts the trees');
    checkPivotal(event, report);
    if (event.fault === null && event.compiled_match !== matches) report('the evaluators differ');
  }
  const count = (verdict) => countOf(events, (event) => event.verdict === verdict);
  if (summary.matches !== count('match')) report('summary.matches is wrong');
  if (summary.near_misses !== count('near_miss')) report('summary.near_misses is wrong');
  if (summary.events < events.length) report('summary.events is wrong');
  if (summary.differences !== 0) report('there are differences');
  if (summary.exit_code === 0 && !summary.complete) report('incomplete, yet exit 0');
}

const kKinds = {test: checkTest, explanation: checkExplanation};

export class ReportJudge {
  #ajv;
  #schemas = new Map();

  constructor(ajvClass, schemaFolder) {
    this.#ajv = new ajvClass({strict: false, allErrors: true});
    for (const name of ['match-1', ...Object.keys(kKinds).map((kind) => `${kind}-1`)]) {
      const text = fs.readFileSync(path.join(schemaFolder, `${name}.schema.json`), 'utf8');
      const schema = JSON.parse(text);
      if (!this.#ajv.validateSchema(schema)) throw new Error(`${name}: ${this.#ajv.errorsText()}`);
      this.#schemas.set(schema.$id, schema);
      this.#ajv.addSchema(tighten(schema));
    }
  }

  // Calls `report` with each problem of a document of the kind "test" or "explanation".
  judge(kind, text, report) {
    let document;
    try {
      document = JSON.parse(text);
    } catch (error) {
      report(`no JSON: ${error.message}`);
      return undefined;
    }
    const id = `urn:trailsift:schema:${kind}-1`;
    const validate = this.#ajv.getSchema(id);
    if (!validate(document)) {
      for (const error of validate.errors) {
        report(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
      }
      return undefined;
    }
    checkOrder(document, this.#schemas.get(id), (reference) => this.#resolve(id, reference), '',
               report);
    if (kHostile.test(text.replaceAll('\n', ''))) report('a hostile character stands raw');
    kKinds[kind](document, report);
    return document;
  }

  #resolve(id, reference) {
    const [document, pointer] = reference.split('#');
    let node = this.#schemas.get(document || id);
    for (const part of (pointer ?? '').split('/').filter(Boolean)) node = node[part];
    return node;
  }
}

// Judges a TAP 14 document with the exit status of the run that wrote it.
export function judgeTap(Parser, text, status, report) {
  if (!text.startsWith('TAP version 14\n')) report('the first line is not that of TAP 14');
  if (kHostile.test(text.replaceAll('\n', ''))) report('a hostile character stands raw');
  const points = [];
  let bailedOut = false;
  const parser = new Parser({strict: true}, (results) => {
    for (const failure of results.failures) {
      if (failure.tapError) report(`${failure.tapError}: ${failure.data ?? ''}`);
    }
    if (!bailedOut && results.plan.end !== points.length) report('the plan does not fit');
    if (results.ok !== (status === 0)) report(`the status is ${status}`);
  });
  parser.on('assert', (point) => points.push(point));
  parser.on('extra', (line) => report(`no TAP: ${line}`));
  parser.on('bailout', () => { bailedOut = true; });
  parser.end(text);
  for (const point of points) {
    if (!point.name) report(`point ${point.id} has no name`);
    if (point.ok && point.diag) report(`point ${point.id} passed, and yet has a block`);
    if (!point.ok && typeof point.diag?.message !== 'string') report(`point ${point.id} has no message`);
    if (!point.ok && typeof point.diag?.at?.file !== 'string') report(`point ${point.id} has no place`);
  }
  return points;
}
