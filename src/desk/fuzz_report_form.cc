#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "desk/reply_rules.h"
#include "desk/report.h"
#include "text/utf8.h"

// One input is the fields of a report, apart by bytes of 0xFF, which no valid field holds; the whole of it is also an
// appeal, rules as they might be kept, and a word list with the text it is looked for in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  std::string_view rest = all;
  const auto field = [&rest] {
    const std::size_t end = rest.find('\xff');
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return std::string(taken);
  };
  desk::ReportForm form;
  form.ground = field();
  form.words = field();
  form.email = field();
  const std::string peer = field();
  if (const auto draft = desk::check_report({1}, form, peer)) {
    if (!text::is_utf8(draft->words) || desk::truncate_peer(draft->peer) != draft->peer) std::abort();
  } else if (draft.error().empty()) {
    std::abort();
  }
  if (const auto words = desk::check_appeal(all); words && (words->empty() || !text::is_utf8(*words))) std::abort();
  const desk::ReplyRules rules = desk::kept_rules(all);
  if (desk::kept_rules(desk::keep_rules(rules)) != rules) std::abort();
  const desk::WordList list({form.ground, form.words});
  const std::string_view found = list.found_in(form.email);
  if (!found.empty() && found != form.ground && found != form.words) std::abort();
  return 0;
}
