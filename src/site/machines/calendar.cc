#include "site/machines/calendar.h"

#include <fmt/format.h>

#include <algorithm>

#include "site/paths.h"

namespace dateline::site {
namespace {

using namespace std::chrono;

/// A value of the type TEXT (RFC 5545, 3.3.11). What is no character of a text is left out.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    }
  }
  return out;
}

/// A line, folded: no more than 75 bytes each, and never within a character.
void add(std::string& out, std::string_view name, std::string_view value) {
  constexpr std::size_t kLongest = 75;
  std::string line = std::string(name) + ":" + std::string(value);
  std::string_view rest = line;
  for (bool first = true;; first = false) {
    std::size_t take = std::min(rest.size(), first ? kLongest : kLongest - 1);  // The blank of a continued line counts.
    while (take < rest.size() && (static_cast<unsigned char>(rest[take]) & 0xc0) == 0x80) --take;
    out += (first ? "" : " ") + std::string(rest.substr(0, take)) + "\r\n";
    rest.remove_prefix(take);
    if (rest.empty()) return;
  }
}

std::string date(sys_days day) {
  const year_month_day ymd{day};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string stamp(Instant at) {
  const sys_days day = floor<days>(at);
  const hh_mm_ss time{floor<seconds>(at - day)};
  return fmt::format("{}T{:02}{:02}{:02}Z", date(day), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

/// By its number, where no other round has that, else by the first date that was named for it: what stays when it is
/// moved.
std::string uid(const DossierView& view, const story::Round& round, std::string_view host) {
  const bool is_numbered =
      round.number && std::ranges::count(view.shown.rounds, round.number, &story::Round::number) == 1;
  const std::string which = is_numbered           ? "n" + std::to_string(*round.number)
                            : round.dates.empty() ? desk::round_key(round)
                                                  : round.dates.front().value;
  std::string out = view.kept.id.str() + "-" + which + "@" + std::string(host);
  for (char& c : out) {
    if (c == '/') c = '.';
  }
  return out;
}

}  // namespace

std::string calendar_of(const Context& context, const DossierView& view) {
  const Catalogue& texts = context.texts;
  const Href page = dossier_path(view.kept.id).on(context.public_url);
  const std::string host = context.public_url.substr(context.public_url.find("//") + 2);
  std::string out;
  add(out, "BEGIN", "VCALENDAR");
  add(out, "VERSION", "2.0");
  add(out, "PRODID", "-//dateline//dossier//EN");
  add(out, "NAME", escaped(view.shown.name));
  add(out, "X-WR-CALNAME", escaped(view.shown.name));  // What programs knew before RFC 7986 named it.
  add(out, "URL", page.str());
  for (std::size_t i = 0; i < view.shown.rounds.size(); ++i) {
    const story::Round& round = view.shown.rounds[i];
    if (round.when.precision != story::When::Precision::kDay) continue;  // A calendar has no place for "in 2025".
    const std::string number = round_number(texts, round), place = place_of(round);
    const std::string what = number.empty() ? round.what : number;
    add(out, "BEGIN", "VEVENT");
    add(out, "UID", uid(view, round, host));
    add(out, "DTSTAMP", stamp(view.kept.updated_at));
    add(out, "LAST-MODIFIED", stamp(view.kept.updated_at));
    add(out, "SEQUENCE", std::to_string(view.kept.sequence));
    add(out, "DTSTART;VALUE=DATE", date(round.when.first));
    add(out, "DTEND;VALUE=DATE", date(round.when.last + days{1}));  // The first day after it.
    add(out, "SUMMARY", escaped(view.shown.name + (what.empty() ? "" : ": " + what)));
    if (!place.empty()) add(out, "LOCATION", escaped(place));
    const bool is_certain = !round.announced || view.kept.state == desk::Dossier::State::kConfirmed;
    add(out, "STATUS", is_certain ? "CONFIRMED" : "TENTATIVE");
    add(out, "TRANSP", "TRANSPARENT");  // It takes up none of the reader's own time.
    if (!round.dates.empty()) {
      if (const article::Article* report = view.report(round.dates.back().report)) {
        add(out, "DESCRIPTION",
            escaped(texts.say("dossier.source", {{"outlet", report->outlet.name},
                                                 {"day", texts.locale().day(round.dates.back().reported)}}) +
                    "\n" + article_path(report->id).on(context.public_url).str()));
      }
    }
    add(out, "URL", page.at("round-" + std::to_string(i + 1)).str());
    add(out, "END", "VEVENT");
  }
  add(out, "END", "VCALENDAR");
  return out;
}

}  // namespace dateline::site
