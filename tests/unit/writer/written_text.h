#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "writer/writer.h"

namespace trailsift {

// Two rules: number 0 with techniques, number 1 without.
inline RuleSet SampleRules() {
  RuleSet rules;
  Rule deleted;
  deleted.id = "AWS.Bedrock.Deleted";
  deleted.name = "Logging, deleted";
  deleted.attack = {{"TA0005", "T1562.003"}, {"", "T1070"}, {"TA0040", ""}};
  Rule other;
  other.id = "Other.Rule";
  other.name = "Other";
  rules.rules = {deleted, other};
  return rules;
}

inline MatchField TextField(std::string text) { return {std::move(text), false}; }

inline Match SampleMatch() {
  Match match;
  match.rule = 0;
  match.severity = Severity::kMedium;
  match.title = "Logging deleted";
  match.dedup = "Logging deleted";
  match.event_time = ParseTimestamp("2026-11-01T03:00:00Z");
  match.event_id = TextField("e-1");
  match.event_name = TextField("DeleteModelInvocationLoggingConfiguration");
  match.event_source = TextField("bedrock.amazonaws.com");
  match.aws_region = TextField("us-east-1");
  match.recipient_account_id = TextField("111122223333");
  match.source_ip_address = TextField("198.51.100.7");
  match.user_agent = TextField("aws-cli/2.15.0");
  match.user_identity_type = TextField("IAMUser");
  match.user_identity_arn = TextField("arn:aws:iam::111122223333:user/mallory");
  match.actor_user = "mallory";
  match.path = "logs/2026/11/01/a.json.gz";
  match.place.record = 4;
  match.place.line = 1;
  match.place.column = 13;
  match.place.byte_offset = 12;
  return match;
}

using MakeSink = std::function<std::unique_ptr<MatchSink>(
    OutputStream&, const RuleSet&, const ScanDescription&, const WriterOptions&)>;

// What `write` writes to a stream.
inline std::string StreamedText(const std::function<void(OutputStream&)>& write) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  OutputStream stream(fileno(file.get()));
  write(stream);
  stream.Flush();
  std::string text(stream.bytes_written(), '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

// The document that a writer makes of the matches.
inline std::string WrittenText(const MakeSink& make, const std::vector<Match>& matches,
                               const WriterOptions& options = {}) {
  return StreamedText([&](OutputStream& stream) {
    const RuleSet rules = SampleRules();
    const ScanDescription description;
    const std::unique_ptr<MatchSink> sink = make(stream, rules, description, options);
    for (const Match& match : matches) sink->OnMatch(match);
    sink->OnEnd({});
  });
}

}  // namespace trailsift
