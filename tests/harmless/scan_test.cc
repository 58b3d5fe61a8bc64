// Everything that `scan` writes, with hostile text in records, rules and names of files.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>

#include "harmless/characters.h"
#include "harmless/documents.h"
#include "harmless/materials.h"
#include "harmless/program.h"

namespace trailsift {
namespace {

using simdjson::dom::element;

using Documents = std::map<std::string, std::string>;

std::vector<std::string> Joined(std::vector<std::string> first,
                                const std::vector<std::string>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

std::vector<std::string> ScanArguments(const TempDir& scratch) {
  std::string names;
  for (const std::string& name : Materials::Shared().FilesIn("logs")) names += name + '\0';
  const std::string list = scratch.Write("names", names);
  return {"scan", "-j", "2", "--no-builtin", "-r", "../rules", "--files0-from", list};
}

// What one scan writes in all formats; "table" and "stderr" are what stands on the streams.
Documents Scan(const std::vector<std::string>& options) {
  const TempDir scratch;
  std::vector<std::string> arguments = Joined(ScanArguments(scratch), {"-v"});
  for (const std::string format : {"json", "jsonl", "sarif", "csv"}) {
    arguments = Joined(arguments, {"-o", format + ':' + scratch.Path(format)});
  }
  arguments = Joined(arguments, {"--ledger", scratch.Path("ledger")});
  const Outcome outcome = RunProgram({Joined(arguments, options),
                                      Materials::Shared().folder() + "/logs",
                                      {"GITHUB_ACTIONS=true", "CI=true"}});
  Documents documents = {{"table", outcome.standard_output}, {"stderr", outcome.standard_error}};
  for (const std::string format : {"json", "jsonl", "sarif", "csv", "ledger"}) {
    documents[format] = ReadFile(scratch.Path(format));
  }
  return documents;
}

const Documents& Matches() {
  static const Documents documents = Scan({});
  return documents;
}

const Documents& Alerts() {
  static const Documents documents = Scan({"--alerts"});
  return documents;
}

bool IsJson(const std::string& format) {
  return format == "json" || format == "jsonl" || format == "sarif" || format == "ledger";
}

void ExpectHarmless(const Documents& documents) {
  for (const auto& [format, text] : documents) {
    SCOPED_TRACE(format);
    EXPECT_FALSE(text.empty()) << documents.at("stderr").substr(0, 2000);
    if (IsJson(format)) {
      EXPECT_EQ(FindForbidden(WithoutVerbatim(text), Sink::kJson), "");
      EXPECT_TRUE(IsWellFormed(text));
    } else {
      EXPECT_EQ(FindForbidden(text, format == "csv" ? Sink::kCsv : Sink::kText), "");
    }
  }
}

TEST(HarmlessScan, MatchesInEveryFormat) { ExpectHarmless(Matches()); }

TEST(HarmlessScan, AlertsInEveryFormat) { ExpectHarmless(Alerts()); }

// The text that an event or a rule was made for, by the request id.
const std::string& TextOf(std::string_view request) {
  const std::string number(request.substr(std::string_view("id-").size()));
  return Materials::Shared().texts()[std::stoul(number)];
}

std::string_view String(const simdjson::simdjson_result<element>& value) {
  return value.get_string().value();
}

TEST(HarmlessScan, JsonLinesHoldTheTexts) {
  simdjson::dom::parser parser;
  std::size_t compared = 0;
  for (const std::string& line : Lines(Matches().at("jsonl"))) {
    SCOPED_TRACE(line);
    const element match = parser.parse(line);
    const std::string& text = TextOf(String(match["event"]["requestID"]));
    if (!IsWellFormed(text)) continue;
    for (const char* key : {"event_id", "event_name", "event_source", "aws_region", "user_agent",
                            "recipient_account_id", "source_ip_address", "error_code"}) {
      EXPECT_EQ(String(match[key]), text) << key;
    }
    EXPECT_EQ(String(match["context"][text + "\n" + text + " passes\n\n" + text]), text);
    EXPECT_EQ(String(match["context"]["parameters"][text]), text);
    EXPECT_EQ(String(match["user_identity"]["userName"]), text);
    EXPECT_EQ(String(match["event"]["additionalEventData"].at(0)), text);
    const std::string title = text + text + text + ' ' + text;
    if (title.size() < 1000) {
      EXPECT_EQ(String(match["title"]), title);
    }
    ++compared;
  }
  // Two events in ASCII; of the third one, raw, only the texts without controls match for sure.
  EXPECT_GE(compared, 2 * Materials::Shared().FilesIn("rules").size());
}

// SARIF reads unescaped brackets as links.
void ExpectNoLink(std::string_view message) {
  for (std::size_t at = message.find('['); at != std::string_view::npos;
       at = message.find('[', at + 1)) {
    EXPECT_TRUE(at > 0 && message[at - 1] == '\\') << message;
  }
}

TEST(HarmlessScan, SarifHoldsTheTexts) {
  simdjson::dom::parser parser;
  const element run = parser.parse(Matches().at("sarif"))["runs"].at(0);
  std::set<std::string> uris;
  for (const element artifact : run["artifacts"].get_array()) {
    uris.insert(PercentDecoded(String(artifact["location"]["uri"])));
  }
  const Materials& materials = Materials::Shared();
  std::set<std::string> ids;
  for (const element rule : run["tool"]["driver"]["rules"].get_array()) {
    ids.emplace(String(rule["id"]));
    EXPECT_EQ(FindLiveMarkdown(String(rule["help"]["markdown"])), "");
    for (const char* key : {"shortDescription", "fullDescription", "help"}) {
      ExpectNoLink(String(rule[key]["text"]));
    }
  }
  for (std::size_t i = 0; i < materials.texts().size(); ++i) {
    const std::string& text = materials.texts()[i];
    if (!IsWellFormed(text)) continue;
    EXPECT_TRUE(ids.contains(RuleId(text, i))) << i;
    EXPECT_TRUE(uris.contains(FileName(text, i, ".json"))) << i;
  }
  for (const element result : run["results"].get_array()) {
    const std::string_view message = String(result["message"]["text"]);
    EXPECT_EQ(message.find_first_of("\r\n"), std::string_view::npos);
    ExpectNoLink(message);
  }
}

void ExpectSafeRows(const std::string& csv, std::size_t least) {
  std::string problem;
  const std::vector<std::vector<std::string>> rows = ReadCsv(csv, problem);
  EXPECT_EQ(problem, "");
  EXPECT_GT(rows.size(), least);
  for (const std::string& line : Lines(csv))
    EXPECT_FALSE(HoldsFormulaBehindSemicolon(line)) << line;
  for (const std::vector<std::string>& row : rows) {
    EXPECT_EQ(row.size(), rows.front().size()) << row.front();
    for (const std::string& cell : row) EXPECT_FALSE(IsFormula(cell)) << cell;
  }
}

TEST(HarmlessScan, CsvHasNeitherFormulasNorRaggedRows) {
  ExpectSafeRows(Matches().at("csv"), 2 * Materials::Shared().FilesIn("rules").size());
  ExpectSafeRows(Alerts().at("csv"), Materials::Shared().FilesIn("rules").size());
}

struct TerminalCase {
  const char* name;
  std::vector<std::string> options;
  unsigned columns;
  Sink sink;
};

// Here not even `event` is verbatim.
TEST(HarmlessScan, NothingSteersATerminal) {
  const std::vector<TerminalCase> cases = {
      {"narrow", {"-v"}, 40, Sink::kColoured},
      {"wide", {"--color", "always"}, 250, Sink::kColoured},
      {"alerts", {"--alerts"}, 100, Sink::kColoured},
      {"json", {"-f", "json", "-v"}, 80, Sink::kJson},
      {"jsonl", {"-f", "jsonl", "--alerts"}, 80, Sink::kJson},
  };
  VisitSideBySide(cases, [](const TerminalCase& c) {
    SCOPED_TRACE(c.name);
    const TempDir scratch;
    const Outcome outcome = RunProgram({Joined(ScanArguments(scratch), c.options),
                                        Materials::Shared().folder() + "/logs",
                                        {"CI=true", "TERM=xterm"},
                                        c.columns});
    EXPECT_FALSE(outcome.standard_output.empty());
    EXPECT_EQ(FindForbidden(outcome.standard_output, c.sink), "");
    EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kColoured), "");
  });
}

TEST(HarmlessScan, DamagedInput) {
  const std::vector<std::string> formats = {"table", "json", "sarif", "csv"};
  VisitSideBySide(formats, [](const std::string& format) {
    SCOPED_TRACE(format);
    const TempDir scratch;
    const Outcome outcome =
        RunProgram({{"scan", "-vv", "-f", format, "--ledger", scratch.Path("ledger"), "damaged"},
                    Materials::Shared().folder(),
                    {"GITHUB_ACTIONS=true"}});
    EXPECT_EQ(outcome.status, 3);
    const Sink sink = IsJson(format) ? Sink::kJson : format == "csv" ? Sink::kCsv : Sink::kText;
    EXPECT_EQ(FindForbidden(WithoutVerbatim(outcome.standard_output), sink), "");
    EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kText), "");
    EXPECT_EQ(FindForbidden(ReadFile(scratch.Path("ledger")), Sink::kJson), "");
    if (format == "csv") ExpectSafeRows(outcome.standard_output, 0);
  });
}

// A skipped test says that the run had fewer texts.
TEST(NaughtyStringsOfThePublicData, ArePresent) {
  const auto strings = NaughtyStrings();
  if (!strings) GTEST_SKIP() << "no naughty strings at " TRAILSIFT_PUBLIC_DATA;
  EXPECT_GT(strings->size(), 400U);
}

}  // namespace
}  // namespace trailsift
