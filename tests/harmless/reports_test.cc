// What `test`, `lint`, `rules` and `explain` write about hostile rules.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "harmless/characters.h"
#include "harmless/documents.h"
#include "harmless/materials.h"
#include "harmless/program.h"

namespace trailsift {
namespace {

using simdjson::dom::element;

// Folders of rules whose files are named one by one, so that lines begin with their names.
Outcome RunOnFiles(const std::string& folder, std::vector<std::string> arguments,
                   const std::vector<std::string>& environment = {}) {
  arguments.emplace_back("--");
  const std::vector<std::string> files = Materials::Shared().FilesIn(folder);
  arguments.insert(arguments.end(), files.begin(), files.end());
  std::vector<std::string> all = {"GITHUB_ACTIONS=true"};
  all.insert(all.end(), environment.begin(), environment.end());
  Outcome outcome =
      RunProgram({arguments, Materials::Shared().folder() + '/' + folder, std::move(all)});
  EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kText), "");
  EXPECT_FALSE(outcome.standard_output.empty() && outcome.standard_error.empty());
  return outcome;
}

Outcome RunInMaterials(const std::vector<std::string>& arguments, unsigned terminal = 0) {
  return RunProgram({arguments, Materials::Shared().folder(), {"TERM=xterm"}, terminal});
}

const std::vector<std::string>& Folders() {
  static const std::vector<std::string> folders = {"broken", "rules", "cards"};
  return folders;
}

TEST(HarmlessTestReport, Text) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const Outcome outcome = RunOnFiles(folder, {"test", "--show-passing", "--minimum-tests", "3"});
    EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kText), "");
  });
}

TEST(HarmlessTestReport, Json) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    simdjson::dom::parser parser;
    const Outcome outcome = RunOnFiles(folder, {"test", "-f", "json"});
    EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kJson), "");
    std::set<std::string> names;
    for (const element c : parser.parse(outcome.standard_output)["cases"].get_array()) {
      names.emplace(c["name"].get_string().value());
    }
    if (folder != "rules") return;
    for (const std::string& text : Materials::Shared().texts()) {
      EXPECT_TRUE(names.contains(text + " fails") || !IsWellFormed(text)) << text;
    }
  });
}

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(HarmlessTestReport, JUnit) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const Outcome outcome = RunOnFiles(folder, {"test", "-f", "junit", "--minimum-tests", "3"});
    const std::string& xml = outcome.standard_output;
    EXPECT_EQ(FindForbidden(xml, Sink::kXml), "");
    std::string problem;
    const std::vector<std::string> tests = ReadXml(xml, "tests", problem);
    ASSERT_EQ(problem, "");
    ASSERT_FALSE(tests.empty());
    EXPECT_EQ(Count(xml, "<testcase "), std::stoul(tests.front()));
    EXPECT_EQ(ReadXml(xml, "classname", problem).size(), std::stoul(tests.front()));
  });
}

TEST(HarmlessTestReport, Tap) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const Outcome outcome = RunOnFiles(folder, {"test", "-f", "tap", "--minimum-tests", "3"});
    EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kText), "");
    const std::vector<std::string> lines = Lines(outcome.standard_output);
    ASSERT_GT(lines.size(), 2U);
    EXPECT_EQ(lines[0], "TAP version 14");
    std::size_t points = 0;
    for (std::size_t i = 2; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      if (line.starts_with("  ") || line == "Bail out! no test case was run") continue;
      const std::string number = fmt::format("ok {} - ", ++points);
      EXPECT_TRUE(line.starts_with(number) || line.starts_with("not " + number)) << line;
      for (std::size_t at = line.find('#'); at != std::string::npos; at = line.find('#', at + 1)) {
        EXPECT_TRUE(line[at - 1] == '\\' || line.substr(at).starts_with("# SKIP ")) << line;
      }
    }
    EXPECT_EQ(lines[1], fmt::format("1..{}", points));
  });
}

// Of each level GitHub shows ten, which is why messages_test.cc has more of this.
void ExpectAnnotations(const std::string& output) {
  EXPECT_EQ(FindForbiddenInAnnotations(output), "");
  EXPECT_LE(Count(output, "\n"), 33U);
}

TEST(HarmlessTestReport, GitHub) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const TempDir scratch;
    const std::string summary = "GITHUB_STEP_SUMMARY=" + scratch.Path("summary");
    const std::string command = folder == "broken" ? "lint" : "test";
    ExpectAnnotations(RunOnFiles(folder, {command, "-f", "github"}, {summary}).standard_output);
    const std::string markdown = ReadFile(scratch.Path("summary"));
    EXPECT_GT(markdown.size(), 1000U);
    EXPECT_EQ(FindForbidden(markdown, Sink::kText), "");
    EXPECT_EQ(FindLiveMarkdown(markdown), "");
  });
}

TEST(HarmlessLintReport, Text) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const Outcome outcome = RunOnFiles(folder, {"lint", "--color", "always"});
    EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kColoured), "");
  });
}

std::set<std::string> PathsOfFindings(const std::string& json) {
  simdjson::dom::parser parser;
  std::set<std::string> paths;
  for (const element finding : parser.parse(json)["findings"].get_array()) {
    paths.emplace(finding["path"].get_string().value());
  }
  return paths;
}

std::set<std::string> PathsOfResults(const std::string& sarif) {
  simdjson::dom::parser parser;
  std::set<std::string> paths;
  for (const element result : parser.parse(sarif)["runs"].at(0)["results"].get_array()) {
    const element place = result["locations"].at(0)["physicalLocation"]["artifactLocation"];
    paths.insert(PercentDecoded(place["uri"].get_string().value()));
  }
  return paths;
}

