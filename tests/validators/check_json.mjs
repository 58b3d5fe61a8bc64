// node check_json.mjs VALIDATORS SCHEMAS GOLDEN VERSION
//
// Judges every match, report and list of findings among the golden outputs by the JSON Schemas.
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';
import {JsonJudge} from './json_rules.mjs';

const [validators, schemas, golden, version] = process.argv.slice(2);
const judge = new JsonJudge(requirePackage(validators, 'ajv/dist/2020').default, schemas);
const problems = new Problems();
let matches = 0;
let reports = 0;
let lints = 0;

for (const {name, text, status} of goldenOutputs(golden, version)) {
  if (text.startsWith('{"schema":"trailsift.match/1"')) {
    problems.check(name, text.endsWith('\n'), 'the last line has no end');
    text.trimEnd().split('\n').forEach((line, i) => {
      matches += 1;
      judge.judgeMatch(line, (problem) => problems.add(`${name}:${i + 1}`, problem));
    });
  } else if (/^\{\s*"schema":"trailsift\.report\/1"/u.test(text)) {
    reports += 1;
    const report = judge.judgeReport(text, (problem) => problems.add(name, problem));
    problems.check(name, !report || report.summary.exit_code === status,
                   `exit_code is not ${status}`);
    // A match of a report is a line of its own, the same bytes as in jsonl.
    const lines = text.split('\n').filter((line) => line.startsWith('{"schema":"trailsift.match/1"'));
    problems.check(name, lines.length === report?.matches.length, 'a match is no line of its own');
    for (const line of lines) {
      judge.judgeMatch(line.replace(/,$/u, ''), (problem) => problems.add(name, problem));
    }
  } else if (/^\{\s*"schema":"trailsift\.lint\/1"/u.test(text)) {
    lints += 1;
    const lint = judge.judgeLint(text, (problem) => problems.add(name, problem));
    problems.check(name, !lint || lint.summary.exit_code === status, `exit_code is not ${status}`);
  }
}
problems.check('golden cases', matches > 0 && reports > 0 && lints > 0,
               'too few documents to judge');
problems.finish(`${matches} matches, ${reports} reports and ${lints} lists of findings judged`);
