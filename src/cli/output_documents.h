#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "alert/match_sink.h"
#include "alert/scan_summary.h"
#include "base/result.h"
#include "cli/command_line.h"
#include "cli/output_target.h"
#include "cli/terminal.h"
#include "rule/rule_set.h"
#include "writer/writer.h"

namespace trailsift {

// One document that the user asked for.
struct OutputRequest {
  OutputFormat format = OutputFormat::kTable;
  std::string path;     // Empty: standard output.
  bool ledger = false;  // Instead, the account of each source.
};

// Reads -f and -o: first the document of -f, which goes to standard output or to the plain -o FILE,
// then one for each -o FORMAT:FILE, then that of --ledger. Refuses a file named twice, two
// documents on standard output, and letters before a colon that are no format.
Result<std::vector<OutputRequest>> ReadOutputRequests(const CommandLine& line);

// All documents of one scan. One that fails does not stop the others.
class OutputDocuments final : public MatchSink {
 public:
  // Opens all files. Rules and description must outlive the documents.
  static Result<std::unique_ptr<OutputDocuments>> Open(const std::vector<OutputRequest>& requests,
                                                       const RuleSet& rules,
                                                       const ScanDescription& description,
                                                       const StreamTraits& standard_output);

  void OnMatch(const Match& match) override;
  void OnAlert(const Alert& alert) override;
  void OnSource(const Ledger& ledger) override;
  void OnEnd(const ScanSummary& summary) override;
  bool alive() const override;
  std::uint64_t omitted() const override;
  // The files that are written, by the names they have until they are complete.
  std::vector<Identity> identities() const;
  // True if standard output was the only document and its reader has gone away.
  bool abandoned() const;

  // After OnEnd: brings the files under their names. The problems of those that could not be
  // written; a reader of standard output that went away is none.
  std::vector<Diagnostic> Close();

 private:
  struct Document {
    std::unique_ptr<OutputTarget> target;
    std::unique_ptr<MatchSink> sink;
  };

  std::vector<Document> documents_;
};

}  // namespace trailsift
