#include "desk/report.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dateline::desk {
namespace {

constexpr std::array kReportStates = {std::pair(Report::State::kOpen, "open"),
                                      std::pair(Report::State::kUpheld, "upheld"),
                                      std::pair(Report::State::kDismissed, "dismissed")};
constexpr std::array kAppealStates = {std::pair(Appeal::State::kOpen, "open"),
                                      std::pair(Appeal::State::kGranted, "granted"),
                                      std::pair(Appeal::State::kRefused, "refused")};

template <class State, std::size_t N>
std::string_view name_of(State state, const std::array<std::pair<State, const char*>, N>& names) {
  return std::ranges::find(names, state, [](const auto& entry) { return entry.first; })->second;
}

template <class State, std::size_t N>
std::optional<State> named(std::string_view text, const std::array<std::pair<State, const char*>, N>& names) {
  const auto found = std::ranges::find(names, text, [](const auto& entry) { return std::string_view(entry.second); });
  return found == names.end() ? std::nullopt : std::optional(found->first);
}

/// Cleans what was typed into `words`; the problem, if it is too long.
std::optional<Problem> read_words(std::string_view typed, std::string& words) {
  words = text::collapse_paragraphs(text::repair_utf8(typed));
  const std::size_t size = text::length(words);
  if (size <= kMaxReportWords) return std::nullopt;
  return Problem{"words",
                 "Please shorten what you wrote: it has " + std::to_string(size) + " characters, and " +
                     std::to_string(kMaxReportWords) + " fit.",
                 Problem::Kind::kTooLong, size, kMaxReportWords};
}

}  // namespace

std::expected<ReportDraft, std::vector<Problem>> check_report(ReplyId reply, const ReportForm& form,
                                                              std::string_view peer) {
  std::vector<Problem> problems;
  ReportDraft draft{.reply = reply, .peer = truncate_peer(peer), .origin = origin_of(peer)};
  const auto ground = parse_ground(form.ground);
  if (ground) {
    draft.ground = *ground;
  } else {
    problems.push_back({"ground", "Please choose what is wrong with it.", Problem::Kind::kMissing});
  }
  if (auto problem = read_words(form.words, draft.words)) {
    problems.push_back(std::move(*problem));
  } else if (ground == Ground::kOther && draft.words.empty()) {
    problems.push_back({"words", "Please say what is wrong with it.", Problem::Kind::kMissing});
  }
  if (const std::string email = text::collapse(text::repair_utf8(form.email)); !email.empty()) {
    draft.email = EmailAddress::parse(email);
    if (!draft.email || email.size() > kMaxReplyEmail) {
      problems.push_back({"email", "Please enter an email address such as name@example.org, or leave this field empty.",
                          Problem::Kind::kMalformed});
    }
  }
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return draft;
}

std::expected<std::string, std::vector<Problem>> check_appeal(std::string_view typed) {
  std::string words;
  if (auto problem = read_words(typed, words)) return std::unexpected(std::vector{std::move(*problem)});
  if (words.empty()) {
    return std::unexpected(
        std::vector{Problem{"words", "Please say why the decision is wrong.", Problem::Kind::kMissing}});
  }
  return words;
}

std::string_view to_string(Report::State state) {
  return name_of(state, kReportStates);
}
std::optional<Report::State> parse_report_state(std::string_view text) {
  return named(text, kReportStates);
}
std::string_view to_string(Appeal::State state) {
  return name_of(state, kAppealStates);
}
std::optional<Appeal::State> parse_appeal_state(std::string_view text) {
  return named(text, kAppealStates);
}

}  // namespace dateline::desk
