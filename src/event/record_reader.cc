#include "event/record_reader.h"

#include "event/document_reader.h"

namespace trailsift {

class RecordReader::Implementation : public DocumentReader {
 public:
  using DocumentReader::DocumentReader;
};

RecordReader::RecordReader(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                           const ReaderOptions& options)
    : implementation_(std::make_unique<Implementation>(bytes, projection, ledger, options, 0U)) {}

RecordReader::~RecordReader() = default;

bool RecordReader::Next() { return implementation_->Next(); }
const Event& RecordReader::event() const { return implementation_->event(); }
const RecordFacts& RecordReader::facts() const { return implementation_->facts(); }
RecordPlace RecordReader::Place() const { return implementation_->Place(); }
void RecordReader::Validate() { implementation_->Validate(); }

}  // namespace trailsift
