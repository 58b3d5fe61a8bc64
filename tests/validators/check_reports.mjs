// node check_reports.mjs VALIDATORS SCHEMAS GOLDEN VERSION
//
// Judges every report of `test` and `explain` among the golden outputs, in JSON and TAP; then proves
// that the judges judge: sound documents, spoilt in one way each, must be refused.
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';
import {judgeTap, ReportJudge} from './report_rules.mjs';

const [validators, schemas, golden, version] = process.argv.slice(2);
const judge = new ReportJudge(requirePackage(validators, 'ajv/dist/2020').default, schemas);
const {Parser} = requirePackage(validators, 'tap-parser');
const problems = new Problems();
const counts = {test: 0, explanation: 0, tap: 0};
const outputs = goldenOutputs(golden, version);

for (const {name, text, status} of outputs) {
  const tell = (problem) => problems.add(name, problem);
  const [, kind] = /^\{"schema":"trailsift\.(test|explanation)\/1"/u.exec(text) ?? [];
  if (kind) {
    counts[kind] += 1;
    const document = judge.judge(kind, text, tell);
    problems.check(name, !document || document.summary.exit_code === status,
                   `exit_code is not ${status}`);
  } else if (text.startsWith('TAP version')) {
    counts.tap += 1;
    judgeTap(Parser, text, status, tell);
  }
}
for (const [kind, count] of Object.entries(counts)) {
  problems.check('golden cases', count > 0, `no ${kind} document to judge`);
}

const find = (name) => outputs.find((output) => output.name.startsWith(`${name}/`));
let spoilt = 0;
function prove(kind, judgeText, damages, sound) {
  judgeText(sound, (problem) => problems.add(kind, `refused though sound: ${problem}`));
  for (const [name, damage] of Object.entries(damages)) {
    spoilt += 1;
    let refused = false;
    judgeText(damage(sound), () => { refused = true; });
    problems.check(kind, refused, `accepted in spite of: ${name}`);
  }
}
const onJson = (damages) => Object.fromEntries(Object.entries(damages).map(
    ([name, damage]) => [name, (text) => {
      const document = JSON.parse(text);
      damage(document);
      return JSON.stringify(document);
    }]));

const failedCase = (d) => d.cases.find((each) => each.status === 'failed');
prove('test', (text, tell) => judge.judge('test', text, tell), onJson({
  'missing key': (d) => { delete d.cases[0].problem; },
  'unknown key': (d) => { d.extra = 1; },
  'order': (d) => { const {name} = d.cases[0]; delete d.cases[0].name; d.cases[0].name = name; },
  'count of cases': (d) => { d.summary.cases.passed += 1; },
  'count of rules': (d) => { d.summary.rules.failed += 1; },
  'status': (d) => { failedCase(d).status = 'passed'; },
  'nothing decided': (d) => { failedCase(d).decided_by = []; },
  'exit code': (d) => { d.summary.exit_code = 0; },
  'no match where it got one': (d) => { d.cases.find((each) => each.got).match = null; },
  'hostile character': (d) => { d.cases[0].name += '\u202e'; },
}), find('test-json').text);

const events = (d, verdict) => d.events.find((event) => event.verdict === verdict);
prove('explanation', (text, tell) => judge.judge('explanation', text, tell), onJson({
  'missing key': (d) => { delete d.events[0].fault; },
  'unknown key': (d) => { d.events[0].detection.extra = 1; },
  'verdict': (d) => { events(d, 'match').verdict = 'no_match'; },
  'verdict of a group': (d) => { d.events[0].detection.verdict = !d.events[0].detection.verdict; },
  'verdict of a leaf': (d) => { events(d, 'match').detection.children[0].verdict = false; },
  'pivotal': (d) => { events(d, 'match').detection.children[0].pivotal = true; },
  'near miss without a reason': (d) => {
    for (const child of events(d, 'near_miss').detection.children) child.pivotal = false;
  },
  'evaluators differ': (d) => { d.events[0].compiled_match = !d.events[0].compiled_match; },
  'count of matches': (d) => { d.summary.matches += 1; },
  'location': (d) => { d.events[0].location.line = 0; },
}), find('explain-json').text);

prove('TAP', (text, tell) => judgeTap(Parser, text, find('test-tap').status, tell), {
  'version': (text) => text.replace('version 14', 'version 13'),
  'plan': (text) => text.replace(/^1\.\.(\d+)$/mu, (_, count) => `1..${Number(count) + 1}`),
  'numbers': (text) => text.replace(/^ok 1 /mu, 'ok 2 '),
  'foreign line': (text) => `${text}hello\n`,
  'block': (text) => text.replace('  severity: fail', '  severity: ]'),
  'no block': (text) => text.replace(/^ {2}---$[^]*?^ {2}\.\.\.$\n/mu, ''),
  'all passed': (text) => text.replace(/^not ok/gmu, 'ok').replace(/^ {2}.*\n/gmu, ''),
  'hostile character': (text) => text.replace(' - ', ' - \u202e'),
}, find('test-tap').text);

problems.finish(`${counts.test} test reports, ${counts.explanation} explanations and ${counts.tap} ` +
                `TAP documents judged, ${spoilt} spoilt ones`);
