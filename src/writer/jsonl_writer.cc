#include "writer/jsonl_writer.h"

#include <string>

#include "writer/alert_json.h"
#include "writer/match_json.h"

namespace trailsift {
namespace {

class JsonLinesWriter : public MatchSink {
 public:
  JsonLinesWriter(OutputStream& stream, const RuleSet& rules, const WriterOptions& options)
      : stream_(stream), rules_(rules), options_(options) {}

  void OnMatch(const Match& match) override {
    line_.clear();
    AppendMatchJson(line_, match, rules_.rules[match.rule], options_.terminal);
    line_ += '\n';
    stream_.Write(line_);
    if (options_.flush_each_match) stream_.Flush();
  }

  void OnAlert(const Alert& alert) override {
    WriteAlertJson(stream_, alert, rules_.rules[alert.rule], options_.terminal);
    stream_.Write("\n");
    if (options_.flush_each_match) stream_.Flush();
  }

  void OnEnd(const ScanSummary&) override { stream_.Flush(); }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  OutputStream& stream_;
  const RuleSet& rules_;
  const WriterOptions options_;
  std::string line_;
};

}  // namespace

std::unique_ptr<MatchSink> MakeJsonLinesWriter(OutputStream& stream, const RuleSet& rules,
                                               const ScanDescription&,
                                               const WriterOptions& options) {
  return std::make_unique<JsonLinesWriter>(stream, rules, options);
}

}  // namespace trailsift
