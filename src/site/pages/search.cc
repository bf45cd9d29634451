#include <algorithm>
#include <set>

#include "base/suggest.h"
#include "site/answer.h"
#include "site/asked.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/times.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr int kHitsPerPage = 20;
constexpr std::size_t kFewerWords = 6;  // Each of so many words is left out once, to see what the others find.

Html option(std::string_view value, std::string_view label, std::string_view chosen) {
  return html("<option value=\"{}\" {}>{}</option>\n", value, Flag::selected(value == chosen), label);
}

Html section_options(const Catalogue& texts, const story::FrontPage& front, const std::string& chosen) {
  Html out = option("", texts.say("search.any_section"), chosen);
  std::vector<std::string> sections = sections_in_order(front);
  if (!chosen.empty() && std::ranges::find(sections, chosen) == sections.end()) sections.push_back(chosen);
  for (const std::string& section : sections) out.add(option(section, section_name(texts, section), chosen));
  return out;
}

/// Those of the front page, which is what readers come from.
Html language_options(const Catalogue& texts, const story::FrontPage& front, const std::string& chosen) {
  std::set<std::string> languages;
  for (const auto* stories : {&front.stories, &front.latest}) {
    for (const auto& story : *stories) languages.insert(story->language.substr(0, story->language.find('-')));
  }
  languages.insert(chosen);
  languages.erase("und");
  languages.erase("");
  Html out = option("", texts.say("search.any_language"), chosen);
  for (const std::string& language : languages) {
    out.add(option(language, texts.locale().language_name(language), chosen));
  }
  return out;
}

/// A day's field. What is no day stays as it was typed, which a browser's own field for dates would not show.
Html day_field(std::string_view name, std::string_view label, const std::string& day, const std::string& bad,
               std::string_view fault) {
  return html(R"(<p class="field"><label for="search-{}">{}</label>
<input type="{}" id="search-{}" name="{}" value="{}" aria-describedby="search-{}-error" {}>
<span class="field-error" id="search-{}-error">{}</span></p>
)",
              name, label, bad.empty() ? "date" : "text", name, name, bad.empty() ? day : bad, name,
              Flag::invalid(!fault.empty()), name, fault);
}

Html form(const Context& context, const story::FrontPage& front, const Asked& asked) {
  const Catalogue& texts = context.texts;
  const auto not_understood = [&](const std::string& bad) {
    return bad.empty() ? std::string() : texts.say("search.no_day", {{"text", bad}});
  };
  Html order = option("", texts.say("search.newest"), asked.best_first ? "best" : "");
  order.add(option("best", texts.say("search.best"), asked.best_first ? "best" : ""));
  return html(R"(<form class="search-form" action="/search" role="search">
<label for="search-words">{}</label>
<div class="search-row"><input type="search" id="search-words" name="q" value="{}"><button type="submit">{}</button></div>
<details class="search-more" {}><summary>{}</summary>
<div class="search-fields">
<p class="field"><label for="search-section">{}</label><select id="search-section" name="section">
{}</select></p>
<p class="field"><label for="search-language">{}</label><select id="search-language" name="language">
{}</select></p>
<p class="field"><label for="search-source">{}</label><input id="search-source" name="source" value="{}"></p>
{}{}<p class="field"><label for="search-order">{}</label><select id="search-order" name="order">
{}</select></p>
</div>
</details>
</form>
)",
              texts.say("search.words"), asked.words, texts.say("search.button"),
              Flag::open(asked.is_narrowed() || asked.best_first || !asked.has_good_dates()),
              texts.say("search.narrow"), texts.say("search.section"), section_options(texts, front, asked.section),
              texts.say("search.language"), language_options(texts, front, asked.language), texts.say("search.source"),
              asked.source,
              day_field("from", texts.say("search.from"), asked.from, asked.bad_from, not_understood(asked.bad_from)),
              day_field("to", texts.say("search.to"), asked.to, asked.bad_to,
                        asked.is_backwards() ? texts.say("search.backwards") : not_understood(asked.bad_to)),
              texts.say("search.order"), order);
}

/// The text with the words that were found as <mark>.
Html marked(std::string_view text, const store::SearchHit::Places& places) {
  Html out;
  std::size_t at = 0;
  for (const auto& [begin, end] : places) {
    out.add("{}<mark>{}</mark>", text.substr(at, begin - at), text.substr(begin, end - begin));
    at = end;
  }
  out.add("{}", text.substr(at));
  return out;
}

Html result(const Catalogue& texts, const store::SearchHit& hit, Instant now) {
  const article::Article& article = *hit.article;
  Html out = html(R"(<li class="search-result">
<h2 class="headline"><a href="{}" lang="{}">{}</a></h2>
)",
                  article_path(article.id), article.language, marked(article.headline, hit.in_headline));
  // A snippet shows text, so it follows the outlet's rights like any other text.
  if (article.rights != wire::Rights::kLink && !hit.snippet.empty()) {
    out.add("<p class=\"snippet\" lang=\"{}\">{}</p>\n", article.language, marked(hit.snippet, hit.in_snippet));
  }
  return out.add(R"(<ul class="facts"><li>{}</li><li>{}</li><li><a href="{}">{}</a></li></ul>
</li>
)",
                 article.outlet.name, short_time_tag(texts.locale(), article.reported_at(), now), story_path(hit.story),
                 texts.say("search.story"));
}

