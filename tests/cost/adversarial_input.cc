// adversarial_input NAME SIZE: writes about SIZE bytes of a kind of input that costs badly made
// readers more than its size to standard output. Without arguments: the names, one a line.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "unit/input/compress.h"
#include "unit/input/utf16.h"

namespace trailsift {
namespace {

// `piece` again and again.
std::string Repeat(std::string_view piece, std::size_t size) {
  std::string text;
  while (text.size() < size) text += piece;
  return text;
}

// A record with one field of `size` bytes.
std::string RecordWith(std::string_view name, const std::string& value) {
  return R"({"eventVersion":"1.11","eventSource":"a","eventName":"b","eventTime":"2026-11-01T00:00:00Z",")" +
         std::string(name) + "\":" + value + "}\n";
}

// A text in a string in a string.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

const std::string kEvent = RecordWith("x", "1");

// What the others are measured by.
const std::string kOrdinary =
    R"({"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:a",)"
    R"("arn":"arn:aws:sts::111122223333:assumed-role/reader/a","accountId":"111122223333",)"
    R"("accessKeyId":"ASIAEXAMPLE","sessionContext":{"attributes":{"mfaAuthenticated":"false"}}},)"
    R"("eventTime":"2026-11-01T00:00:02Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",)"
    R"("awsRegion":"us-east-1","sourceIPAddress":"198.51.100.1","userAgent":"aws-cli/2.15.30",)"
    R"("requestParameters":{"bucketName":"archive","key":"a/b/c"},"responseElements":null,)"
    R"("requestID":"A1","eventID":"bfc31309-b51b-c72b-8dbf-fee361f4c1be","readOnly":true,)"
    R"("eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"111122223333",)"
    R"("eventCategory":"Data"})"
    "\n";

