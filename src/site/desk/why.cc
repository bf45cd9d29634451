#include "site/desk/why.h"

#include <algorithm>
#include <cmath>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/named_story.h"
#include "site/desk/story_view.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using story::Explanation;
using story::StoryId;
using StoryPtr = std::shared_ptr<const story::Story>;

int percent(double share) {
  return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 100));
}

/// What keeps it out, as the end of a sentence; "" if nothing does.
std::string what_is_missing(const Catalogue& texts, const Explanation::Candidate& why) {
  if (why.likelihood < why.needed) {
    return texts.say("desk.why.unlike", {{"likelihood", likelihood_in_words(texts, why.likelihood)}});
  }
  if (!why.members_agree) return texts.say("desk.why.few");
  return "";
}

/// The weights are what each reason adds to the logarithm of the odds: 2 makes them seven times as high, 0.7 twice.
const std::string& strength(const Catalogue& texts, double weight) {
  const double size = std::abs(weight);
  return size >= 2      ? texts.say("desk.why.strongly")
         : size >= 0.7  ? texts.say("desk.why.clearly")
         : size >= 0.05 ? texts.say("desk.why.slightly")
                        : texts.say("desk.why.hardly");
}

/// What one reason adds, as a bar to the right of the middle or to its left; the strongest fills its half.
Html reason_bar(double weight, double strongest) {
  const int width = strongest > 0 ? static_cast<int>(std::lround(std::abs(weight) / strongest * 100)) : 0;
  return html(
      R"(<svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><rect class="is" x="{}" width="{}" height="8"/><rect class="middle" x="100" y="-3" width="1" height="14"/></svg>)",
      weight < 0 ? 100 - width : 100, width);
}

std::string apart_in_words(const Catalogue& texts, double hours) {
  if (hours < 1) return texts.say("desk.why.minutes_apart");
  if (hours < 48) return texts.count("desk.why.hours_apart", std::lround(hours));
  return texts.count("desk.why.days_apart", std::lround(hours / 24));
}

/// The likelihood as a bar, with a line where it has to reach. Drawn, since our pages allow no style in an attribute.
Html likelihood_bar(const Catalogue& texts, const Explanation::Candidate& why) {
  const bool enough = why.likelihood >= why.needed;
  const int is = percent(why.likelihood), needed = percent(why.needed);
  return html(
      R"(<div class="likelihood {}">
<p>{}</p>
<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="8"/><rect class="is" width="{}" height="8"/><rect class="needed" x="{}" width=".5" height="8"/></svg>
</div>
)",
      enough ? "is-enough" : "is-short",
      texts.markup("desk.why.needed",
                   {{"same_event", html("<strong>{}</strong>",
                                        texts.say("desk.why.same_event",
                                                  {{"likelihood", likelihood_in_words(texts, why.likelihood)}}))},
                    {"is", html("{}", is)},
                    {"needed", html("{}", needed)},
                    {"enough", html(R"(<strong class="likelihood-word">{}</strong>)",
                                    enough ? texts.say("desk.why.enough") : texts.say("desk.why.short"))}}),
      is, needed);
}

Html reasons_table(const Catalogue& texts, const Explanation::Candidate& why) {
  if (why.reasons.empty()) {
    return html("<p class=\"empty\">{}</p>\n", texts.say("desk.why.no_reason"));
  }
  Html rows;
  double strongest = 0;
  for (const story::Reason& reason : why.reasons) strongest = std::max(strongest, std::abs(reason.weight));
  for (const story::Reason& reason : why.reasons) {
    const bool is_for = reason.weight >= 0;
    rows.add(
        R"(<tr class="{}"><td class="cell-for">{}</td><td class="cell-strength">{}</td><td class="cell-bar">{}</td><td>{}</td></tr>
)",
        is_for ? "reason-for" : "reason-against", is_for ? texts.say("desk.why.for") : texts.say("desk.why.against"),
        strength(texts, reason.weight), reason_bar(reason.weight, strongest), reason.words);
  }
  return html(R"(<table class="desk-table reasons-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col" class="cell-bar"><span class="unseen">{}</span></th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
<p class="note">{}</p>
)",
              texts.say("desk.why.speaks"), texts.say("desk.why.how_much"), texts.say("desk.why.bar"),
              texts.say("desk.why.reason"), rows, texts.count("desk.why.sum", percent(why.likelihood)));
}

