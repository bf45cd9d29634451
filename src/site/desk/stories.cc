#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/named_story.h"
#include "site/desk/story_view.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using Stories = std::vector<std::shared_ptr<const story::Story>>;

constexpr int kHitsPerPage = 50;
constexpr int kStoriesPerPage = 50;
constexpr int kMostPages = 1'000'000;  // What is counted beside a list; the list itself goes by cursors.

Html table_of(const Catalogue& texts, const Stories& stories, const story::FrontPage& front, Instant now) {
  Html rows;
  for (const auto& story : stories) {
    const article::Article& best = story->best();
    const int copies = story->copies();
    rows.add(
        R"(<tr data-row data-story="{}"><td class="cell-headline"><a href="{}" lang="{}" dir="auto" title="{}">{}</a></td>
<td>{}{}</td><td>{}</td><td>{}</td><td class="cell-first">{}</td><td>{}</td><td>{}</td></tr>
)",
        story->id.str(), desk_paths::story(story->id), best.language, best.headline, best.headline,
        texts.count("outlet.count", story->independent_outlets()),
        copies == 0 ? Html() : html(R"( <span class="soft">+ {}</span>)", texts.count("copy.count", copies)),
        section_name(texts, story->section), texts.locale().language_name(story->language),
        shortest_time_tag(texts.locale(), story->first_reported(), now),
        shortest_time_tag(texts.locale(), story->last_reported(), now), story_marks(texts, *story, front));
  }
  return html(R"(<table class="desk-table stories-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
              texts.say("desk.headline"), texts.say("desk.outlets"), texts.say("desk.section"),
              texts.say("desk.language"), texts.say("desk.first"), texts.say("desk.latest"), texts.say("desk.marks"),
              rows);
}

/// Which page of a list: where it begins, and which number it has for who reads it.
struct ListPage {
  std::string cursor;
  int number = 1;

  static ListPage from(const net::Form& query) {
    ListPage page{std::string(query.get("cursor"))};
    const std::string_view number = query.get("page");
    if (!page.cursor.empty()) std::from_chars(number.data(), number.data() + number.size(), page.number);
    page.number = std::clamp(page.number, 1, kMostPages);
    return page;
  }
};

/// What the list is narrowed to.
struct Narrowed {
  store::StoryFilter filter{};
  bool in_bar = false;

  static Narrowed from(const net::Form& query) {
    const auto short_word = [&](std::string_view name) { return text::shorten(text::collapse(query.get(name)), 100); };
    const std::string_view only = query.get("only");
    return {.filter = {.section = short_word("section"),
                       .language = short_word("language"),
                       .locked = only == "locked",
                       .by_editor = only == "hand"},
            .in_bar = only == "bar"};
  }
  std::string_view only() const { return in_bar ? "bar" : filter.locked ? "locked" : filter.by_editor ? "hand" : ""; }
  bool any() const { return !filter.section.empty() || !filter.language.empty() || !only().empty(); }
  bool passes(const story::Story& story, const story::FrontPage& front) const {
    return (filter.section.empty() || story.section == filter.section) &&
           (filter.language.empty() || story.language == filter.language) && (!filter.locked || story.locked) &&
           (!filter.by_editor || std::ranges::any_of(story.members, &story::Member::by_editor)) &&
           (!in_bar || std::ranges::any_of(front.bar, [&](const auto& entry) { return entry.story->id == story.id; }));
  }
  /// The list's address with this, and the words and page.
  Href address(const std::string& words, const ListPage& page) const {
    Href to = desk_paths::stories();
    if (!words.empty()) to = to.with("q", words);
    if (!filter.section.empty()) to = to.with("section", filter.section);
    if (!filter.language.empty()) to = to.with("language", filter.language);
    if (!only().empty()) to = to.with("only", only());
    return page.cursor.empty() ? to : to.with("page", std::to_string(page.number)).with("cursor", page.cursor);
  }
};

template <class T>
Html pager(const Catalogue& texts, const Narrowed& narrowed, const std::string& words, const ListPage& page,
           const store::Paged<T>& listed) {
  if (listed.previous.empty() && listed.next.empty()) return {};
  Html out;
  if (!listed.previous.empty()) {
    // The second page leads to the newest, whatever has come in since.
    const ListPage newer = page.number > 2 ? ListPage{listed.previous, page.number - 1} : ListPage{};
    out.add(R"(<a rel="prev" href="{}">{}</a> )", narrowed.address(words, newer), texts.say("desk.newer"));
  }
  if (!listed.next.empty()) {
    out.add(R"(<a rel="next" href="{}">{}</a>)", narrowed.address(words, {listed.next, page.number + 1}),
            texts.say("desk.older"));
  }
  return html("<p class=\"pager\">{}</p>\n", out);
}