const std::map<std::string, std::function<std::string(std::size_t)>> kKinds = {
    {"ordinary", [](std::size_t size) { return Repeat(kOrdinary, size); }},
    {"arrays-in-arrays", [](std::size_t size) { return Repeat("[", size); }},
    {"objects-in-objects", [](std::size_t size) { return Repeat(R"({"a":)", size); }},
    {"deep-record",
     [](std::size_t size) {
       return RecordWith("x", Repeat("[", size / 2) + Repeat("]", size / 2));
     }},
    {"backslashes",
     [](std::size_t size) { return RecordWith("x", '"' + Repeat("\\\\", size) + '"'); }},
    {"escapes",
     [](std::size_t size) { return RecordWith("eventName", '"' + Repeat("\\u0061", size) + '"'); }},
    {"open-strings", [](std::size_t size) { return Repeat("{\"eventName\":\"\n", size); }},
    {"open-objects", [](std::size_t size) { return Repeat("{\"eventName\":\"a\",\n", size); }},
    {"closing-brackets", [](std::size_t size) { return Repeat("]}", size); }},
    {"stray-quotes", [](std::size_t size) { return Repeat(kEvent + "\"\n", size); }},
    {"broken-records",
     [](std::size_t size) { return Repeat(kEvent + R"({"eventName":"a" "b"})" + '\n', size); }},
    {"unfinished-records",
     [](std::size_t size) { return Repeat(kEvent.substr(0, kEvent.size() - 3) + '\n', size); }},
    {"broken-list",
     [](std::size_t size) { return R"({"Records":[)" + Repeat(R"({"eventName":tru},)", size); }},
    {"empty-objects", [](std::size_t size) { return '[' + Repeat("{},", size) + "{}]"; }},
    {"tiny-members",
     [](std::size_t size) { return RecordWith("x", '{' + Repeat(R"("":0,)", size) + R"("":0})"); }},
    {"repeated-names",
     [](std::size_t size) {
       return '{' + Repeat(R"("eventName":"a",)", size) + R"("eventSource":"b"})";
     }},
    {"own-members",
     [](std::size_t size) {
       std::string text = "{\"eventName\":\"a\"";
       for (std::size_t i = 0; text.size() < size; ++i) text += ",\"k" + std::to_string(i) + "\":0";
       return text + '}';
     }},
    {"separators",
     [](std::size_t size) {
       return Repeat({",\0\x1E", 3}, size);
     }},
    {"numbers", [](std::size_t size) { return RecordWith("eventName", Repeat("1", size)); }},
    {"held-texts",
     [](std::size_t size) { return RecordWith("awsRegion", '"' + Repeat("a", size) + "\""); }},
    {"not-utf-8",
     [](std::size_t size) { return RecordWith("x", '"' + Repeat("\xFF", size) + '"'); }},
    {"lists-of-texts",
     [](std::size_t size) {
       return '[' + Repeat(Quoted(kEvent.substr(0, kEvent.size() - 1)) + ',', size) + "1]";
     }},
    {"texts-in-texts",
     [](std::size_t size) {
       return Repeat(Quoted(Quoted(Quoted(kEvent.substr(0, kEvent.size() - 1)))) + '\n', size);
     }},
    {"log-in-texts",
     [](std::size_t size) {
       // Each layer doubles what it escapes.
       return Quoted(Quoted(Quoted(Repeat(kEvent, size / 3))));
     }},
    {"beyond-texts-in-texts",
     [](std::size_t size) {
       std::string text = kEvent.substr(0, kEvent.size() - 1);
       for (int layer = 0; layer < 6; ++layer) text = Quoted(text);
       return Repeat(text + '\n', size);
     }},
    {"escaped-braces", [](std::size_t size) { return Repeat(R"({\a)", size); }},
    {"lists-of-unknown-objects",
     [](std::size_t size) {
       return R"({"x":["eventName")" + Repeat(R"(,{"a":{"b":1}})", size) + "]}";
     }},
    {"carriers-in-carriers", [](std::size_t size) { return Repeat(R"({"Records":[)", size); }},
    {"members-of-a-carrier",
     [](std::size_t size) {
       return R"({"Records":[],)" + Repeat(R"("x":{"y":[1]},)", size) + R"("z":1})";
     }},
    {"gzip-members", [](std::size_t size) { return Repeat(Gzip(kEvent), size); }},
    {"broken-gzip-members",
     [](std::size_t size) {
       std::string member = Gzip(Repeat(kEvent, 2000));
       member[member.size() / 2] = static_cast<char>(~member[member.size() / 2]);
       return Repeat(member, size);
     }},
    {"zstd-frames", [](std::size_t size) { return Repeat(Zstd(kEvent), size); }},
    {"empty-zstd-frames", [](std::size_t size) { return Repeat(Zstd(""), size); }},
    {"broken-zstd-frames",
     [](std::size_t size) {
       std::string frame = Zstd(Repeat(kEvent, 2000));
       frame[frame.size() / 2] = static_cast<char>(~frame[frame.size() / 2]);
       return Repeat(frame, size);
     }},
    {"zstd-heads", [](std::size_t size) { return Repeat(Zstd(kEvent).substr(0, 8), size); }},
    {"utf-16",
     [](std::size_t size) { return "\xFF\xFE" + Utf16(Repeat(kOrdinary, size / 2), true); }},
    {"half-surrogates",
     [](std::size_t size) {
       return "\xFF\xFE" + Utf16("{\"eventName\":\"", true) + Repeat("\x3D\xD8", size);
     }},
    {"shifted-utf-16",
     [](std::size_t size) {
       return "\xFF\xFE" + Utf16("{\"eventName\":\"", true) +
              Repeat(Utf16("looks shifted, and goes", false) + Utf16("on as before here", true),
                     size);
     }},
    {"gzip-heads", [](std::size_t size) { return Repeat(Gzip(kEvent).substr(0, 12), size); }},
};

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  using trailsift::kKinds;
  if (argc == 1) {
    for (const auto& [name, make] : kKinds) std::puts(name.c_str());
    return 0;
  }
  if (argc != 3 || !kKinds.contains(argv[1])) return 2;
  const std::string text = kKinds.at(argv[1])(std::strtoull(argv[2], nullptr, 10));
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
