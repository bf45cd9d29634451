#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "desk/reply_rules.h"
#include "text/utf8.h"

// One input is the form's fields, apart by bytes of 0xFF, which no valid field holds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto field = [&rest] {
    const std::size_t end = rest.find('\xff');
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return std::string(taken);
  };
  dateline::desk::ReplyForm form;
  form.comment = field();
  form.author = field();
  form.email = field();
  form.url = field();
  form.post_id = field();
  form.parent = field();
  form.once = field();
  const std::string peer = field();
  const auto draft = dateline::desk::check_reply(form, peer);
  if (!draft) return draft.error().empty() ? std::abort(), 0 : 0;
  if (draft->text.empty() || draft->name.empty()) std::abort();
  if (!dateline::text::is_utf8(draft->text) || !dateline::text::is_utf8(draft->name)) std::abort();
  if (dateline::desk::truncate_peer(draft->peer) != draft->peer) std::abort();
  const dateline::desk::Moderation moderation({.hold_words = {"casino", "buy now"}});
  static_cast<void>(moderation.judge(*draft, {}, dateline::Instant{}));
  return 0;
}
