#pragma once
// What a reader looks for, as it stands in an address: of the search page, of its feed, of the API.

#include <string>

#include "net/http_server.h"
#include "site/html.h"
#include "store/store.h"

namespace dateline::site {

struct Asked {
  std::string words, section, source, language;
  std::string from, to;          ///< "2023-01-31"; "" where none was named, or what was is no day.
  std::string bad_from, bad_to;  ///< What was typed for them and is no day; "" where it is one.
  bool best_first = false;

  /// From the fields q, section, source, language, from, to and order ("best").
  static Asked of(const net::Form& form);

  bool is_narrowed() const {
    return !section.empty() || !source.empty() || !language.empty() || !from.empty() || !to.empty();
  }
  bool is_backwards() const { return !from.empty() && !to.empty() && from > to; }  ///< No day is in between.
  bool has_good_dates() const { return bad_from.empty() && bad_to.empty() && !is_backwards(); }
  bool is_empty() const { return words.empty() && !is_narrowed(); }
  store::SearchQuery query() const;
  /// Of the search page; with `page`, of a later one.
  Href address(std::string_view page = {}) const;
};

}  // namespace dateline::site
