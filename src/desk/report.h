#pragma once
// A reader's report of a reply, and the appeal against a decision (Regulation (EU) 2022/2065, articles 16, 17 and 20).

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "desk/reply.h"

namespace dateline::desk {

using ReportId = Id<struct ReportTag>;
using AppealId = Id<struct AppealTag>;

inline constexpr std::size_t kMaxReportWords = 2'000;  ///< Characters; of an appeal, too.

/// As the form came.
struct ReportForm {
  std::string ground, words, email;
};
/// A report that holds what it must.
struct ReportDraft {
  ReplyId reply;
  Ground ground = Ground::kOther;
  std::string words{};  ///< Needed for kOther.
  std::optional<EmailAddress> email{};
  std::string peer{};  ///< Cut.
  std::uint64_t origin = 0;
};
std::expected<ReportDraft, std::vector<Problem>> check_report(ReplyId reply, const ReportForm& form,
                                                              std::string_view peer);
/// The words of an appeal (field "words").
std::expected<std::string, std::vector<Problem>> check_appeal(std::string_view words);

struct Report {
  /// kUpheld: the reply was taken down for it; kDismissed: it stays.
  enum class State { kOpen, kUpheld, kDismissed };
  ReportId id;
  ReplyId reply;
  Ground ground = Ground::kOther;
  std::string words;
  std::optional<PersonId> person{};     ///< Of whoever wants the answer by mail.
  std::optional<EmailAddress> email{};  ///< That person's, as read; what is put goes by `person`.
  std::string peer;
  Instant at{};
  State state = State::kOpen;
  std::string answer;  ///< The moderator's words to whoever reported; the ground is the reply's.
  std::string decided_by;
  std::optional<Instant> decided_at{};
};
std::string_view to_string(Report::State state);
std::optional<Report::State> parse_report_state(std::string_view text);

struct Appeal {
  enum class State { kOpen, kGranted, kRefused };
  AppealId id;
  ReplyId reply;
  std::optional<ReportId> report{};  ///< Set: of the one who reported it; else of its author.
  std::string words;
  Instant at{};
  State state = State::kOpen;
  std::string answer;
  std::string decided_by;
  std::optional<Instant> decided_at{};
};
std::string_view to_string(Appeal::State state);
std::optional<Appeal::State> parse_appeal_state(std::string_view text);

}  // namespace dateline::desk
