#pragma once
// How the desk shows a source: its state, what is wrong with it, when it is asked.

#include <chrono>
#include <string>
#include <string_view>

#include "site/catalogue.h"
#include "site/html.h"
#include "wire/source.h"

namespace dateline::site {

/// The outlet's name; before its first fetch, whose it seems to be.
const std::string& source_name(const wire::Source& source);
/// "example.org/feed": what tells it apart, without what all addresses have.
std::string short_address(std::string_view url);

/// A word with its mark, in red where somebody must decide what becomes of it: "failing for 9 days".
Html source_mark(const Catalogue& texts, const wire::FetchState& state, Instant now);
/// In a sentence or two: what is wrong since when, where it has moved; nothing where all is well.
Html source_words(const Catalogue& texts, const wire::FetchState& state, Instant now);

/// "in 4 minutes", "now", "not any more".
Html next_fetch_words(const Catalogue& texts, const wire::FetchState& state, Instant now);
/// "every 5 minutes"; "" where nobody knows yet.
std::string how_often(const Catalogue& texts, const wire::FetchState& state);
std::string every(const Catalogue& texts, std::chrono::seconds length);
/// "Tuesday, 14:02 UTC" in the last days, with a date before.
Html since_tag(const text::Locale& locale, Instant at, Instant now);

/// An address outside, to look at in a tab of its own; nothing if it is no web address.
Html look_link(std::string_view url, std::string_view words, bool has_key);

}  // namespace dateline::site
