#include <algorithm>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMaxHeadline = 300;  // As desk::check_post has it.
constexpr int kMostHits = 20;

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

  // What story::kBreakingOutlets and its neighbours say, in words.
  const std::string& rule = texts.say("desk.bar.rule");
  Html main = html("<h1>{}</h1>\n", texts.say("desk.bar"));
  if (front->bar.empty()) {
    main.add("<p class=\"empty\">{} {}</p>\n", texts.say("desk.bar.empty"), rule);
  } else {
    Html rows;
    for (const story::BarEntry& entry : front->bar) {
      rows.add(
          R"(<tr><td class="row-words"><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td class="row-acts">{}</td></tr>
)",
          story_path(entry.story->id), entry.headline, texts.count("outlet.count", entry.story->independent_outlets()),
          short_time_tag(texts.locale(), entry.since, now),
          entry.by_editor ? texts.say("desk.bar.editor") : texts.say("desk.bar.machine"),
          entry.by_editor ? buttons(editor, entry.story->id, "",
                                    {{"take-back", texts.say("desk.bar.unpin")}, {"drop", texts.say("desk.bar.drop")}})
                          : buttons(editor, entry.story->id, "",
                                    {{"pin", texts.say("desk.bar.pin")}, {"drop", texts.say("desk.bar.drop")}}));
    }
    main.add(R"(<div class="wide"><table class="desk-table rows-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
<p class="note">{}</p>
)",
             texts.say("desk.headline"), texts.say("desk.outlets"), texts.say("desk.bar.since"),
             texts.say("desk.bar.by"), texts.say("desk.change"), rows, rule);
  }

  Html told;
  for (const story::BarNotice& notice : front->notices) {
    const bool corrected = notice.kind == story::BarNotice::Kind::kCorrection;
    told.add(
        R"(<tr><td><a href="{}">{}</a></td><td>{}</td><td>{}</td><td><form action="/desk/bar" method="post">{}<input type="hidden" name="notice" value="{}">
<button type="submit" name="decision" value="drop" class="quiet">{}</button></form></td></tr>
)",
        article_path(notice.article), notice.headline,
        corrected ? texts.say("bar.correction") : texts.say("bar.withdrawal"),
        short_time_tag(texts.locale(), notice.at, now), csrf_field(editor), notice.article.str(),
        texts.say("desk.bar.drop"));
  }
  if (!told.empty()) {
    main.add(R"(<h2>{}</h2>
<div class="wide"><table class="desk-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             texts.say("desk.bar.notices"), texts.say("desk.headline"), texts.say("desk.bar.notice"),
             texts.say("desk.bar.since"), texts.say("desk.change"), told);
  }

  Html dropped;
  for (const store::BarRecord& record : records) {
    if (record.decision != story::BarDecision::kDropped) continue;
    DATELINE_TRY(const auto story, context.reader.story(record.story));
    if (!story) continue;
    dropped.add(
        R"(<tr><td class="row-words"><a href="{}">{}</a></td><td>{}</td><td>{}</td><td class="row-acts">{}</td></tr>
)",
        story_path(story->id), story->best().headline, record.by, short_time_tag(texts.locale(), record.at, now),
        buttons(editor, story->id, "",
                {{"take-back", texts.say("desk.bar.take_back")}, {"pin", texts.say("desk.bar.pin")}}));
  }
  if (!dropped.empty()) {
    main.add(R"(<h2>{}</h2>
<div class="wide"><table class="desk-table rows-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             texts.say("desk.bar.kept_out"), texts.say("desk.story"), texts.say("desk.bar.by"), texts.say("desk.at"),
             texts.say("desk.change"), dropped);
  }

  const std::string words = text::shorten(text::collapse(visit.query().get("q")), 500);
  main.add(R"(<h2>{}</h2>
<form class="search-form" action="/desk/bar"><label for="q">{}</label>
<div class="search-row"><input type="search" id="q" name="q" value="{}"><button type="submit">{}</button></div></form>
)",
           texts.say("desk.bar.pin_one"), texts.say("desk.bar.words"), words, texts.say("search.button"));
  if (!words.empty()) {
    DATELINE_TRY(const auto found, context.reader.search({.words = words}, {"", kMostHits}));
    Html rows;
    for (const store::SearchHit& hit : found.items) {
      rows.add(
          R"(<tr><td class="row-words"><a href="{}" lang="{}">{}</a></td><td>{}</td><td>{}</td><td class="row-acts">{}</td></tr>
)",
          story_path(hit.story), hit.article->language, hit.article->headline, hit.article->outlet.name,
          short_time_tag(texts.locale(), hit.article->reported_at(), now),
          buttons(editor, hit.story, hit.article->headline, {{"pin", texts.say("desk.bar.pin_this")}}));
    }
    if (rows.empty()) {
      main.add("<p class=\"empty\">{}</p>\n", texts.say("desk.bar.not_found", {{"words", words}}));
    } else {
      main.add("<div class=\"wide\"><table class=\"desk-table rows-table\"><tbody>\n{}</tbody></table></div>\n", rows);
    }
  }
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.bar"), main));
}

void desk_decide_bar(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const auto story = story::StoryId::parse(form.get("story"));
  const auto notice = article::ArticleId::parse(form.get("notice"));
  const std::string_view wish = form.get("decision");
  if (!story && !notice)
    return respond(desk_failure(context, editor, {Code::kNotFound, context.texts.say("desk.no_story")}));
  std::optional<story::BarDecision> decision;
  if (wish == "pin" && story)
    decision = story::BarDecision::kPinned;
  else if (wish == "drop")
    decision = story::BarDecision::kDropped;
  else if (wish != "take-back" || !story)
    return respond(desk_failure(context, editor, {Code::kInvalid, context.texts.say("desk.no_wish")}));
  Done<void> done = [keep, &context, editor, respond = std::move(respond)](Result<void> result) mutable {
    if (!result) return respond(desk_failure(context, editor, result.error()));
    respond(go_to(desk_paths::bar()));
  };
  if (!story) return context.newsroom.drop_notice(editor.name, *notice, std::move(done));
  context.newsroom.decide_bar(editor.name, *story, decision,
                              text::shorten(text::collapse(form.get("headline")), kMaxHeadline), std::move(done));
}

}  // namespace dateline::site
