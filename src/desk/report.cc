#include "desk/report.h"

#include "desk/named.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

constexpr Names<Report::State, 3> kReportStates = {
    {{Report::State::kOpen, "open"}, {Report::State::kUpheld, "upheld"}, {Report::State::kDismissed, "dismissed"}}};
constexpr Names<Appeal::State, 3> kAppealStates = {
    {{Appeal::State::kOpen, "open"}, {Appeal::State::kGranted, "granted"}, {Appeal::State::kRefused, "refused"}}};

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
