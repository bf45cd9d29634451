#include "site/desk/story_view.h"

#include <algorithm>
#include <map>

#include "site/answer.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/reports.h"
#include "site/sections.h"
#include "site/times.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using story::Member;
using story::Story;
using story::StoryId;
using StoryPtr = std::shared_ptr<const Story>;

constexpr std::size_t kMostNear = 10;
/// Two of four words find what shares half of a headline: six searches of about a millisecond.
constexpr std::size_t kTellingWords = 4;
constexpr int kHits = 20;

/// The words by which a report like this one would be found: its names first, else its longest words.
std::vector<std::string> telling_words(const article::Article& article) {
  std::vector<std::string> words;
  const auto take = [&](const std::string& word) {
    if (words.size() < kTellingWords && text::length(word) > 2 && std::ranges::find(words, word) == words.end())
      words.push_back(word);
  };
  for (const std::string& name : text::names(article.headline + ". " + article.lede, article.language)) take(name);
  std::vector<std::string> rest = text::words(article.headline, article.language);
  std::ranges::stable_sort(rest, std::greater(), [](const std::string& word) { return text::length(word); });
  for (const std::string& word : rest) {
    if (text::length(word) > 4) take(word);
  }
  return words;
}

Result<std::vector<NearStory>> near_to(const Context& context, const Story& story) {
  const Catalogue& texts = context.texts;
  std::vector<NearStory> near;
  const auto add = [&](StoryPtr other, std::string how) {
    if (!other || other->id == story.id || near.size() == kMostNear) return;
    if (std::ranges::any_of(near, [&](const NearStory& n) { return n.story->id == other->id; })) return;
    near.push_back({std::move(other), std::move(how)});
  };
  for (const StoryId id : story.earlier) {
    DATELINE_TRY(auto earlier, context.reader.story(id));
    add(std::move(earlier), texts.say("desk.near.earlier"));
  }
  for (const StoryId id : story.abroad) {
    DATELINE_TRY(auto abroad, context.reader.story(id));
    const std::string language = abroad ? texts.locale().language_name(abroad->language) : "";
    add(std::move(abroad), language.empty() ? texts.say("desk.near.other_language")
                                            : texts.say("desk.near.language", {{"language", language}}));
  }

  // By two telling words at a time. The more of these searches find a story, the more it has in common.
  const std::vector<std::string> words = telling_words(story.best());
  struct Found {
    std::size_t times = 0, order = 0;
    std::string how;
  };
  std::map<StoryId, Found> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size() || words.size() == 1; ++j) {
      const bool pair = j < words.size();
      const std::string both = pair ? '"' + words[i] + "\" \"" + words[j] + '"' : '"' + words[i] + '"';
      DATELINE_TRY(const auto hits, context.reader.search({.words = both}, {"", kHits}));
      for (const store::SearchHit& hit : hits.items) {
        Found& it = found.try_emplace(hit.story, Found{0, found.size(), ""}).first->second;
        if (it.times++ == 0) {
          const auto quote = [&](const std::string& word) { return texts.say("quote", {{"words", word}}); };
          it.how = texts.say("desk.near.found",
                             {{"words", pair ? quote(words[i]) + " " + quote(words[j]) : quote(words[i])}});
        }
      }
      if (!pair) break;
    }
  }
  std::vector<std::pair<StoryId, Found>> ranked(found.begin(), found.end());
  std::ranges::sort(ranked, {},
                    [](const auto& f) { return std::pair(-static_cast<int>(f.second.times), f.second.order); });
  for (auto& [id, it] : ranked) {
    if (near.size() == kMostNear) break;
    DATELINE_TRY(auto other, context.reader.story(id));
    add(std::move(other), std::move(it.how));
  }
  return near;
}

std::string in_words(const Catalogue& texts, story::Kinship copied) {
  switch (copied) {
    case story::Kinship::kVerbatim:
      return texts.say("desk.kind.verbatim");
    case story::Kinship::kCut:
      return texts.say("desk.kind.cut");
    default:
      return texts.say("desk.kind.reworded");
  }
}

/// What the report is; of a copy it leads to what it made of its source.
Html kind_of(const Catalogue& texts, const Member& member, bool copy) {
  const article::Article& article = *member.article;
  if (!copy) return html("{}", article.outlet.primary ? texts.say("story.primary") : texts.say("desk.kind.own"));
  return html(R"(<a href="{}" title="{}">{}</a>)", desk_paths::compare(*member.of, article.id),
              texts.say("desk.reports.compare", {{"outlet", article.outlet.name}}), in_words(texts, member.kinship));
}