/// What the page shows besides the explanation, loaded before the newsroom is asked.
struct WhyView {
  story::ArticlePtr report;
  StoryPtr home;   ///< Where the report is; nullptr: nowhere.
  StoryPtr asked;  ///< nullptr where what was typed names none.
  std::string typed{};
  std::vector<StoryPtr> meant{};
};

Html ask_form(const Catalogue& texts, const WhyView& view, StoryId page) {
  std::vector<desk::Problem> problems;
  Html meant;
  if (!view.asked) {
    problems.push_back({"story", texts.say("desk.story.unknown", {{"typed", view.typed}})});
    for (const StoryPtr& story : view.meant) {
      meant.add(R"(<li><a href="{}" lang="{}" dir="auto">{}</a></li>
)",
                desk_paths::why(page, view.report->id).with("story", story->id.str()), story->best().language,
                story->best().headline);
    }
    if (!meant.empty())
      meant = html("<div class=\"meant\"><p>{}</p>\n<ul>\n{}</ul></div>\n", texts.say("desk.meant"), meant);
  }
  return html(R"(<form class="mend" action="{}">
<h2>{}</h2>
<div class="mend-row">
<div class="field"><label for="story">{}</label>
{}<input id="story" name="story" value="{}" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" {}></div>
<button type="submit" class="quiet">{}</button>
</div>
{}</form>
)",
              desk_paths::why(page, view.report->id), texts.say("desk.why.ask_other"), texts.say("desk.story.field"),
              problem_beside(texts, problems, "story"), view.typed, Flag::invalid(!problems.empty()),
              texts.say("desk.why.ask"), meant);
}

Html head(const Catalogue& texts, const WhyView& view, StoryId page, std::string_view heading, Instant now) {
  const article::Article& report = *view.report;
  Html out;
  out.add(R"(<p class="crumb"><a href="{}">{}</a> › <a href="{}">{}</a></p>
<h1>{}</h1>
<dl class="why-head">
<div><dt>{}</dt><dd><a href="{}" lang="{}" dir="auto">{}</a> <span class="soft">{}, {}</span></dd></div>
)",
          desk_paths::stories(), texts.say("desk.stories"), desk_paths::story(page), texts.say("desk.the_story"),
          heading, texts.say("desk.report"), article_path(report.id), report.language, report.headline,
          report.outlet.name, short_time_tag(texts.locale(), report.reported_at(), now));
  if (view.asked) {
    const article::Article& best = view.asked->best();
    out.add(
        R"(<div><dt>{}</dt><dd><a href="{}" lang="{}" dir="auto">{}</a> <span class="soft">{} · {}</span></dd></div>
)",
        texts.say("desk.story"), desk_paths::story(view.asked->id), best.language, best.headline,
        texts.count("outlet.count", view.asked->independent_outlets()),
        texts.markup("story.latest_report",
                     {{"time", short_time_tag(texts.locale(), view.asked->last_reported(), now)}}));
  }
  if (view.home && (!view.asked || view.home->id != view.asked->id)) {
    const article::Article& best = view.home->best();
    out.add(R"(<div><dt>{}</dt><dd><a href="{}" lang="{}" dir="auto">{}</a></dd></div>
)",
            texts.say("desk.why.is_in"), desk_paths::story(view.home->id), best.language, best.headline);
  }
  return out.add("</dl>\n");
}

net::Response explained(const Context& context, const Editor& editor, const WhyView& view, StoryId page,
                        const Explanation::Candidate& why) {
  const Catalogue& texts = context.texts;
  const auto member = std::ranges::find(view.home ? view.home->members : view.asked->members, view.report->id,
                                        [](const story::Member& m) { return m.article->id; });
  const bool in_story = view.home && view.home->id == view.asked->id;
  const Standing standing{.in_story = in_story,
                          .by_editor = view.home && member != view.home->members.end() && member->by_editor,
                          .alone = in_story && view.asked->members.size() == 1,
                          .locked = view.asked->locked};
  Html main =
      head(texts, view, page, in_story ? texts.say("desk.why.in") : texts.say("desk.why.not_in"), context.clock.now());
  main.add("<p class=\"verdict\">{}</p>\n", verdict(texts, why, standing));
  if (!standing.alone) {
    main.add(R"({}<dl class="why-facts">
<div><dt>{}</dt><dd>{}</dd></div>
<div><dt>{}</dt><dd>{}</dd></div>
</dl>
{})",
             likelihood_bar(texts, why), texts.say("desk.why.in_time"), apart_in_words(texts, why.hours_apart),
             texts.say("desk.why.one_by_one"),
             why.members_agree ? texts.say("desk.why.many_alike") : texts.say("desk.why.few_alike"),
             reasons_table(texts, why));
  }
  if (view.home && !in_story) {
    main.add(R"(<form class="why-act" action="{}" method="post">{}<input type="hidden" name="report" value="{}">
<button type="submit" name="do" value="move {}" class="quiet">{}</button></form>
)",
             desk_paths::story(view.home->id), csrf_field(editor), view.report->id.str(), view.asked->id.str(),
             texts.say("desk.why.move"));
  }
  main.add("{}", ask_form(texts, view, page));
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.stories"), main));
}