Html pager(const Catalogue& texts, const Asked& asked, const store::SearchFound& found) {
  if (found.previous.empty() && found.next.empty()) return {};
  Html links;
  if (!found.previous.empty()) {
    links.add("<a rel=\"prev\" href=\"{}\">{}</a> ", asked.address(found.previous),
              asked.best_first ? texts.say("search.previous") : texts.say("search.newer"));
  }
  if (!found.next.empty()) {
    links.add("<a rel=\"next\" href=\"{}\">{}</a>", asked.address(found.next),
              asked.best_first ? texts.say("search.next") : texts.say("search.older"));
  }
  return html("<p class=\"pager\">{}</p>\n", links);
}

/// The same with each word left out in turn, where that finds something.
Result<Html> fewer_words(const Context& context, const Asked& asked) {
  std::vector<std::string_view> words;
  for (std::string_view rest = asked.words; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) words.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  Html out;
  if (words.size() < 2 || words.size() > kFewerWords) return out;
  for (std::size_t left_out = 0; left_out < words.size(); ++left_out) {
    Asked fewer = asked;
    fewer.words.clear();
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i == left_out) continue;
      if (!fewer.words.empty()) fewer.words += ' ';
      fewer.words += words[i];
    }
    DATELINE_TRY(const auto found, context.reader.search(fewer.query(), {"", 1}));
    if (found.items.empty()) continue;
    out.add("<li><a href=\"{}\">{}</a> ({})</li>\n", fewer.address(), fewer.words,
            context.texts.count("report.count", found.about));
  }
  return out;
}

/// What else could be asked, where nothing was found.
Result<Html> nothing_found(const Context& context, const Asked& asked) {
  const Catalogue& texts = context.texts;
  Html out = html("<p class=\"empty\">{} {}</p>\n",
                  asked.words.empty() ? texts.say("search.nothing_narrowed")
                                      : texts.say("search.nothing", {{"words", asked.words}}),
                  texts.say("search.nothing.text"));
  Html others;
  if (!asked.source.empty()) {
    DATELINE_TRY(const auto outlet, context.reader.outlet(text::slug(asked.source)));
    if (!outlet) {
      out.add("<p>{}</p>\n", texts.say("search.no_source", {{"source", asked.source}}));
      DATELINE_TRY(const auto outlets, context.reader.outlets());
      std::vector<std::string_view> names;
      for (const auto& one : outlets) names.push_back(one.outlet.name);
      if (const auto meant = closest(asked.source, names)) {
        Asked right = asked;
        right.source = *meant;
        others.add("<li><a href=\"{}\">{}</a></li>\n", right.address(),
                   texts.say("search.in_source", {{"source", *meant}}));
      }
    }
  }
  if (asked.is_narrowed() && !asked.words.empty()) {
    Asked wide;
    wide.words = asked.words;
    DATELINE_TRY(const auto found, context.reader.search(wide.query(), {"", 1}));
    if (!found.items.empty()) {
      others.add("<li><a href=\"{}\">{}</a> ({})</li>\n", wide.address(), texts.say("search.everywhere"),
                 texts.count("report.count", found.about));
    }
  }
  DATELINE_TRY(const Html fewer, fewer_words(context, asked));
  others.add(fewer);
  if (!others.empty()) out.add("<ul class=\"search-others\">\n{}</ul>\n", others);
  return out;
}

}  // namespace

Result<net::Response> search_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const net::Form query = visit.query();
  const Asked asked = Asked::of(query);
  const auto front = context.newsroom.front_page();

  Html main = html("<h1 class=\"page-name\">{}</h1>\n{}", texts.say("search.button"), form(context, *front, asked));
  if (asked.is_empty()) {
    main.add("<p class=\"empty\">{}</p>\n", texts.say("search.empty"));
  } else {
    DATELINE_TRY(const auto found,
                 context.reader.search(asked.query(), {std::string(query.get("page")), kHitsPerPage}));
    if (found.items.empty()) {
      DATELINE_TRY(const Html nothing, nothing_found(context, asked));
      main.add(nothing);
    } else {
      main.add("<p class=\"search-count\" role=\"status\">{}</p>\n",
               found.is_exact     ? texts.count("report.count", found.about)
               : asked.best_first ? texts.count("search.best_of_about", found.about)
                                  : texts.count("search.about", found.about));
      Html results;
      for (const store::SearchHit& hit : found.items) results.add(result(texts, hit, context.clock.now()));
      main.add("<ol class=\"search-results\">\n{}</ol>\n{}", results, pager(texts, asked, found));
    }
  }
  // The same for everybody; the server keeps of these what fits, and the last that was asked for (net/kept_answers.h).
  return public_page(framed(
      context, *front,
      {.title = asked.words.empty() ? texts.say("search.button") : asked.words + " – " + texts.say("search.button"),
       .description = texts.say("search.empty"),
       .machines = {.feeds = asked.is_empty() ? std::vector<ForMachines::PageFeed>()
                                              : std::vector{ForMachines::PageFeed{asked.words, asked.address()}},
                    .linked_data = search_data(context, {{texts.say("search.button"), asked.address()}})}},
      main));
}

}  // namespace dateline::site