Html report_row(const Catalogue& texts, const StoryView& view, const Member& member, bool copy, Instant now) {
  const article::Article& article = *member.article;
  return html(
      R"(<tr data-row data-article="{}" class="{}">
<td class="cell-check"><label><input type="checkbox" name="report" value="{}" {} aria-label="{}"></label></td>
<td class="cell-kind">{}</td><td class="cell-outlet">{}</td><td>{}</td>
<td class="cell-headline"><a href="{}" lang="{}" dir="auto" title="{}">{}</a></td>
<td>{}</td><td class="cell-why"><a href="{}">{}</a></td></tr>
)",
      article.id.str(), copy ? "copy-row" : "report-row", article.id.str(),
      Flag::checked(std::ranges::find(view.checked, article.id) != view.checked.end()),
      texts.say("desk.check", {{"headline", article.headline}}), kind_of(texts, member, copy), article.outlet.name,
      short_time_tag(texts.locale(), article.reported_at(), now), article_path(article.id), article.language,
      article.headline, article.headline,
      member.by_editor ? html(R"(<span class="mark mark-hand">{}</span>)", texts.say("desk.mark.hand")) : Html(),
      desk_paths::why(view.story->id, article.id), texts.say("desk.why"));
}

/// "Did you mean" beside a field: each choice is a button that does it at once.
Html meant_buttons(const Catalogue& texts, const StoryView& view, std::string_view field, std::string_view verb) {
  if (view.meant.empty() || problem_beside(texts, view.problems, field).empty()) return {};
  Html buttons;
  for (const StoryPtr& story : view.meant) {
    buttons.add(
        R"(<li><button type="submit" name="do" value="{} {}" class="quiet">{} <span lang="{}" dir="auto">{}</span></button></li>
)",
        verb, story->id.str(), verb == "merge" ? texts.say("desk.merge") : texts.say("desk.move_to"),
        story->best().language, story->best().headline);
  }
  return html(R"(<div class="meant"><p>{}</p>
<ul>
{}</ul></div>
)",
              texts.say("desk.meant"), buttons);
}

/// A field that takes an id or an address. "off": a browser's list of old entries would cover what is below.
Html story_field(const Catalogue& texts, const StoryView& view, std::string_view field, std::string_view label,
                 std::string_view value, std::string_view key) {
  const Html problem = problem_beside(texts, view.problems, field);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" autocomplete="off" spellcheck="false" aria-keyshortcuts="{}" {}></div>
)",
              field, label, problem, field, field, value, key, Flag::invalid(!problem.empty()));
}

Html reports_form(const Catalogue& texts, const Editor& editor, const StoryView& view, Instant now) {
  Html groups;
  for (const ToldReport& report : reports_of(*view.story)) {
    groups.add("<tbody>\n{}", report_row(texts, view, *report.own, false, now));
    for (const ToldCopy& told : report.copies) groups.add("{}", report_row(texts, view, *told.copy, true, now));
    groups.add("</tbody>\n");
  }
  // The hidden button is what the Enter key presses: a story is split by its own button only.
  return html(
      R"(<form id="reports" class="mend" action="{}" method="post">
{}<button type="submit" name="do" value="move" hidden>{}</button>
<h2>{}</h2>
{}<table class="desk-table reports-table">
<thead><tr><th scope="col"><span class="unseen">{}</span></th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col"><span class="unseen">{}</span></th></tr></thead>
{}</table>
<div class="mend-row">
<button type="submit" name="do" value="split" aria-keyshortcuts="s">{}</button>
{}<button type="submit" name="do" value="move" class="quiet">{}</button>
</div>
{}</form>
)",
      desk_paths::story(view.story->id), csrf_field(editor), texts.say("desk.move"), texts.say("desk.reports"),
      problem_beside(texts, view.problems, "reports"), texts.say("desk.reports.check"), texts.say("desk.kind"),
      texts.say("desk.outlet"), texts.say("desk.reported"), texts.say("desk.headline"), texts.say("desk.marks"),
      texts.say("desk.why_here"), groups, texts.say("desk.split.button"),
      story_field(texts, view, "to", texts.say("desk.move.field"), view.to, "v"), texts.say("desk.move.button"),
      meant_buttons(texts, view, "to", "move"));
}

Html near_table(const Catalogue& texts, const StoryView& view, Instant now) {
  if (view.near.empty()) {
    return html("<p class=\"empty\">{}</p>\n", texts.say("desk.near.none"));
  }
  Html rows;
  for (const NearStory& near : view.near) {
    const Story& story = *near.story;
    const std::string id = story.id.str();
    rows.add(
        R"(<tr data-row data-story="{}"><td class="cell-headline"><a href="{}" lang="{}" dir="auto" title="{}">{}</a></td>
<td>{}</td><td>{}</td><td class="cell-how">{}</td>
<td class="cell-why"><a href="{}">{}</a></td>
<td class="cell-acts"><button type="submit" name="do" value="merge {}" class="quiet">{}</button> <button type="submit" form="reports" name="do" value="move {}" class="quiet">{}</button></td></tr>
)",
        id, desk_paths::story(story.id), story.best().language, story.best().headline, story.best().headline,
        texts.count("outlet.count", story.independent_outlets()),
        shortest_time_tag(texts.locale(), story.last_reported(), now), near.how,
        desk_paths::why(view.story->id, view.story->best().id).with("story", id), texts.say("desk.why_apart"), id,
        texts.say("desk.near.merge"), id, texts.say("desk.near.move"));
  }
  return html(R"(<table class="desk-table near-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col"><span class="unseen">{}</span></th><th scope="col"><span class="unseen">{}</span></th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
              texts.say("desk.near"), texts.say("desk.outlets"), texts.say("desk.latest"), texts.say("desk.near.how"),
              texts.say("desk.why_apart.long"), texts.say("desk.change"), rows);
}

