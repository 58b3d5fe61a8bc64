#pragma once

#include <string>
#include <string_view>

#include "support/temp_dir.h"
#include "unit/input/compress.h"
#include "unit/scan/run_scan.h"

namespace trailsift {

// An event that the rules below match, all but what `more` changes.
inline std::string Deletion(std::string_view id, std::string_view more = "") {
  return R"({"eventVersion":"1.11","eventTime":"2026-11-01T03:00:00Z","eventSource":)"
         R"("bedrock.amazonaws.com","eventName":"DeleteModelInvocationLoggingConfiguration",)"
         R"("awsRegion":"us-east-1","recipientAccountId":"111122223333","eventID":")" +
         std::string(id) + "\"" + std::string(more) + "}";
}

inline std::string Other(std::string_view id) { return SmallEvent(id); }

inline RuleSet OneRule() { return MakeRuleSet({MakeRule("Deletion", BundledCondition())}); }

// A folder of files of many forms; some are damaged, some no logs.
inline void WriteManyFiles(const TempDir& folder) {
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(i);
    const std::string found = Deletion("d" + id);
    std::string lines;
    for (int line = 0; line < i * i % 500; ++line) lines += Other(id) + "\n";
    const std::string name = fmt::format("{:02}", i);
    switch (i % 10) {
      case 0:
        folder.Write(name + ".json", R"({"Records":[)" + Other(id) + "," + found + "]}");
        break;
      case 1:
        folder.Write(name + ".json.gz", Gzip(lines + found + "\n" + lines));
        break;
      case 2:
        folder.Write(name + ".jsonl", found + "\n" + lines + Deletion("e" + id));
        break;
      case 3:
        folder.Write(name + ".zst", Zstd("[" + found + "]"));
        break;
      case 4:
        folder.Write(name + ".json", lines + "{\"damaged\":" + found + "\n" + lines);
        break;
      case 5:
        folder.Write(name + "/README", "No log.");
        folder.Write(name + "/inner.json", found);
        break;
      case 6:
        folder.Write(name + ".gz", Gzip(lines + found + "\n" + Deletion("f" + id)).substr(0, 150));
        break;
      case 7:
        folder.Write(name + ".json", R"({"digestStartTime":"t","logFiles":[]})");
        break;
      case 8:
        folder.Write(name + ".json", "");
        break;
      default:
        folder.Write(name + ".json", "[" + Deletion("d0") + "]");  // A repeat.
    }
  }
}

}  // namespace trailsift