TEST(HarmlessLintReport, JsonAndSarifHoldThePaths) {
  VisitSideBySide(Folders(), [&](const std::string& folder) {
    const std::string json = RunOnFiles(folder, {"lint", "-f", "json"}).standard_output;
    EXPECT_EQ(FindForbidden(json, Sink::kJson), "");
    const std::string sarif = RunOnFiles(folder, {"lint", "-f", "sarif"}).standard_output;
    EXPECT_EQ(FindForbidden(sarif, Sink::kJson), "");
    const std::set<std::string> findings = PathsOfFindings(json);
    const std::set<std::string> results = PathsOfResults(sarif);
    for (const std::string& file : Materials::Shared().FilesIn(folder)) {
      EXPECT_TRUE(results.contains(file)) << file;
      EXPECT_TRUE(findings.contains(file) || !IsWellFormed(file)) << file;
    }
  });
}

struct RulesCase {
  std::vector<std::string> arguments;
  unsigned terminal;
  Sink sink;
};

TEST(HarmlessRules, ListAndCoverage) {
  const std::vector<RulesCase> cases = {
      {{"rules", "list"}, 0, Sink::kText},
      {{"rules", "list", "--color", "always"}, 60, Sink::kColoured},
      {{"rules", "list", "-f", "json"}, 0, Sink::kJson},
      {{"rules", "coverage"}, 0, Sink::kText},
      {{"rules", "coverage"}, 60, Sink::kColoured},
      {{"rules", "coverage", "-f", "json"}, 0, Sink::kJson},
      {{"rules", "coverage", "-f", "navigator"}, 0, Sink::kJson},
  };
  VisitSideBySide(cases, [](const RulesCase& c) {
    std::vector<std::string> all = c.arguments;
    all.insert(all.end(), {"-r", "rules"});
    const Outcome outcome = RunInMaterials(all, c.terminal);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(FindForbidden(outcome.standard_output, c.sink), "");
    EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kColoured), "");
  });
}

TEST(HarmlessRules, Show) {
  const std::vector<std::string>& ids = Materials::Shared().card_ids();
  VisitSideBySide(ids, [&](const std::string& id) {
    SCOPED_TRACE(id);
    const auto i = static_cast<std::size_t>(&id - ids.data());
    const std::string next = fmt::format("cards/{}.yml", (i + 1) % ids.size());
    const std::vector<std::string> arguments = {
        "rules", "show", "-r", fmt::format("cards/{}.yml", i), "-r", next, id, "-f"};
    const auto show = [&arguments](const std::string& format, unsigned terminal = 0) {
      std::vector<std::string> all = arguments;
      all.push_back(format);
      Outcome outcome = RunInMaterials(all, terminal);
      EXPECT_EQ(outcome.status, 0);
      return outcome.standard_output;
    };
    EXPECT_EQ(FindForbidden(show("text"), Sink::kText), "");
    EXPECT_EQ(FindForbidden(show("text", 60), Sink::kColoured), "");
    const std::string json = show("json");
    EXPECT_EQ(FindForbidden(json, Sink::kJson), "");
    simdjson::dom::parser parser;
    EXPECT_EQ(parser.parse(json).error(), simdjson::SUCCESS);
    const std::string markdown = show("markdown");
    EXPECT_EQ(FindForbidden(markdown, Sink::kText), "");
    EXPECT_EQ(FindLiveMarkdown(markdown), "");
  });
}

TEST(HarmlessRules, Export) {
  const TempDir scratch;
  const Outcome outcome =
      RunInMaterials({"rules", "export", "-r", "rules", "--no-builtin", scratch.Path("export")});
  EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kText), "");
  EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kText), "");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.Path("export"))) {
    files += entry.is_regular_file() ? 1U : 0U;
  }
  EXPECT_EQ(files, Materials::Shared().FilesIn("rules").size());
}

TEST(HarmlessExplanation, EveryFormat) {
  const Materials& materials = Materials::Shared();
  // Those of our own texts; the chunks of the naughty strings would take very long.
  std::vector<std::string> logs = materials.FilesIn("logs");
  logs.resize(2 * HostileStrings().size());
  const std::vector<std::string>& ids = materials.card_ids();
  const std::size_t share = logs.size() / ids.size() + 1;
  VisitSideBySide(ids, [&](const std::string& id) {
    const auto i = static_cast<std::size_t>(&id - ids.data());
    std::vector<std::string> arguments = {
        "explain", "--all", "-r", fmt::format("../cards/{}.yml", i), "--rule", id, "--"};
    for (std::size_t log = i * share; log < std::min((i + 1) * share, logs.size()); ++log) {
      arguments.push_back(logs[log]);
    }
    const auto explain = [&](const std::string& format, unsigned terminal = 0) {
      std::vector<std::string> all = arguments;
      all.insert(all.begin() + 1, {"-f", format});
      Outcome outcome = RunProgram({all, materials.folder() + "/logs", {"TERM=xterm"}, terminal});
      EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kColoured), "");
      EXPECT_FALSE(outcome.standard_output.empty());
      return outcome.standard_output;
    };
    EXPECT_EQ(FindForbidden(explain("text"), Sink::kText), "");
    if (i % 4 == 0) {
      EXPECT_EQ(FindForbidden(explain("text", 70), Sink::kColoured), "");
    }
    const std::string json = explain("json");
    EXPECT_EQ(FindForbidden(json, Sink::kJson), "");
    simdjson::dom::parser parser;
    EXPECT_EQ(parser.parse(json).error(), simdjson::SUCCESS);
  });
}

}  // namespace
}  // namespace trailsift