/// The stories of the reports that have the words, the newest report first.
Result<Html> found(const Context& context, const story::FrontPage& front, const std::string& words,
                   const Narrowed& narrowed, const ListPage& page) {
  const int offset = (page.number - 1) * kHitsPerPage;
  DATELINE_TRY(const auto list, context.reader.search({.words = words}, {page.cursor, kHitsPerPage}));
  const auto& hits = list.items;
  const bool more = !list.next.empty();
  Stories stories;
  std::unordered_set<std::uint64_t> seen;
  for (const store::SearchHit& hit : hits) {
    if (!seen.insert(hit.story.value).second) continue;
    DATELINE_TRY(auto story, context.reader.story(hit.story));
    if (story && narrowed.passes(*story, front)) stories.push_back(std::move(story));
  }
  const Catalogue& texts = context.texts;
  const std::string older = more ? " " + texts.say("desk.stories.older_ones") : "";
  Html out;
  if (stories.empty() && !hits.empty()) {
    out.add("<p class=\"empty\">{}{}</p>\n",
            texts.count("desk.stories.none_of_kind", std::ssize(hits), {{"words", words}}), older);
  } else if (stories.empty()) {
    out.add("<p class=\"empty\">{} {}</p>\n",
            page.number > 1 ? texts.say("desk.stories.no_more", {{"words", words}})
                            : texts.say("desk.stories.no_report", {{"words", words}}),
            texts.say("desk.stories.try"));
  } else {
    // Reports are what is counted, since a story may come again with an older report on the next page.
    const std::string count = texts.count("story.count", std::ssize(stories));
    const auto number = [&](std::int64_t n) { return texts.locale().number(n); };
    out.add("<p class=\"note\">{}{}</p>\n{}",
            page.number == 1 && !more
                ? texts.count("desk.stories.found", std::ssize(hits), {{"words", words}, {"stories", count}})
                : texts.say("desk.stories.found_some", {{"from", number(offset + 1)},
                                                        {"to", number(offset + std::ssize(hits))},
                                                        {"words", words},
                                                        {"stories", count}}),
            older, table_of(texts, stories, front, context.clock.now()));
  }
  return out.add("{}", pager(context.texts, narrowed, words, page, list));
}

Result<Html> listed(const Context& context, const story::FrontPage& front, const Narrowed& narrowed,
                    const ListPage& page) {
  const Catalogue& texts = context.texts;
  store::Paged<std::shared_ptr<const story::Story>> list;
  Stories& stories = list.items;
  if (narrowed.in_bar) {  // What breaks is known to the front page only, and is never more than a page.
    for (const story::BarEntry& entry : front.bar) {
      if (narrowed.passes(*entry.story, front)) stories.push_back(entry.story);
    }
  } else {
    DATELINE_TRY(list, context.reader.stories(narrowed.filter, {page.cursor, kStoriesPerPage}));
    // Pages go by arrival; on a page, as its column of times has it.
    std::ranges::stable_sort(stories, std::greater(), [](const auto& story) { return story->last_reported(); });
  }
  if (stories.empty()) {
    return html("<p class=\"empty\">{}</p>\n{}",
                narrowed.any() ? html("{}", texts.say("desk.stories.none_such"))
                : page.number > 1
                    ? html("{}", texts.say("desk.stories.none_older"))
                    : texts.markup("desk.stories.empty", {{"add", html("<code>dateline sources add</code>")},
                                                          {"import", html("<code>dateline import</code>")}}),
                pager(texts, narrowed, "", page, list));
  }
  Html out = table_of(texts, stories, front, context.clock.now());
  if (page.number == 1 && list.next.empty()) {
    const std::string count = texts.count("story.count", std::ssize(stories));
    out.add("<p class=\"note\">{}</p>\n", narrowed.any() ? texts.say("desk.stories.all_such", {{"stories", count}})
                                                         : texts.say("desk.stories.all", {{"stories", count}}));
  } else {
    const auto number = [&](std::int64_t n) { return texts.locale().number(n); };
    const int first = (page.number - 1) * kStoriesPerPage + 1;
    const std::string from = number(first), to = number(first + std::ssize(stories) - 1);
    if (narrowed.any()) {
      out.add("<p class=\"note\">{}</p>\n", texts.say("desk.stories.some", {{"from", from}, {"to", to}}));
    } else {
      DATELINE_TRY(const store::Counts counts, context.reader.counts());
      out.add("<p class=\"note\">{}</p>\n",
              texts.say("desk.stories.some_of", {{"from", from}, {"to", to}, {"all", number(counts.stories)}}));
    }
  }
  return out.add("{}", pager(context.texts, narrowed, "", page, list));
}

