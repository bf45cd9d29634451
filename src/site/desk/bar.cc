#include <algorithm>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/story_line.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMaxHeadline = 300;  // As desk::check_post has it.
constexpr int kMostHits = 20;
/// What story::kBreakingOutlets and its neighbours say, in words.
constexpr std::string_view kRule =
    "A story comes here by itself when at least three outlets report it within half an hour and that is clearly more "
    "than usual for its section and language, or by your word.";

Html buttons(const Editor& editor, story::StoryId story, std::string_view headline,
             std::initializer_list<std::pair<std::string_view, std::string_view>> choices) {
  Html out;
  for (const auto& [value, words] : choices) {
    out.add(R"(<button type="submit" name="decision" value="{}" class="quiet">{}</button>
)",
            value, words);
  }
  return html(
      R"(<form action="/desk/bar" method="post">{}<input type="hidden" name="story" value="{}"><input type="hidden" name="headline" value="{}">
{}</form>)",
      csrf_field(editor), story.str(), headline, out);
}

}  // namespace

Result<net::Response> desk_bar(const Context& context, const Visit& visit, const Editor& editor) {
  const auto front = context.newsroom.front_page();
  DATELINE_TRY(const auto records, context.reader.bar());
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;
  std::unordered_set<std::uint64_t> by_editor;
  for (const auto& record : records) by_editor.insert(record.story.value);

  Html main = html("<h1>Bar</h1>\n");
  if (front->bar.empty()) {
    main.add("<p class=\"empty\">Nothing breaks, so readers see no bar. {}</p>\n", kRule);
  } else {
    Html rows;
    for (const story::BarEntry& entry : front->bar) {
      rows.add(
          R"(<tr><td><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>
)",
          story_path(entry.story->id), entry.headline, texts.count("outlet.count", entry.story->independent_outlets()),
          short_time_tag(texts.locale(), entry.since, now), entry.by_editor ? "an editor" : "the machine",
          entry.by_editor ? buttons(editor, entry.story->id, "", {{"take-back", "Take back the pin"}, {"drop", "Drop"}})
                          : buttons(editor, entry.story->id, "", {{"pin", "Pin"}, {"drop", "Drop"}}));
    }
    main.add(R"(<div class="wide"><table class="desk-table">
<thead><tr><th scope="col">Headline</th><th scope="col">Outlets</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">Change</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
<p class="note">{}</p>
)",
             rows, kRule);
  }

  Html dropped;
  for (const store::BarRecord& record : records) {
    if (record.decision != story::BarDecision::kDropped) continue;
    DATELINE_TRY(const auto story, context.reader.story(record.story));
    if (!story) continue;
    dropped.add(R"(<tr><td><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>
)",
                story_path(story->id), story->best().headline, record.by,
                short_time_tag(texts.locale(), record.at, now),
                buttons(editor, story->id, "", {{"take-back", "Take back"}, {"pin", "Pin"}}));
  }
  if (!dropped.empty()) {
    main.add(R"(<h2>Kept out</h2>
<div class="wide"><table class="desk-table">
<thead><tr><th scope="col">Story</th><th scope="col">By</th><th scope="col">At</th><th scope="col">Change</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             dropped);
  }

  const std::string words = text::shorten(text::collapse(visit.query().get("q")), 500);
  main.add(R"(<h2>Pin a story</h2>
<form class="search-form" action="/desk/bar"><label for="q">Words of a report</label>
<div class="search-row"><input type="search" id="q" name="q" value="{}"><button type="submit">Search</button></div></form>
)",
           words);
  if (!words.empty()) {
    DATELINE_TRY(const auto hits, context.reader.search(words, kMostHits, 0));
    Html rows;
    for (const store::SearchHit& hit : hits) {
      rows.add(R"(<tr><td><a href="{}" lang="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>
)",
               story_path(hit.story), hit.article->language, hit.article->headline, hit.article->outlet.name,
               short_time_tag(texts.locale(), hit.article->reported_at(), now),
               buttons(editor, hit.story, hit.article->headline, {{"pin", "Pin with this headline"}}));
    }
    if (rows.empty()) {
      main.add("<p class=\"empty\">Nothing found for “{}”.</p>\n", words);
    } else {
      main.add("<div class=\"wide\"><table class=\"desk-table\"><tbody>\n{}</tbody></table></div>\n", rows);
    }
  }
  return unkept_page(200, desk_framed(context, &editor, "Bar", main));
}

void desk_decide_bar(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const auto story = story::StoryId::parse(form.get("story"));
  const std::string_view wish = form.get("decision");
  if (!story) return respond(desk_failure(context, editor, {Code::kNotFound, "there is no story with this id"}));
  std::optional<story::BarDecision> decision;
  if (wish == "pin")
    decision = story::BarDecision::kPinned;
  else if (wish == "drop")
    decision = story::BarDecision::kDropped;
  else if (wish != "take-back")
    return respond(desk_failure(context, editor, {Code::kInvalid, "the form does not say what to do with the story"}));
  context.newsroom.decide_bar(editor.name, *story, decision,
                              text::shorten(text::collapse(form.get("headline")), kMaxHeadline),
                              [keep, &context, editor, respond = std::move(respond)](Result<void> done) mutable {
                                if (!done) return respond(desk_failure(context, editor, done.error()));
                                respond(go_to(desk_paths::bar()));
                              });
}

}  // namespace dateline::site
