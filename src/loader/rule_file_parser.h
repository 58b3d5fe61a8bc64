#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/diagnostic.h"
#include "loader/problem_reporter.h"
#include "loader/rule_files.h"
#include "loader/source_text.h"
#include "loader/yaml_document.h"

namespace trailsift {

// The documents of a text, and what is wrong with it so far.
struct ParsedText {
  // The text must outlive it.
  ParsedText(const std::string& file, std::string_view text)
      : source(file, text), problems(source), documents(ReadYaml(source, problems)) {}
  ParsedText(const ParsedText&) = delete;
  ParsedText& operator=(const ParsedText&) = delete;

  SourceText source;
  ProblemReporter problems;
  std::vector<YamlDocument> documents;
};

// A rule file with its text.
struct ParsedRuleFile {
  explicit ParsedRuleFile(const RuleFile& file) : content(ReadRuleFile(file.path, unreadable)) {
    if (content) text.emplace(file.path, *content);
  }
  ParsedRuleFile(const ParsedRuleFile&) = delete;
  ParsedRuleFile& operator=(const ParsedRuleFile&) = delete;

  Diagnostics unreadable;
  std::optional<std::string> content;
  std::optional<ParsedText> text;  // Nothing: unreadable.
};

// Reads and parses rule files one after the other, with the help of threads. All go a few files
// ahead of what is asked for, and what is wrong comes in the same order as without them. What it
// gains is in docs/decisions/0026-rules-are-parsed-ahead.md.
class RuleFileParser {
 public:
  // Of many files `helpers` threads parse some. The files must outlive it.
  RuleFileParser(const std::vector<RuleFile>& files, unsigned helpers);
  RuleFileParser(const RuleFileParser&) = delete;
  RuleFileParser& operator=(const RuleFileParser&) = delete;
  ~RuleFileParser();

  // The next file, of as many as there are. Throws what parsing it threw.
  std::unique_ptr<ParsedRuleFile> Next();

 private:
  struct Result {
    bool done = false;
    std::unique_ptr<ParsedRuleFile> file;
    std::exception_ptr failure;
  };

  void Help();
  bool may_begin() const;
  // Parses the next file that nobody has begun, outside the lock.
  void ParseOne(std::unique_lock<std::mutex>& lock);

  const std::vector<RuleFile>& files_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by the mutex.
  std::vector<Result> results_;  // Per file.
  std::size_t begun_ = 0;        // Files that someone parses or has parsed: the first ones.
  std::size_t given_ = 0;        // Files that Next was asked for.
  bool stops_ = false;

  std::vector<std::thread> helpers_;
};

}  // namespace trailsift