Html options(const std::vector<std::pair<std::string, std::string>>& choices, std::string_view chosen) {
  Html out;
  for (const auto& [value, words] : choices)
    out.add(R"(<option value="{}" {}>{}</option>)", value, Flag::selected(value == chosen), words);
  return out;
}

/// The search and what narrows the list, in one form: each works with the other.
Html list_form(const Catalogue& texts, const story::FrontPage& front, const std::string& words,
               const Narrowed& narrowed) {
  using Choices = std::vector<std::pair<std::string, std::string>>;
  Choices sections{{"", texts.say("desk.stories.all_sections")}};
  for (const std::string& section : sections_in_order(front))
    sections.emplace_back(section, section_name(texts, section));
  std::map<std::string, std::string> by_name;  // Of what is told just now; any other by its address.
  for (const auto& story : front.stories) by_name[texts.locale().language_name(story->language)] = story->language;
  for (const auto& story : front.latest) by_name[texts.locale().language_name(story->language)] = story->language;
  Choices languages{{"", texts.say("desk.stories.all_languages")}};
  for (const auto& [name, tag] : by_name) {
    if (!name.empty()) languages.emplace_back(tag, name);
  }
  const auto keep = [](Choices& choices, const std::string& chosen, std::string name) {
    if (std::ranges::find(choices, chosen, [](const auto& c) { return c.first; }) == choices.end())
      choices.emplace_back(chosen, std::move(name));
  };
  keep(sections, narrowed.filter.section, section_name(texts, narrowed.filter.section));
  keep(languages, narrowed.filter.language, texts.locale().language_name(narrowed.filter.language));
  const Choices kinds{{"", texts.say("desk.stories.all_kinds")},
                      {"bar", texts.say("desk.mark.bar")},
                      {"locked", texts.say("desk.stories.locked")},
                      {"hand", texts.say("desk.stories.by_hand")}};
  return html(
      R"(<form class="search-form desk-search" action="/desk/stories" role="search"><label for="q">{}</label>
<div class="search-row"><input type="search" id="q" name="q" value="{}" aria-keyshortcuts="/"><button type="submit">{}</button></div>
<div class="narrow-row"><label>{} <select name="section">{}</select></label>
<label>{} <select name="language">{}</select></label>
<label>{} <select name="only">{}</select></label>
<button type="submit" class="quiet">{}</button></div></form>
)",
      texts.say("desk.stories.search"), words, texts.say("search.button"), texts.say("desk.section"),
      options(sections, narrowed.filter.section), texts.say("desk.language"),
      options(languages, narrowed.filter.language), texts.say("desk.kind"), options(kinds, narrowed.only()),
      texts.say("desk.stories.show"));
}

}  // namespace

Result<net::Response> desk_stories(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  const std::string words = text::shorten(text::collapse(query.get("q")), 500);  // As the readers' search.
  DATELINE_TRY(const auto named, story_named(context, words));
  if (named) return go_to(desk_paths::story(*named));

  const auto front = context.newsroom.front_page();
  const Narrowed narrowed = Narrowed::from(query);
  const ListPage page = ListPage::from(query);
  DATELINE_TRY(const Html list,
               words.empty() ? listed(context, *front, narrowed, page) : found(context, *front, words, narrowed, page));
  const Catalogue& texts = context.texts;
  const Html main = html(R"(<h1>{}</h1>
{}{}{})",
                         texts.say("desk.stories"), list_form(texts, *front, words, narrowed), list,
                         key_line(texts, {{"j", texts.say("desk.key.next_story")},
                                          {"k", texts.say("desk.key.previous_story")},
                                          {"Enter", texts.say("desk.key.open")},
                                          {"/", texts.say("desk.key.search")},
                                          {"?", texts.say("desk.key.keys")}}));
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.stories"), main));
}

}  // namespace dateline::site
