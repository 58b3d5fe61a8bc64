// node check_catalogue.mjs VALIDATORS SCHEMAS GOLDEN VERSION SCRATCH ATTACK
//
// Judges what the `rules` commands wrote in the golden cases, and proves that the judge judges:
// sound documents, spoilt in one way each, must be refused.
import path from 'node:path';
import {CatalogueJudge} from './catalogue_rules.mjs';
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';

const [validators, schemas, golden, version, , attack] = process.argv.slice(2);
const judge = new CatalogueJudge(
    requirePackage(validators, 'ajv/dist/2020').default, schemas,
    path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
              'navigator-layer-4.5.schema.json'),
    attack);
const problems = new Problems();
const sound = {};
const counts = {rule: 0, rules: 0, coverage: 0, layer: 0};
for (const {name, text} of goldenOutputs(golden, version)) {
  const kind = CatalogueJudge.kindOf(text);
  if (!kind) continue;
  counts[kind] += 1;
  judge.judge(kind, text, (problem) => problems.add(name, problem));
  if (text.length > (sound[kind]?.length ?? 0)) sound[kind] = text;
}
for (const [kind, count] of Object.entries(counts)) {
  problems.check('golden cases', count > 0, `no document to judge: ${kind}`);
}

const damages = {
  rule: {
    'missing key': (d) => { delete d.logic.condition; },
    'unknown key': (d) => { d.logic.extra = 1; },
    'order': (d) => { const {id} = d; delete d.id; d.id = id; },
    'severity': (d) => { d.severity = 'Medium'; },
    'other conjuncts': (d) => { d.logic.conjuncts.pop(); },
    'repeated indicator': (d) => { d.indicators.push(d.indicators.at(-1)); },
    'unsorted indicators': (d) => { d.indicators.reverse(); },
    'corpus': (d) => { d.indicators[0].corpus = d.compared.rules + 1; },
    'logic': (d) => { d.logic = null; },
    'result': (d) => { d.tests[0].result = 'ok'; },
  },
  rules: {
    'missing key': (d) => { delete d.rules[0].log_types; },
    'state': (d) => { d.rules[0].state = 'on'; },
  },
  coverage: {
    'tactics': (d) => { d.tactics.pop(); },
    'covered': (d) => { d.summary.techniques.covered += 1; },
    'retired': (d) => { d.summary.retired_techniques += 1; },
    'no rules': (d) => { d.unknown[0].rules = []; },
  },
  layer: {
    'version': (d) => { d.versions.layer = '4.4'; },
    'old Navigator': (d) => { d.versions.navigator = '4.8.0'; },
    'no domain': (d) => { delete d.domain; },
    'unknown key': (d) => { d.techniques[0].rules = []; },
    'retired technique': (d) => { d.techniques[0].techniqueID = 'T1562.003'; },
    'other tactic': (d) => { d.techniques[0].tactic = 'collection'; },
    'same cell': (d) => { d.techniques.push(d.techniques[0]); },
    'gradient': (d) => { d.gradient.maxValue = 0; },
    'metadata': (d) => { d.metadata.push({name: 'x'}); },
  },
};
for (const [kind, ways] of Object.entries(damages)) {
  for (const [name, damage] of Object.entries(ways)) {
    const spoilt = JSON.parse(sound[kind]);
    damage(spoilt);
    let refused = false;
    judge.judge(kind, JSON.stringify(spoilt), () => { refused = true; });
    problems.check(kind, refused, `accepted in spite of: ${name}`);
  }
}
problems.finish(`${Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(', ')} judged`);
