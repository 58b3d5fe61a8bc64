#include "writer/writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "written_text.h"

namespace trailsift {
namespace {

constexpr OutputFormat kFormats[] = {OutputFormat::kTable, OutputFormat::kJson,
                                     OutputFormat::kJsonLines, OutputFormat::kSarif,
                                     OutputFormat::kCsv};

TEST(OutputFormat, NamesAreReadBack) {
  const std::vector<std::string> names = {"table", "json", "jsonl", "sarif", "csv"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(FormatName(kFormats[i]), names[i]);
    EXPECT_EQ(ParseOutputFormat(names[i]), kFormats[i]);
  }
  for (const char* name : {"", "JSON", "json ", "xml", "jsonlines"}) {
    EXPECT_EQ(ParseOutputFormat(name), std::nullopt) << name;
  }
}

TEST(MakeWriter, EachFormatWritesItsOwnDocument) {
  std::set<std::string> documents;
  for (const OutputFormat format : kFormats) {
    const auto make = [format](OutputStream& stream, const RuleSet& rules,
                               const ScanDescription& description, const WriterOptions& options) {
      return MakeWriter(format, stream, rules, description, options);
    };
    Match match = SampleMatch();
    match.event = "{\"eventID\":\"e-1\"}";
    const std::string document = WrittenText(make, {match});
    EXPECT_FALSE(document.empty());
    EXPECT_TRUE(document.ends_with('\n'));
    EXPECT_TRUE(documents.insert(document).second) << FormatName(format);
  }
}

TEST(MakeWriter, AWaitingReaderGetsEachRowOnceWidthsAreKnown) {
  for (const OutputFormat format : {OutputFormat::kTable, OutputFormat::kCsv}) {
    SCOPED_TRACE(FormatName(format));
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    OutputStream stream(null);
    const RuleSet rules = SampleRules();
    const ScanDescription description;
    WriterOptions options;
    options.flush_each_match = true;
    const auto sink = MakeWriter(format, stream, rules, description, options);
    for (int i = 0; i < 1'000; ++i) sink->OnMatch(SampleMatch());
    for (int i = 0; i < 3; ++i) {
      const std::uint64_t before = stream.bytes_written();
      sink->OnMatch(SampleMatch());
      EXPECT_GT(stream.bytes_written(), before);
    }
    ::close(null);
  }
}

TEST(MakeWriter, AFullDeviceEndsEveryWriter) {
  for (const OutputFormat format : kFormats) {
    SCOPED_TRACE(FormatName(format));
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    OutputStream stream(full);
    const RuleSet rules = SampleRules();
    const ScanDescription description;
    const auto sink = MakeWriter(format, stream, rules, description, {});
    EXPECT_TRUE(sink->alive());
    sink->OnMatch(SampleMatch());
    sink->OnEnd({});
    EXPECT_FALSE(sink->alive());
    EXPECT_EQ(stream.state(), OutputStream::State::kFailed);
    ::close(full);
  }
}

}  // namespace
}  // namespace trailsift
