#include "wire/page_rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "markup/html.h"
#include "wire/feed_text.h"
#include "wire/robots.h"

namespace dateline::wire {
namespace {

/// As many characters as are shown of what may be shown in part (site/story_line.cc).
constexpr long kSnippetCharacters = 400;

constexpr std::string_view kReservation = "tdm-reservation";

/// What may stand before a colon without being a crawler's name.
constexpr std::array<std::string_view, 4> kWithValue = {"max-snippet", "max-image-preview", "max-video-preview",
                                                        "unavailable_after"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

bool is_crawler(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '*';
  });
}

void close(PageRules& rules, std::string_view rule, std::string_view where) {
  if (rules.why_not_kept.empty()) rules.why_not_kept.append(rule).append(", by its ").append(where);
}

void apply(PageRules& rules, std::string_view rule, std::string_view value, std::string_view where) {
  if (rule == "noindex" || rule == "none" || rule == "noarchive" || rule == "noai" || rule == "unavailable_after") {
    close(rules, rule, where);
  } else if (rule == "nosnippet") {
    rules.at_most = Rights::kLink;
  } else if (rule == "max-snippet") {
    long most = 0;  // What is no number allows nothing.
    std::from_chars(value.data(), value.data() + value.size(), most);
    if (most == -1) return;  // No limit.
    rules.at_most = std::min(rules.at_most, most < kSnippetCharacters ? Rights::kLink : Rights::kSnippet);
  } else if (rule == "noimageindex" || rule == "noimageai" || (rule == "max-image-preview" && value == "none")) {
    rules.picture_may_be_shown = false;
  }
}

/// "noindex, otherbot: nofollow, nosnippet": a name holds for what follows it, up to the next name.
void apply_list(PageRules& rules, std::string_view list, std::string_view where) {
  const std::string small = lower(list);
  std::string_view rest = small;
  bool for_us = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view rule = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::string_view value;
    for (std::size_t colon = rule.find(':'); colon != std::string_view::npos; colon = rule.find(':')) {
      const std::string_view name = trimmed(rule.substr(0, colon));
      if (std::ranges::find(kWithValue, name) != kWithValue.end()) {
        value = trimmed(rule.substr(colon + 1));
        rule = name;
      } else if (is_crawler(name)) {
        rule = trimmed(rule.substr(colon + 1));
        for_us = name == kRobotsToken || name == "*";
      } else {
        break;  // The rest of a date.
      }
    }
    if (for_us) apply(rules, rule, value, where);
  }
}

void apply_meta(PageRules& rules, const markup::Node& meta) {
  const std::string name = lower(trimmed(meta.attribute("name")));
  const std::string_view content = meta.attribute("content");
  if (name == "robots" || name == kRobotsToken) apply_list(rules, content, "meta " + name);
  if (name == kReservation && trimmed(content) == "1") close(rules, kReservation, "meta element");
}

}  // namespace

PageRules page_rules(const net::FetchResponse& response) {
  PageRules rules;
  for (const auto& [name, value] : response.fields) {
    if (name == "x-robots-tag") apply_list(rules, value, "X-Robots-Tag");
    // "0, 1": repeated fields may have been joined on their way.
    if (name == kReservation && value.contains('1')) close(rules, kReservation, "header");
  }
  const auto page = markup::Document::parse(markup::decode_html(
      response.body, response.charset.empty() ? std::nullopt : std::optional<std::string_view>(response.charset)));
  if (!page) return rules;
  for (const markup::Node* node = &page->root(); node; node = markup::next_in_order(node, &page->root())) {
    if (node->tag == markup::Tag::kMeta) apply_meta(rules, *node);
  }
  return rules;
}

}  // namespace dateline::wire
