#include "site/desk/source_view.h"

#include <algorithm>

#include "text/url.h"
#include "wire/source_words.h"

namespace dateline::site {
namespace {

using namespace std::chrono_literals;
using wire::Roughly;
using wire::Standing;
using wire::Trouble;

std::string ahead(const Catalogue& texts, std::chrono::seconds length) {
  const Roughly about = wire::roughly(length);
  switch (about.unit) {
    case Roughly::Unit::kMinutes:
      return texts.count("desk.in.minutes", std::max<std::int64_t>(about.n, 1));
    case Roughly::Unit::kHours:
      return texts.count("desk.in.hours", about.n);
    case Roughly::Unit::kDays:
      break;
  }
  return texts.count("desk.in.days", about.n);
}

std::string failing_for(const Catalogue& texts, std::chrono::seconds length) {
  const Roughly about = wire::roughly(length);
  switch (about.unit) {
    case Roughly::Unit::kMinutes:
      return texts.count("desk.failing.minutes", std::max<std::int64_t>(about.n, 1));
    case Roughly::Unit::kHours:
      return texts.count("desk.failing.hours", about.n);
    case Roughly::Unit::kDays:
      break;
  }
  return texts.count("desk.failing.days", about.n);
}

/// What the fetch said adds something to what the trouble says.
bool says_more(Trouble trouble) {
  return trouble != Trouble::kRefused && trouble != Trouble::kNotThere && trouble != Trouble::kGone &&
         trouble != Trouble::kTooOften && trouble != Trouble::kServerFault;
}

Html trouble_words(const Catalogue& texts, Trouble trouble, const Html& since) {
  switch (trouble) {
    case Trouble::kNoAnswer:
      return texts.markup("desk.trouble.no_answer", {{"time", since}});
    case Trouble::kForbidden:
      return texts.markup("desk.trouble.forbidden", {{"time", since}});
    case Trouble::kTooLarge:
      return texts.markup("desk.trouble.too_large", {{"time", since}});
    case Trouble::kRefused:
      return texts.markup("desk.trouble.refused", {{"time", since}});
    case Trouble::kNotThere:
      return texts.markup("desk.trouble.not_there", {{"time", since}});
    case Trouble::kTooOften:
      return texts.markup("desk.trouble.too_often", {{"time", since}});
    case Trouble::kServerFault:
      return texts.markup("desk.trouble.server_fault", {{"time", since}});
    case Trouble::kNoPage:
      return texts.markup("desk.trouble.no_page", {{"time", since}});
    case Trouble::kNoFeed:
      return texts.markup("desk.trouble.no_feed", {{"time", since}});
    case Trouble::kNotKept:
      return texts.markup("desk.trouble.not_kept", {{"time", since}});
    case Trouble::kNone:
    case Trouble::kGone:
    case Trouble::kOther:
      break;
  }
  return texts.markup("desk.trouble.other", {{"time", since}});
}

}  // namespace

const std::string& source_name(const wire::Source& source) {
  return !source.outlet.name.empty()    ? source.outlet.name
         : !source.outlet.owner.empty() ? source.outlet.owner
                                        : source.url;
}

std::string short_address(std::string_view url) {
  for (const std::string_view prefix : {"https://", "http://"}) {
    if (url.starts_with(prefix)) url.remove_prefix(prefix.size());
  }
  if (url.starts_with("www.")) url.remove_prefix(4);
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

Html source_mark(const Catalogue& texts, const wire::FetchState& state, Instant now) {
  const auto mark = [](std::string_view kind, const std::string& word) {
    return html(R"(<span class="mark mark-{}">{}</span>)", kind, word);
  };
  switch (wire::standing_of(state, now)) {
    case Standing::kNew:
      return mark("new", texts.say("desk.source.new"));
    case Standing::kQuiet:
      return mark("quiet", texts.say("desk.source.quiet"));
    case Standing::kGone:
      return mark("gone", texts.say("desk.source.gone"));
    case Standing::kFailing:
      return mark(wire::needs_attention(state, now) ? "gone" : "failing",
                  failing_for(texts, now - *state.failing_since));
    case Standing::kWell:
      break;
  }
  return mark("well", texts.say("desk.source.well"));
}

Html source_words(const Catalogue& texts, const wire::FetchState& state, Instant now) {
  const text::Locale& locale = texts.locale();
  Html out;
  switch (wire::standing_of(state, now)) {
    case Standing::kGone:
      out.add("{}", texts.say("desk.source.gone.words"));
      break;
    case Standing::kFailing:
      out.add("{}", trouble_words(texts, state.trouble, since_tag(locale, *state.failing_since, now)));
      // What a program says of a fetch is in English.
      if (says_more(state.trouble) && !state.problem.empty())
        out.add(R"( <span class="fetch-said" lang="en">{}.</span>)", wire::said_of(state));
      break;
    case Standing::kQuiet:
      out.add("{}", state.last_news
                        ? texts.markup("desk.source.quiet.since", {{"time", since_tag(locale, *state.last_news, now)}})
                        : html("{}", texts.say("desk.source.quiet.long")));
      break;
    case Standing::kNew:
    case Standing::kWell:
      break;
  }
  if (!state.moved_to.empty()) {
    out.add("{}{}", out.empty() ? "" : " ",
            texts.markup("desk.source.moved",
                         {{"address", look_link(state.moved_to, short_address(state.moved_to), false)}}));
  }
  return out;
}

Html next_fetch_words(const Catalogue& texts, const wire::FetchState& state, Instant now) {
  if (state.gone) return html("{}", texts.say("desk.source.never"));
  if (state.next_fetch <= now) return html("{}", texts.say("desk.source.now"));
  return html(R"(<time datetime="{}" title="{}">{}</time>)", format_rfc3339(state.next_fetch),
              texts.locale().day_and_time(state.next_fetch), ahead(texts, state.next_fetch - now));
}

std::string every(const Catalogue& texts, std::chrono::seconds length) {
  const Roughly about = wire::roughly(length);
  switch (about.unit) {
    case Roughly::Unit::kMinutes:
      return texts.count("desk.every.minutes", std::max<std::int64_t>(about.n, 1));
    case Roughly::Unit::kHours:
      return texts.count("desk.every.hours", about.n);
    case Roughly::Unit::kDays:
      break;
  }
  return texts.count("desk.every.days", about.n);
}

std::string how_often(const Catalogue& texts, const wire::FetchState& state) {
  if (state.gone || !state.last_attempt || state.next_fetch <= *state.last_attempt) return "";
  return every(texts, state.next_fetch - *state.last_attempt);
}

Html since_tag(const text::Locale& locale, Instant at, Instant now) {
  constexpr auto kWeek = 6 * 24h;  // Of the seventh day the name could be today's.
  const std::string words = now - at < kWeek ? locale.weekday_and_time(at)
                            : locale.calendar_day(at).year() == locale.calendar_day(now).year() ? locale.day_of_year(at)
                                                                                                : locale.day(at);
  return html(R"(<time datetime="{}" title="{}">{}</time>)", format_rfc3339(at), locale.day_and_time(at), words);
}

Html look_link(std::string_view url, std::string_view words, bool has_key) {
  const auto parsed = text::Url::parse(url);
  if (!parsed) return html("{}", words);
  return has_key ? html(R"(<a href="{}" rel="external noopener noreferrer" aria-keyshortcuts="o">{}</a>)",
                        Href::to(*parsed), words)
                 : html(R"(<a href="{}" rel="external noopener noreferrer">{}</a>)", Href::to(*parsed), words);
}

}  // namespace dateline::site
