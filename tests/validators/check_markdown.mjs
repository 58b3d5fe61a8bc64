// node check_markdown.mjs VALIDATORS SCHEMAS GOLDEN VERSION
//
// Reads the rule cards among the golden outputs that are Markdown with GitHub's own reader
// (cmark-gfm): nothing of a rule may have become markup, a link, HTML or another part of a table, nor
// may GitHub find a reference in what is left.
import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {goldenOutputs, kSkipped, Problems} from './documents.mjs';

const [, , golden, version] = process.argv.slice(2);
const problems = new Problems();

const kTags = new Set(
    ['h1', 'h2', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'pre', 'ul', 'li']);
const kHeadings = [
  'Description', 'Runbook', 'Reference', 'ATT&amp;CK', 'Rules detecting the same action',
  'Rule body', 'Tests', 'Detection logic', 'Exclusions', 'Indicators', 'Output fields'
];
const kNeedLogic = new Set(
    ['Rules detecting the same action', 'Exclusions', 'Indicators', 'Output fields']);

// What GitHub makes links or emoji of, outside of code; it does not look across comments.
const kReferences = [
  /@\w/u, /#\d/u, /\bGH-\d/iu, /[A-Za-z]-\d/u, /:[\w+-]+:/u, /\b[\da-f]{7,40}\b/iu, /:\/\//u,
  /\bwww\./iu
];

function toHtml(markdown) {
  const options = ['--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough'];
  return execFileSync('cmark-gfm', options, {input: markdown, encoding: 'utf8'});
}

function judge(markdown, report) {
  const divided = toHtml(markdown);
  for (const text of divided.replaceAll(/<(pre|code)[ >].*?<\/\1>/gsu, '').split(/<[^>]*>/u)) {
    const found = kReferences.find((reference) => reference.test(text));
    if (found) report(`a reference (${found}): ${text}`);
  }
  const html = divided.replaceAll('<!-- -->', '');
  for (const [, name, attributes] of html.matchAll(/<\/?([^\s>]*)([^>]*)>/gu)) {
    if (!kTags.has(name)) report(`the tag ${name}`);
    if (attributes && !/^ class="language-(yaml|text)"$/u.test(attributes)) {
      report(`attributes of ${name}: ${attributes}`);
    }
  }
  if ([...html.matchAll(/<h1>/gu)].length !== 1) report('not one title');
  const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/gu)].map(([, heading]) => heading);
  const hasLogic = headings.includes('Exclusions');
  const wanted = kHeadings.filter((heading) => hasLogic || !kNeedLogic.has(heading));
  if (headings.join() !== wanted.join()) report(`the headings ${headings.join()}`);
  checkTables(markdown, report);
}

// The reader fills up short rows and cuts long ones off without a word.
function checkTables(markdown, report) {
  let width = 0;
  let fence = '';
  for (const line of markdown.split('\n')) {
    const [, marks] = /^(`{3,})/u.exec(line) ?? [];
    if (marks && !fence) fence = marks;
    else if (fence && line === fence) fence = '';
    if (fence || !line.startsWith('| ')) {
      width = 0;
      continue;
    }
    const cells = line.match(/(?<!\\)\|/gu).length;
    if (width !== 0 && cells !== width) report(`a row of another width: ${line}`);
    width = cells;
  }
}

try {
  execFileSync('cmark-gfm', ['--version'], {stdio: 'pipe'});
} catch {
  console.log('skipped: cmark-gfm is not installed (tools/test does that)');
  process.exit(kSkipped);
}
let cards = 0;
let sound;
for (const {name, text} of goldenOutputs(golden, version)) {
  if (!/^# .*\n\n\|  \|  \|\n/u.test(text)) continue;
  cards += 1;
  judge(text, (problem) => problems.add(name, problem));
  if (text.includes('## Exclusions')) sound ??= text;
}
problems.check('golden cases', cards > 0, 'no card to judge');

// The judge judges: a sound card, spoilt in one way each, must be refused.
const spoilt = [
  '<b>', '*em*', '[a](b)', 'www.example.com', 'a@example.com', '## Heading', '- item\n  > x', '\\#12',
  'GH-12', '\\@name', ':smile:', 'a5c3785ed8d6a35868bc169f07e40e889087fd2e'
];
for (const text of spoilt) {
  let refused = false;
  judge(sound.replace('## Runbook\n\n', `## Runbook\n\n${text}\n\n`), () => { refused = true; });
  problems.check('judge', refused, `accepted in spite of: ${text}`);
}
let refused = false;
judge(sound.replace(/^\| Severity \|/mu, '| Severity | x |'), () => { refused = true; });
problems.check('judge', refused, 'accepted in spite of: another cell');
problems.finish(`${cards} cards judged`);
