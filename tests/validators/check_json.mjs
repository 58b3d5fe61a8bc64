// node check_json.mjs VALIDATORS SCHEMAS GOLDEN VERSION
//
// Judges every line of jsonl and of ledgers, every report and every list of findings among the golden outputs by the
// JSON Schemas.
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';
import {JsonJudge} from './json_rules.mjs';

const [validators, schemas, golden, version] = process.argv.slice(2);
const judge = new JsonJudge(requirePackage(validators, 'ajv/dist/2020').default, schemas);
const problems = new Problems();
let lines = 0;
let reports = 0;
let lints = 0;
let ledgers = 0;

const kLine = /^\{"schema":"trailsift\.(?:match|signal|alert)\/1"/u;

for (const {name, text, status} of goldenOutputs(golden, version)) {
  if (kLine.test(text)) {
    problems.check(name, text.endsWith('\n'), 'the last line has no end');
    text.trimEnd().split('\n').forEach((line, i) => {
      lines += 1;
      judge.judgeLine(line, (problem) => problems.add(`${name}:${i + 1}`, problem));
    });
  } else if (/^\{\s*"schema":"trailsift\.(?:alert-)?report\/1"/u.test(text)) {
    reports += 1;
    const report = judge.judgeReport(text, (problem) => problems.add(name, problem));
    problems.check(name, !report || report.summary.exit_code === status,
                   `exit_code is not ${status}`);
    // What was found is a line of its own, the same bytes as in jsonl.
    const found = text.split('\n').filter((line) => kLine.test(line));
    const listed = report?.matches ?? [...(report?.alerts ?? []), ...(report?.signals ?? [])];
    problems.check(name, found.length === listed.length, 'a match or alert is no line of its own');
    for (const line of found) {
      judge.judgeLine(line.replace(/,$/u, ''), (problem) => problems.add(name, problem));
    }
  } else if (/^\{"schema":"trailsift\.ledger\/1"/u.test(text)) {
    problems.check(name, text.endsWith('\n'), 'the last line has no end');
    text.trimEnd().split('\n').forEach((line, i) => {
      ledgers += 1;
      judge.judgeLedger(line, (problem) => problems.add(`${name}:${i + 1}`, problem));
    });
  } else if (/^\{\s*"schema":"trailsift\.lint\/1"/u.test(text)) {
    lints += 1;
    const lint = judge.judgeLint(text, (problem) => problems.add(name, problem));
    problems.check(name, !lint || lint.summary.exit_code === status, `exit_code is not ${status}`);
  }
}
problems.check('golden cases', lines > 0 && reports > 0 && lints > 0 && ledgers > 0,
               'too few documents to judge');
problems.finish(`${lines} lines, ${reports} reports, ${lints} lists of findings and ${ledgers} ` +
                'lines of ledgers judged');
