// Judges what the `rules` commands write: by the published JSON Schemas, made stricter, by that of
// the ATT&CK Navigator's layers, and by what a schema cannot say.
import fs from 'node:fs';
import path from 'node:path';
import {checkOrder, kHostile, tighten} from './json_rules.mjs';

const sorted = (texts) => texts.every((text, i) => i === 0 || texts[i - 1] <= text);

function checkCard(card, report) {
  if (card.logic && card.logic.conjuncts.join(' and ') !== card.logic.condition) {
    report('the conjuncts are not the condition');
  }
  if (card.logic === null && card.exclusions.length + card.indicators.length > 0) {
    report('exclusions or indicators without logic');
  }
  if (card.indicators.some(({corpus}) => corpus > card.compared.rules)) {
    report('corpus is larger than the number of rules compared');
  }
  const rows = card.indicators.map((row) => `${row.field}\0${row.kind}`);
  if (!sorted(rows)) report('the indicators are not sorted');
  const keys = card.indicators.map((row) => JSON.stringify([row.field, row.kind, row.value]));
  if (new Set(keys).size !== keys.length) report('an indicator stands twice');
  if (!sorted(card.same_action.map(({id}) => id))) report('same_action is not sorted');
  if (card.same_action.some(({id}) => id === card.id)) report('the rule itself is in same_action');
}

function checkCoverage(coverage, report) {
  const {tactics, summary} = coverage;
  const used = tactics.filter((tactic) => tactic.techniques.length + tactic.without_technique.length);
  const techniques = new Map(tactics.flatMap((tactic) => tactic.techniques).map((t) => [t.id, t]));
  const retired = [...techniques.values()].filter((technique) => technique.retired_after);
  if (summary.tactics.total !== tactics.length) report('tactics.total is wrong');
  if (summary.tactics.covered !== used.length) report('tactics.covered is wrong');
  if (summary.retired_techniques !== retired.length) report('retired_techniques is wrong');
  const current = techniques.size - retired.length;
  const successors = new Set(retired.map(({successor}) => successor).filter(
      (id) => id !== null && !techniques.has(id)));
  if (summary.techniques.covered !== current + successors.size) report('covered is wrong');
  if (summary.techniques.covered_as_successors !== successors.size) report('successors are wrong');
}

// The tactics and techniques of the Navigator: only these have cells. Read from the files that the
// table in the program is made of.
class Matrix {
  #tactics = new Map();
  #techniques = new Map();

  constructor(folder) {
    const rows = (name) => fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
                               .map((line) => line.split('\t'));
    for (const [id, shortName] of rows('tactics.tsv')) this.#tactics.set(id, shortName);
    for (const [id, , tactics] of rows('techniques.tsv')) {
      this.#techniques.set(id, tactics.split(',').map((tactic) => this.#tactics.get(tactic)));
    }
  }

  has(technique, tactic) {
    return this.#techniques.get(technique)?.includes(tactic) ?? false;
  }
}

function checkLayer(layer, matrix, report) {
  const {gradient, techniques} = layer;
  if (gradient.maxValue <= gradient.minValue) report('the gradient has no span');
  const cells = techniques.map(({techniqueID, tactic}) => `${techniqueID} ${tactic}`);
  if (new Set(cells).size !== cells.length) report('a cell is written twice');
  for (const {techniqueID, tactic, score} of techniques) {
    if (!matrix.has(techniqueID, tactic)) report(`the matrix has no ${techniqueID} under ${tactic}`);
    if (!(score >= 1 && score <= gradient.maxValue)) report(`${techniqueID}: score out of range`);
  }
}

export class CatalogueJudge {
  #validators = new Map();
  #schemas = new Map();
  #matrix;

  constructor(ajvClass, schemaFolder, layerSchema, attackFolder) {
    const ajv = new ajvClass({strict: false, allErrors: true});
    const add = (file, change) => {
      const schema = JSON.parse(fs.readFileSync(file, 'utf8'));
      if (!ajv.validateSchema(schema)) throw new Error(`${file}: ${ajv.errorsText()}`);
      this.#schemas.set(schema.$id, schema);
      ajv.addSchema(change(schema));
    };
    const names = ['match-1', 'rule-1', 'rules-1', 'coverage-1'];
    for (const name of names) add(path.join(schemaFolder, `${name}.schema.json`), tighten);
    add(layerSchema, (schema) => schema);
    for (const id of this.#schemas.keys()) this.#validators.set(id, ajv.getSchema(id));
    this.#matrix = new Matrix(attackFolder);
  }

  // What kind of document this is: "rule", "rules", "coverage", "layer"; undefined for others.
  static kindOf(text) {
    const match = /^\{\s*"schema":\s*"trailsift\.(rule|rules|coverage)\/1"/u.exec(text);
    if (match) return match[1];
    return /^\{.*"domain":\s*"enterprise-attack"/u.test(text) ? 'layer' : undefined;
  }

  // Calls `report` with each problem.
  judge(kind, text, report) {
    const id = kind === 'layer' ? 'urn:trailsift:test:navigator-layer-4.5'
                                : `urn:trailsift:schema:${kind}-1`;
    let document;
    try {
      document = JSON.parse(text);
    } catch (error) {
      report(`no JSON: ${error.message}`);
      return;
    }
    const validate = this.#validators.get(id);
    if (!validate(document)) {
      for (const error of validate.errors) {
        report(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
      }
      return;
    }
    // Between values stand line breaks of ours.
    if (kHostile.test(text.replaceAll('\n', ''))) report('a hostile character stands raw');
    if (kind === 'rule') checkCard(document, report);
    if (kind === 'coverage') checkCoverage(document, report);
    if (kind === 'layer') {
      checkLayer(document, this.#matrix, report);
    } else {
      checkOrder(document, this.#schemas.get(id), (reference) => this.#resolve(id, reference), '',
                 report);
    }
  }

  #resolve(id, reference) {
    const [document, pointer] = reference.split('#');
    let node = this.#schemas.get(document || id);
    for (const part of (pointer ?? '').split('/').filter(Boolean)) node = node[part];
    return node;
  }
}