Result<WhyView> load(const Context& context, StoryId page, article::ArticleId report, std::string typed) {
  WhyView view{.report = nullptr, .home = nullptr, .asked = nullptr, .typed = std::move(typed)};
  DATELINE_TRY(view.report, context.reader.article(report));
  if (!view.report) return fail(Code::kNotFound, context.texts.say("desk.no_report"));
  DATELINE_TRY(const auto home, context.reader.story_of(report));
  if (home) {
    DATELINE_TRY(view.home, context.reader.story(*home));
  }
  std::optional<StoryId> asked = page;
  if (!view.typed.empty()) {
    DATELINE_TRY(asked, story_named(context, view.typed));
  }
  if (asked) {
    DATELINE_TRY(view.asked, context.reader.story(*asked));
  } else {
    DATELINE_TRY(view.meant, stories_meant(context, view.typed));
  }
  if (asked && !view.asked) return fail(Code::kNotFound, context.texts.say("desk.no_story"));
  return view;
}

}  // namespace

const std::string& likelihood_in_words(const Catalogue& texts, double likelihood) {
  return likelihood >= 0.99   ? texts.say("desk.likelihood.certain")
         : likelihood >= 0.9  ? texts.say("desk.likelihood.very_likely")
         : likelihood >= 0.66 ? texts.say("desk.likelihood.likely")
         : likelihood >= 0.33 ? texts.say("desk.likelihood.even")
         : likelihood >= 0.1  ? texts.say("desk.likelihood.unlikely")
                              : texts.say("desk.likelihood.very_unlikely");
}

std::string verdict(const Catalogue& texts, const Explanation::Candidate& why, const Standing& standing) {
  const std::string missing = what_is_missing(texts, why);
  if (standing.in_story) {
    if (standing.alone) return texts.say("desk.verdict.alone");
    if (standing.by_editor) {
      return missing.empty() ? texts.say("desk.verdict.editor_too")
                             : texts.say("desk.verdict.editor_only", {{"missing", missing}});
    }
    if (missing.empty()) {
      return texts.say("desk.verdict.machine", {{"likelihood", likelihood_in_words(texts, why.likelihood)}});
    }
    return texts.say("desk.verdict.machine_then", {{"missing", missing}});
  }
  if (!missing.empty()) return texts.say("desk.verdict.out", {{"missing", missing}});
  if (standing.by_editor) return texts.say("desk.verdict.placed_elsewhere");
  if (standing.locked) return texts.say("desk.verdict.locked");
  return texts.say("desk.verdict.elsewhere");
}

void desk_why(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const auto page = StoryId::parse(visit.parts[0]);
  const auto report = article::ArticleId::parse(visit.parts[1]);
  if (!page || !report)
    return respond(desk_failure(context, editor, {Code::kNotFound, context.texts.say("desk.neither")}));
  auto view = load(context, *page, *report, text::shorten(text::collapse(visit.query().get("story")), 500));
  if (!view) return respond(desk_failure(context, editor, view.error()));
  if (!view->asked) {
    const Html main =
        html("{}{}", head(context.texts, *view, *page, context.texts.say("desk.why.where"), context.clock.now()),
             ask_form(context.texts, *view, *page));
    return respond(unkept_page(422, desk_framed(context, &editor, context.texts.say("desk.stories"), main)));
  }
  const StoryId asked = view->asked->id;
  if (view->home && view->home->id == asked && view->asked->members.size() == 1)
    return respond(explained(context, editor, *view, *page, {}));  // There is nothing to ask.
  context.newsroom.explain(*report, asked,
                           [keep, &context, editor, page = *page, view = std::move(*view),
                            respond = std::move(respond)](Result<Explanation::Candidate> why) mutable {
                             if (!why) return respond(desk_failure(context, editor, why.error()));
                             respond(explained(context, editor, view, page, *why));
                           });
}

}  // namespace dateline::site
