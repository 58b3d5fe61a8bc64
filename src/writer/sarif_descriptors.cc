#include "writer/sarif_descriptors.h"

#include <array>

namespace trailsift {
namespace {

struct DescriptorTexts {
  std::string_view id;
  std::string_view name;
  std::string_view summary;
  std::string_view explanation;
  std::string_view help;
};

// In the order of AnomalyKind; the ids keep the order in which kinds were introduced.
constexpr std::array<DescriptorTexts, kAnomalyKindCount> kDescriptors = {{
    {"TS1001", "SourceUnreadable", "A source could not be opened or listed.",
     "None of its records was judged.",
     "Check that the path exists and that the permissions allow reading."},
    {"TS1002", "NoSources", "There was nothing to scan.",
     "No file was found below the given paths, so no record was judged.", "Check the given paths."},
    {"TS1004", "SourceChanged", "A source changed while it was read.",
     "The verdict may belong to neither the old nor the new content.",
     "Scan a copy that nothing writes to."},
    {"TS1005", "ReadError", "Reading a source failed part-way.",
     "Records before the failure were judged; the rest was not read.",
     "Check the storage and scan the source again."},
    {"TS1006", "OutOfMemory", "A source was given up for lack of memory.",
     "The rest of its records was not judged.",
     "Scan with fewer threads or on a machine with more memory."},
    {"TS1007", "WorkerFailed", "A source was given up after an internal error.",
     "The rest of its records was not judged.",
     "Report the error to the authors with the source, if it may be shared."},
    {"TS1008", "Interrupted", "A signal ended the scan.",
     "The sources that were still waiting were not judged.", "Run the scan again."},
    {"TS1009", "FormatUnsupported", "A source is in a format that is not read.",
     "None of its records was judged.", "Convert it to JSON, or unpack it, and scan the result."},
    {"TS1010", "ShapeUnsupported", "A document is known but not supported.",
     "The records it may carry were not unwrapped.",
     "Extract the CloudTrail records and scan those."},
    {"TS1011", "ShapeUnrecognised", "A document does not look like CloudTrail.",
     "Of the records it may carry, those that could be told apart were judged.",
     "Check what the document is; leave it out if it is no log."},
    {"TS1003", "StreamTruncated", "A compressed stream ends early.",
     "Records decoded before the cut were judged; whatever followed it is missing.",
     "Fetch the file again from its bucket and compare the sizes."},
    {"TS1012", "TailTruncated", "The last record of a source ends early.",
     "All records before it were judged; this one was not.",
     "If the file is still growing, scan it again later; else fetch it again."},
    {"TS1013", "StreamCorrupt", "Compressed data is corrupt.",
     "Records decoded before and behind the damage were judged; what lies within is missing.",
     "Fetch the file again from its bucket."},
    {"TS1014", "ChecksumMismatch", "The checksum of compressed data is wrong.",
     "The records were judged; their content may differ from what was compressed.",
     "Fetch the file again from its bucket."},
    {"TS1015", "TrailingGarbage", "Bytes beside the compressed data are no such data.",
     "They were scanned as a text of their own.", "Fetch the file again and compare the sizes."},
    {"TS1016", "Undecodable", "Bytes of a source are accepted by no decoder.",
     "They were not judged.", "Fetch the file again from its bucket."},
    {"TS2002", "LimitExceeded", "A source exceeds a limit.",
     "What lies beyond the limit was not judged.",
     "Raise the limit that the message names, if the source is to be trusted."},
    {"TS1017", "DamagedRange", "A range of bytes could not be read as records.",
     "Whatever records it held were not judged; those around it were.",
     "Look at the range, and fetch the file again."},
    {"TS1018", "PossibleMatchInDamage", "A rule might match in what could not be read.",
     "Its words stand in what was given up, in a record with a fault where a rule reads, or in "
     "what is of a shape that is not read; or AWS left out a part of the record that it reads.",
     "Look at the place by hand."},
    {"TS1019", "PossibleMatchInAmbiguity", "A record matches in another of its readings.",
     "A repeated key gives the record several meanings, and it matches only by an earlier value.",
     "Look at the record by hand."},
    {"TS1020", "RecordMalformed", "A record breaks the JSON grammar or has lost its end.",
     "It was judged by the parts that could be read.", "Look at the record by hand."},
    {"TS1021", "InvalidUtf8", "A record holds bytes that are not UTF-8.",
     "It was judged with those bytes replaced.", "Look at the record by hand."},
    {"TS1022", "InvalidEncoding", "Text breaks the rules of its encoding.",
     "It was judged with the faulty units replaced.", "Check how the source was written."},
    {"TS1023", "ControlCharacter", "A string holds a raw control character.",
     "A record was judged with the character escaped.", "Check how the source was written."},
    {"TS1024", "DottedKey", "A needed field exists only as a key with dots.",
     "Rules read nested fields, so the value was not judged.",
     "Restore the nesting of the records and scan them again."},
    {"TS1025", "DuplicateKey", "An object repeats a key.", "The last value was judged.",
     "Look at the record by hand."},
    {"TS1026", "NearMissKey", "A known key is spelled in other letter case.",
     "It was read as the known key.", "Check how the source was written."},
    {"TS1027", "NonAsciiName", "An event name, source or region is not ASCII.",
     "AWS writes such names in ASCII only; it was judged as written.",
     "Look at the record by hand."},
    {"TS1028", "LoneSurrogate", "A string holds half of a surrogate pair.",
     "It was judged with that half replaced.", "Look at the record by hand."},
    {"TS1029", "TimeMissing", "A record has no eventTime.", "It was kept by filters on time.",
     "Look at the record by hand."},
    {"TS1030", "TimeUnparsable", "The eventTime of a record cannot be read.",
     "It was kept by filters on time.", "Look at the record by hand."},
    {"TS1045", "AccountUnknown", "A record does not say which account it belongs to.",
     "It was kept by the filter on accounts.", "Look at the record by hand."},
    {"TS1046", "RegionUnknown", "A record does not say which region it belongs to.",
     "It was kept by the filter on regions.", "Look at the record by hand."},
    {"TS1031", "MultipleDocuments", "A place holds more than one JSON document.",
     "All of them were read.", "Nothing, if the source was put together from several."},
    {"TS1032", "StraySeparator", "There are separators where none belong.",
     "They were passed over.", "Nothing; the records are whole."},
    {"TS1033", "NulPadding", "A source holds NUL bytes between records.", "They were passed over.",
     "Check the storage if nothing explains them."},
    {"TS1034", "ShapeAmbiguous", "A document fits more than one shape.",
     "It was read as each of them.", "Look at the document by hand."},
    {"TS1035", "Transcoded", "A source is not UTF-8 and was converted.",
     "All of it was judged; positions count in the converted text.", "Nothing."},
    {"TS1036", "ExtensionMismatch", "The name of a source disagrees with its content.",
     "The content decided.", "Nothing, unless the name is evidence."},
    {"TS1037", "MisplacedFile", "A file lies in a folder for files of another kind.",
     "Its content decided how it was read.", "Check how the folder was put together."},
    {"TS1038", "SourceEmpty", "A source holds no bytes.", "There was nothing to judge.",
     "Compare its size with that in its bucket."},
    {"TS1039", "Padding", "Zeros stand beside the compressed data.", "They were passed over.",
     "Nothing."},
    {"TS1040", "SourceSkipped", "A source or value was passed over.",
     "It holds no CloudTrail records, or was not to be followed.",
     "Nothing, if the reason is expected."},
    {"TS1041", "UpstreamPartial", "The export says that it is unfinished.",
     "All of it was judged, but it is not all there is.", "Fetch the remaining pages."},
    {"TS1044", "UpstreamTruncated", "AWS left a part of a record out.",
     "The record was too large for CloudTrail; it was judged by what is left of it.",
     "Nothing; what is missing was never delivered."},
    {"TS1042", "ConflictingDuplicate", "Two records share an eventID and differ.",
     "Both were judged.", "Compare the two records."},
    {"TS1043", "LedgerImbalance", "The account of a source does not balance.",
     "Some of its bytes may not have been judged: an error of trailsift.",
     "Report it to the authors with the source, if it may be shared."},
}};

void AppendText(JsonBuilder& json, std::string_view key, std::string_view text) {
  json.Key(key).BeginObject().Key("text").String(text).EndObject();
}

}  // namespace

SarifDescriptor DescriptorOf(AnomalyKind kind) {
  const DescriptorTexts& texts = kDescriptors[static_cast<std::size_t>(kind)];
  return {texts.id, texts.name, texts.summary, texts.explanation, texts.help, LevelOf(kind)};
}

SarifDescriptor ResultLimitDescriptor() {
  return {"TS2001",
          "ResultLimit",
          "The document holds fewer results than the scan found.",
          "The number or the size of the results passed the limit of this document. The most "
          "severe results were kept.",
          "Write the jsonl format beside it: it holds all matches.",
          AnomalyLevel::kWarning};
}

SarifDescriptor NotificationLimitDescriptor() {
  return {"TS2003",
          "NotificationLimit",
          "The document lists fewer notifications than the scan has.",
          "The gravest ones are listed; the others are only counted.",
          "Write the json format beside it: it counts all of them by kind.",
          AnomalyLevel::kNote};
}

void AppendDescriptor(JsonBuilder& json, const SarifDescriptor& descriptor) {
  json.BeginObject().Key("id").String(descriptor.id).Key("name").String(descriptor.name);
  AppendText(json, "shortDescription", descriptor.summary);
  AppendText(json, "fullDescription", descriptor.explanation);
  AppendText(json, "help", descriptor.help);
  json.Key("defaultConfiguration").BeginObject();
  json.Key("level").String(AnomalyLevelName(descriptor.level)).EndObject().EndObject();
}

}  // namespace trailsift
