#pragma once
// For differential tests: pages at which another parser and the standard of today agree.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dateline::markup::testing {

enum class Oracle { kGumbo, kMyHtml };

/// A page of tags, texts and comments, one for each of `choices` (the first 200), of a list that leaves out what the
/// oracle does otherwise: see kKnownDifferences in html/differential_test.cc.
std::string agreed_page(Oracle oracle, std::span<const std::uint8_t> choices);

}  // namespace dateline::markup::testing
