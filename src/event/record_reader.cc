#include "event/record_reader.h"

#include "event/document_reader.h"

namespace trailsift {

RecordBuffers::RecordBuffers(const Projection& projection)
    : tools_(std::make_unique<ReaderTools>(projection)) {}

RecordBuffers::~RecordBuffers() = default;

RecordReader::RecordReader(ByteSource& bytes, RecordBuffers& buffers, Ledger& ledger,
                           const ReaderOptions& options)
    : document_(std::make_unique<DocumentReader>(bytes, *buffers.tools_, ledger, options, 0)) {}

RecordReader::~RecordReader() = default;

bool RecordReader::Next() { return document_->Next(); }
const Event& RecordReader::event() const { return document_->event(); }
const RecordFacts& RecordReader::facts() const { return document_->facts(); }
LinesRead RecordReader::Tally() { return document_->Tally(); }
RecordPlace RecordReader::Place() const { return document_->Place(); }
void RecordReader::Validate() { document_->Validate(); }

}  // namespace trailsift
