#include "desk/letter.h"

#include "desk/named.h"
#include "desk/person.h"

namespace dateline::desk {
namespace {

constexpr Names<Letter::Kind, 6> kLetters = {{{Letter::Kind::kProve, "prove"},
                                              {Letter::Kind::kManage, "manage"},
                                              {Letter::Kind::kDecision, "decision"},
                                              {Letter::Kind::kReported, "reported"},
                                              {Letter::Kind::kAppeal, "appeal"},
                                              {Letter::Kind::kAnswered, "answered"}}};
constexpr Names<MailedLink::Kind, 3> kLinks = {
    {{MailedLink::Kind::kProve, "prove"}, {MailedLink::Kind::kManage, "manage"}, {MailedLink::Kind::kStop, "stop"}}};

constexpr std::chrono::days kGiveUp{2};

}  // namespace

std::string_view to_string(Letter::Kind kind) {
  return name_of(kind, kLetters);
}
std::optional<Letter::Kind> parse_letter_kind(std::string_view text) {
  return named(text, kLetters);
}

std::string_view to_string(MailedLink::Kind kind) {
  return name_of(kind, kLinks);
}
std::optional<MailedLink::Kind> parse_link_kind(std::string_view text) {
  return named(text, kLinks);
}

std::optional<std::chrono::seconds> retry_after(int attempts) {
  using namespace std::chrono;
  constexpr seconds kFirst[] = {seconds(10), minutes(1), minutes(5), minutes(30)};
  constexpr seconds kThen = hours(2);
  if (attempts <= 0) return seconds{0};
  if (attempts <= std::ssize(kFirst)) return kFirst[attempts - 1];
  const seconds tried = minutes(36) + (attempts - 4) * kThen;
  return tried > kGiveUp ? std::nullopt : std::optional(kThen);
}

}  // namespace dateline::desk
