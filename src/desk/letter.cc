#include "desk/letter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "desk/person.h"

namespace dateline::desk {
namespace {

constexpr std::array kLetters = {
    std::pair(Letter::Kind::kProve, "prove"),       std::pair(Letter::Kind::kManage, "manage"),
    std::pair(Letter::Kind::kDecision, "decision"), std::pair(Letter::Kind::kReported, "reported"),
    std::pair(Letter::Kind::kAppeal, "appeal"),     std::pair(Letter::Kind::kAnswered, "answered")};
constexpr std::array kLinks = {std::pair(MailedLink::Kind::kProve, "prove"),
                               std::pair(MailedLink::Kind::kManage, "manage"),
                               std::pair(MailedLink::Kind::kStop, "stop")};

constexpr std::chrono::days kGiveUp{2};

}  // namespace

std::string_view to_string(Letter::Kind kind) {
  return std::ranges::find(kLetters, kind, [](const auto& entry) { return entry.first; })->second;
}
std::optional<Letter::Kind> parse_letter_kind(std::string_view text) {
  const auto found = std::ranges::find(kLetters, text, [](const auto& e) { return std::string_view(e.second); });
  return found == kLetters.end() ? std::nullopt : std::optional(found->first);
}

std::string_view to_string(MailedLink::Kind kind) {
  return std::ranges::find(kLinks, kind, [](const auto& entry) { return entry.first; })->second;
}
std::optional<MailedLink::Kind> parse_link_kind(std::string_view text) {
  const auto found = std::ranges::find(kLinks, text, [](const auto& e) { return std::string_view(e.second); });
  return found == kLinks.end() ? std::nullopt : std::optional(found->first);
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
