#include "wire/arc_header.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/date.h"

namespace dateline::wire {
namespace {

/// "20140216050221"; some writers append digits.
std::optional<Instant> parse_arc_date(std::string_view digits) {
  if (digits.size() < 14 || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::string iso(digits.substr(0, 8));
  iso.append("T").append(digits.substr(8, 6)).append("Z");
  return text::parse_date(iso);
}

}  // namespace

std::optional<ArcHeader> parse_arc_header(std::string_view line) {
  if (line.find("://") == std::string_view::npos && !line.starts_with("dns:")) return std::nullopt;
  std::vector<std::string_view> words;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t to = std::min(line.find(' ', from), line.size());
    words.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  // The date is where the fixed fields count from: four or nine behind the URL, of which the second is the date.
  for (const std::size_t behind_date : {std::size_t{2}, std::size_t{7}}) {
    if (words.size() < behind_date + 3) continue;
    const std::size_t date_at = words.size() - 1 - behind_date;
    if (words[date_at].size() < 14 || words[date_at].find_first_not_of("0123456789") != std::string_view::npos)
      continue;
    ArcHeader header;
    const std::string_view length = words.back();
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), header.length);
    if (error != std::errc{} || end != length.data() + length.size()) return std::nullopt;
    const std::size_t url_end = static_cast<std::size_t>(words[date_at - 1].data() - line.data()) - 1;
    header.url = line.substr(0, url_end);
    header.content_type = words[date_at + 1];
    header.date = parse_arc_date(words[date_at]);
    return header;
  }
  return std::nullopt;
}

}  // namespace dateline::wire
