#pragma once

#include "alert/alert.h"
#include "rule/rule.h"
#include "writer/output_stream.h"

namespace trailsift {

// Writes the object "trailsift.alert/1" of docs/schemas/alert-1.schema.json, on one line and
// without a line end. `rule` is the rule of the alert; `terminal` as for AppendMatchJson. Reads the
// matches one by one; throws what AlertMatches::At does, behind an object that is closed all the
// same.
void WriteAlertJson(OutputStream& stream, const Alert& alert, const Rule& rule, bool terminal);

}  // namespace trailsift