Html merge_form(const Catalogue& texts, const Editor& editor, const StoryView& view, Instant now) {
  return html(R"(<form id="merge" class="mend" action="{}" method="post">
{}<h2>{}</h2>
<div class="mend-row">
{}<button type="submit" name="do" value="merge">{}</button>
</div>
{}{}</form>
)",
              desk_paths::story(view.story->id), csrf_field(editor), texts.say("desk.merge.title"),
              story_field(texts, view, "from", texts.say("desk.story.field"), view.from, "m"), texts.say("desk.merge"),
              meant_buttons(texts, view, "from", "merge"), near_table(texts, view, now));
}

Html lock_form(const Catalogue& texts, const Editor& editor, const Story& story) {
  return html(R"(<form class="lock" action="{}" method="post">
{}<button type="submit" name="do" value="{}" class="quiet" aria-keyshortcuts="l">{}</button>
<span class="soft">{}</span></form>
)",
              desk_paths::story(story.id), csrf_field(editor), story.locked ? "unlock" : "lock",
              story.locked ? texts.say("desk.unlock") : texts.say("desk.lock"),
              story.locked ? texts.say("desk.locked.note") : texts.say("desk.lock.note"));
}

}  // namespace

bool has_report(const Story& story, article::ArticleId id) {
  return std::ranges::any_of(story.members, [&](const Member& member) { return member.article->id == id; });
}

Html story_marks(const Catalogue& texts, const Story& story, const story::FrontPage& front) {
  Html marks;
  const auto mark = [&](std::string_view kind, std::string_view word) {
    marks.add(R"(<span class="mark mark-{}">{}</span> )", kind, word);
  };
  if (story.locked) mark("locked", texts.say("desk.mark.locked"));
  if (std::ranges::any_of(front.bar, [&](const story::BarEntry& entry) { return entry.story->id == story.id; }))
    mark("bar", texts.say("desk.mark.bar"));
  if (std::ranges::any_of(story.members, &Member::by_editor)) mark("hand", texts.say("desk.mark.hand"));
  return marks;
}

Result<StoryView> load_story_view(const Context& context, std::string_view id) {
  const auto parsed = StoryId::parse(id);
  if (!parsed) return fail(Code::kNotFound, context.texts.say("desk.no_story"));
  StoryView view{.story = nullptr, .front = context.newsroom.front_page()};
  DATELINE_TRY(view.story, context.reader.story(*parsed));
  if (!view.story) return fail(Code::kNotFound, context.texts.say("desk.no_story"));
  DATELINE_TRY(view.near, near_to(context, *view.story));
  return view;
}

net::Response story_view_page(const Context& context, const Editor& editor, int status, const StoryView& view) {
  const Story& story = *view.story;
  const article::Article& best = story.best();
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;
  const int copies = story.copies();
  Html facts;
  const auto fact = [&](const Html& what) { facts.add("<li>{}</li>", what); };
  const auto words = [&](const std::string& what) { fact(html("{}", what)); };
  if (!story.section.empty()) words(section_name(texts, story.section));
  if (const std::string language = texts.locale().language_name(story.language); !language.empty()) words(language);
  words(texts.count("outlet.independent", story.independent_outlets()));
  if (copies > 0) words(texts.count("copy.count", copies));
  fact(texts.markup("story.first_report", {{"time", short_time_tag(texts.locale(), story.first_reported(), now)}}));
  fact(texts.markup("story.latest_report", {{"time", short_time_tag(texts.locale(), story.last_reported(), now)}}));
  fact(html(R"(<code>{}</code>)", story.id.str()));
  fact(html(R"(<a href="{}">{}</a>)", story_path(story.id), texts.say("desk.read")));

  const Html main = html(
      R"(<p class="crumb"><a href="{}">{}</a></p>
<h1 lang="{}" dir="auto">{}</h1>
{}{}<p class="story-marks">{}</p>
<ul class="facts">{}</ul>
{}{}{}{})",
      desk_paths::stories(), texts.say("desk.stories"), best.language, best.headline, view.notice,
      problem_summary(texts, view.problems, texts.say("desk.unchanged")), story_marks(texts, story, *view.front), facts,
      lock_form(texts, editor, story), reports_form(texts, editor, view, now), merge_form(texts, editor, view, now),
      key_line(texts, {{"j", texts.say("desk.key.next_row")},
                       {"k", texts.say("desk.key.previous_row")},
                       {"Enter", texts.say("desk.key.open")},
                       {"x", texts.say("desk.key.check")},
                       {"s", texts.say("desk.key.split")},
                       {"v", texts.say("desk.key.move")},
                       {"m", texts.say("desk.key.merge")},
                       {"l", texts.say("desk.key.lock")},
                       {"u", texts.say("desk.key.undo")},
                       {"?", texts.say("desk.key.keys")}}));
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.stories"), main));
}

}  // namespace dateline::site
