// Rules as text: a line each, "KEY VALUE"; words a line each, "hold_word casino".
#include <charconv>

#include "desk/reply_rules.h"

namespace dateline::desk {
namespace {

void read(std::string_view value, bool& into) {
  if (value == "yes") into = true;
  if (value == "no") into = false;
}
void read(std::string_view value, int& into) {
  int number = 0;
  const char* end = value.data() + value.size();
  if (const auto [at, error] = std::from_chars(value.data(), end, number);
      error == std::errc() && at == end && number >= 0)
    into = number;
}

/// Calls `visit(key, member)` for each rule that is no list.
template <class Rules, class Visit>
void each_rule(Rules& rules, Visit visit) {
  visit("closed", rules.closed);
  visit("close_after_days", rules.close_after_days);
  visit("hold_all", rules.hold_all);
  visit("hold_unknown", rules.hold_unknown);
  visit("hold_links", rules.hold_links);
  visit("hold_repeats", rules.hold_repeats);
  visit("hold_spam_like", rules.hold_spam_like);
  visit("seconds_between", rules.seconds_between);
  visit("most_of_address", rules.most_of_address);
  visit("most_of_text", rules.most_of_text);
}

std::string in_words(bool value) {
  return value ? "yes" : "no";
}
std::string in_words(int value) {
  return std::to_string(value);
}

}  // namespace

std::string keep_rules(const ReplyRules& rules) {
  std::string out;
  each_rule(rules, [&](std::string_view key, auto value) { out += std::string(key) + " " + in_words(value) + "\n"; });
  for (const std::string& word : rules.hold_words) out += "hold_word " + word + "\n";
  for (const std::string& word : rules.spam_words) out += "spam_word " + word + "\n";
  return out;
}

ReplyRules kept_rules(std::string_view kept) {
  ReplyRules rules;
  while (!kept.empty()) {
    const std::string_view line = kept.substr(0, kept.find('\n'));
    kept.remove_prefix(std::min(line.size() + 1, kept.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, space), value = line.substr(space + 1);
    if (name == "hold_word") rules.hold_words.emplace_back(value);
    if (name == "spam_word") rules.spam_words.emplace_back(value);
    each_rule(rules, [&](std::string_view key, auto& member) {
      if (key == name) read(value, member);
    });
  }
  return rules;
}

}  // namespace dateline::desk
