#include "wire/source_words.h"

#include <string_view>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;

std::string words_of(std::chrono::seconds length) {
  const Roughly about = roughly(length);
  const std::string_view unit = about.unit == Roughly::Unit::kMinutes ? " minute"
                                : about.unit == Roughly::Unit::kHours ? " hour"
                                                                      : " day";
  return std::to_string(about.n) + std::string(unit) + (about.n == 1 ? "" : "s");
}

std::string since(std::optional<Instant> at) {
  if (!at) return "";
  static constexpr std::string_view kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                               "Thursday", "Friday", "Saturday"};
  static constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                                 "July",    "August",   "September", "October", "November", "December"};
  const auto day = std::chrono::floor<std::chrono::days>(*at);
  const std::chrono::year_month_day date{day};
  // The zone of a terminal is nobody's in particular: UTC, as in all that dateline prints.
  return " since " + std::string(kDays[std::chrono::weekday{day}.c_encoding()]) + ", " +
         std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + " " +
         std::to_string(static_cast<int>(date.year())) + ", " + format_rfc3339(*at).substr(11, 5) + " UTC";
}

std::string trouble_words(const FetchState& state) {
  const std::string then = since(state.failing_since);
  switch (state.trouble) {
    case Trouble::kNoAnswer:
      return "The server has not answered" + then;
    case Trouble::kForbidden:
      return "It has not been asked" + then + ", for our own rules forbid its address";
    case Trouble::kTooLarge:
      return "What it sends has been more than we take" + then;
    case Trouble::kRefused:
      return "The server has refused us" + then;
    case Trouble::kNotThere:
      return "There has been nothing at this address" + then;
    case Trouble::kTooOften:
      return "The server has said that we ask too often" + then;
    case Trouble::kServerFault:
      return "The server has had a fault of its own" + then;
    case Trouble::kNoPage:
      return "The server has answered without a page" + then;
    case Trouble::kNoFeed:
      return "What it sends has been no feed" + then;
    case Trouble::kNotKept:
      return "What it sent could not be saved here" + then;
    case Trouble::kNone:
    case Trouble::kGone:
    case Trouble::kOther:
      break;
  }
  return "It has failed" + then;
}

}  // namespace

Standing standing_of(const FetchState& state, Instant now) {
  if (state.gone) return Standing::kGone;
  if (state.failing_since) return Standing::kFailing;
  if (!state.last_attempt) return Standing::kNew;
  // A rhythm of a month is a silence of a month: schedule.h.
  if (state.rhythm >= kQuietAfter || (state.last_news && now - *state.last_news >= kQuietAfter))
    return Standing::kQuiet;
  return Standing::kWell;
}

bool needs_attention(const FetchState& state, Instant now) {
  return state.gone || (state.failing_since && now - *state.failing_since >= kAttentionAfter);
}

Roughly roughly(std::chrono::seconds length) {
  using Unit = Roughly::Unit;
  if (length < 90min) return {Unit::kMinutes, (length + 30s) / 1min};
  if (length < 36h) return {Unit::kHours, (length + 30min) / 1h};
  return {Unit::kDays, (length + 12h) / 24h};
}

std::string said_of(const FetchState& state) {
  std::string_view said = state.problem;
  if (said.starts_with("http://") || said.starts_with("https://")) {
    if (const std::size_t end = said.find(": "); end != std::string_view::npos) said.remove_prefix(end + 2);
  }
  constexpr std::string_view kNoFeed = "not a feed: ";  // As the trouble says already.
  if (state.trouble == Trouble::kNoFeed && said.starts_with(kNoFeed)) said.remove_prefix(kNoFeed.size());
  while (said.ends_with('.')) said.remove_suffix(1);
  return std::string(said);
}

std::string in_plain_words(const FetchState& state, Instant now) {
  std::string out;
  switch (standing_of(state, now)) {
    case Standing::kNew:
      return "Not asked yet.";
    case Standing::kGone:
      return "Its server says that it is gone for good" + since(state.failing_since) +
             ". It is not asked any more; look at the site for its new address, or remove it.";
    case Standing::kFailing:
      out = trouble_words(state) + (state.problem.empty() ? "." : ": " + said_of(state) + ".");
      break;
    case Standing::kQuiet:
      out = state.last_news ? "It has brought nothing new" + since(state.last_news) + "."
                            : "It has brought nothing new for a month or longer.";
      break;
    case Standing::kWell:
      out = "All is well";
      if (state.last_success) out += ": read " + words_of(now - *state.last_success) + " ago";
      out += ".";
      break;
  }
  if (const std::string_view odd = in_words(state.naming); !odd.empty())
    out.append(" Odd about it: ").append(odd).append(".");
  if (!state.moved_to.empty()) out += " It has moved to " + state.moved_to + ", where it is asked.";
  out += state.next_fetch <= now ? " Asked again now." : " Asked again in " + words_of(state.next_fetch - now) + ".";
  return out;
}

}  // namespace dateline::wire
