#pragma once

#include <string>
#include <string_view>

namespace dateline::store {

/// A reader's words as an FTS5 expression that every version of FTS5 can parse: each word and each phrase in quotation
/// marks stands quoted, so operators, brackets and columns are words like any other. "" when there is no word.
std::string fts_expression(std::string_view words);

}  // namespace dateline::store
