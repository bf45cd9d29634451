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
#include "site/story_line.h"
#include "site/times.h"
#include "site/words.h"
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
std::string what_is_missing(const Explanation::Candidate& why) {
  if (why.likelihood < why.needed) {
    return "that it tells the same event is " + std::string(likelihood_in_words(why.likelihood)) +
           ", and more is needed";
  }
  if (!why.members_agree) return "it is like the story as a whole, but like too few of its reports one by one";
  return "";
}

/// The weights are what each reason adds to the logarithm of the odds: 2 makes them seven times as high, 0.7 twice.
std::string_view strength(double weight) {
  const double size = std::abs(weight);
  return size >= 2 ? "strongly" : size >= 0.7 ? "clearly" : size >= 0.05 ? "slightly" : "hardly";
}

/// What one reason adds, as a bar to the right of the middle or to its left; the strongest fills its half.
Html reason_bar(double weight, double strongest) {
  const int width = strongest > 0 ? static_cast<int>(std::lround(std::abs(weight) / strongest * 100)) : 0;
  return html(
      R"(<svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><rect class="is" x="{}" width="{}" height="8"/><rect class="middle" x="100" y="-3" width="1" height="14"/></svg>)",
      weight < 0 ? 100 - width : 100, width);
}

std::string apart_in_words(double hours) {
  if (hours < 1) return "less than an hour from its nearest report";
  if (hours < 48)
    return count_of(static_cast<std::size_t>(std::lround(hours)), "hour", "hours") + " from its nearest report";
  return count_of(static_cast<std::size_t>(std::lround(hours / 24)), "day", "days") + " from its nearest report";
}

/// The likelihood as a bar, with a line where it has to reach. Drawn, since our pages allow no style in an attribute.
Html likelihood_bar(const Explanation::Candidate& why) {
  const bool enough = why.likelihood >= why.needed;
  const int is = percent(why.likelihood), needed = percent(why.needed);
  return html(R"(<div class="likelihood {}">
<p><strong>The same event: {}</strong>, {} %. Needed: {} %, so this is <strong class="likelihood-word">{}</strong>.</p>
<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="8"/><rect class="is" width="{}" height="8"/><rect class="needed" x="{}" width=".5" height="8"/></svg>
</div>
)",
              enough ? "is-enough" : "is-short", likelihood_in_words(why.likelihood), is, needed,
              enough ? "enough" : "not enough", is, needed);
}

Html reasons_table(const Explanation::Candidate& why) {
  if (why.reasons.empty()) {
    return html(
        "<p class=\"empty\">There is no reason to name: nothing speaks for one story, and nothing against.</p>\n");
  }
  Html rows;
  double strongest = 0;
  for (const story::Reason& reason : why.reasons) strongest = std::max(strongest, std::abs(reason.weight));
  for (const story::Reason& reason : why.reasons) {
    const bool is_for = reason.weight >= 0;
    rows.add(
        R"(<tr class="{}"><td class="cell-for">{}</td><td class="cell-strength">{}</td><td class="cell-bar">{}</td><td>{}</td></tr>
)",
        is_for ? "reason-for" : "reason-against", is_for ? "For" : "Against", strength(reason.weight),
        reason_bar(reason.weight, strongest), reason.words);
  }
  return html(R"(<table class="desk-table reasons-table">
<thead><tr><th scope="col">Speaks</th><th scope="col">How much</th><th scope="col" class="cell-bar"><span class="unseen">Against or for, as a bar</span></th><th scope="col">Reason, the strongest first</th></tr></thead>
<tbody>
{}</tbody>
</table>
<p class="note">The bars add up: what is left of the middle speaks against, what is right of it for the same event, and together they make the {} % above.</p>
)",
              rows, percent(why.likelihood));
}

/// What the page shows besides the explanation, loaded before the newsroom is asked.
struct WhyView {
  story::ArticlePtr report;
  StoryPtr home;   ///< Where the report is; nullptr: nowhere.
  StoryPtr asked;  ///< nullptr where what was typed names none.
  std::string typed{};
  std::vector<StoryPtr> meant{};
};

Html ask_form(const WhyView& view, StoryId page) {
  std::vector<desk::Problem> problems;
  Html meant;
  if (!view.asked) {
    problems.push_back({"story", "No story or report is known by “" + view.typed + "”."});
    for (const StoryPtr& story : view.meant) {
      meant.add(R"(<li><a href="{}" lang="{}" dir="auto">{}</a></li>
)",
                desk_paths::why(page, view.report->id).with("story", story->id.str()), story->best().language,
                story->best().headline);
    }
    if (!meant.empty()) meant = html("<div class=\"meant\"><p>Did you mean</p>\n<ul>\n{}</ul></div>\n", meant);
  }
  return html(R"(<form class="mend" action="{}">
<h2>Ask about another story</h2>
<div class="mend-row">
<div class="field"><label for="story">Its id, or the address of it or of one of its reports</label>
{}<input id="story" name="story" value="{}" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" {}></div>
<button type="submit" class="quiet">Ask</button>
</div>
{}</form>
)",
              desk_paths::why(page, view.report->id), problem_beside(problems, "story"), view.typed,
              Flag::invalid(!problems.empty()), meant);
}

Html head(const Catalogue& texts, const WhyView& view, StoryId page, std::string_view heading, Instant now) {
  const article::Article& report = *view.report;
  Html out;
  out.add(R"(<p class="crumb"><a href="{}">Stories</a> › <a href="{}">The story</a></p>
<h1>{}</h1>
<dl class="why-head">
<div><dt>Report</dt><dd><a href="{}" lang="{}" dir="auto">{}</a> <span class="soft">{}, {}</span></dd></div>
)",
          desk_paths::stories(), desk_paths::story(page), heading, article_path(report.id), report.language,
          report.headline, report.outlet.name, short_time_tag(texts.locale(), report.reported_at(), now));
  if (view.asked) {
    const article::Article& best = view.asked->best();
    out.add(
        R"(<div><dt>Story</dt><dd><a href="{}" lang="{}" dir="auto">{}</a> <span class="soft">{}, latest {}</span></dd></div>
)",
        desk_paths::story(view.asked->id), best.language, best.headline,
        texts.count("outlet.count", view.asked->independent_outlets()),
        short_time_tag(texts.locale(), view.asked->last_reported(), now));
  }
  if (view.home && (!view.asked || view.home->id != view.asked->id)) {
    const article::Article& best = view.home->best();
    out.add(R"(<div><dt>It is in</dt><dd><a href="{}" lang="{}" dir="auto">{}</a></dd></div>
)",
            desk_paths::story(view.home->id), best.language, best.headline);
  }
  return out.add("</dl>\n");
}

net::Response explained(const Context& context, const Editor& editor, const WhyView& view, StoryId page,
                        const Explanation::Candidate& why) {
  const auto member = std::ranges::find(view.home ? view.home->members : view.asked->members, view.report->id,
                                        [](const story::Member& m) { return m.article->id; });
  const bool in_story = view.home && view.home->id == view.asked->id;
  const Standing standing{.in_story = in_story,
                          .by_editor = view.home && member != view.home->members.end() && member->by_editor,
                          .alone = in_story && view.asked->members.size() == 1,
                          .locked = view.asked->locked};
  Html main =
      head(context.texts, view, page,
           in_story ? "Why this report is in the story" : "Why this report is not in the story", context.clock.now());
  main.add("<p class=\"verdict\">{}</p>\n", verdict(why, standing));
  if (!standing.alone) {
    main.add(R"({}<dl class="why-facts">
<div><dt>In time</dt><dd>{}</dd></div>
<div><dt>One by one</dt><dd>{}</dd></div>
</dl>
{})",
             likelihood_bar(why), apart_in_words(why.hours_apart),
             why.members_agree ? "enough of the story’s reports are like this one"
                               : "too few of the story’s reports are like this one",
             reasons_table(why));
  }
  if (view.home && !in_story) {
    main.add(R"(<form class="why-act" action="{}" method="post">{}<input type="hidden" name="report" value="{}">
<button type="submit" name="do" value="move {}" class="quiet">Move it to this story</button></form>
)",
             desk_paths::story(view.home->id), csrf_field(editor), view.report->id.str(), view.asked->id.str());
  }
  main.add("{}", ask_form(view, page));
  return unkept_page(200, desk_framed(context, &editor, "Stories", main));
}

Result<WhyView> load(const Context& context, StoryId page, article::ArticleId report, std::string typed) {
  WhyView view{.report = nullptr, .home = nullptr, .asked = nullptr, .typed = std::move(typed)};
  DATELINE_TRY(view.report, context.reader.article(report));
  if (!view.report) return fail(Code::kNotFound, "there is no report with this id");
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
  if (asked && !view.asked) return fail(Code::kNotFound, "there is no story with this id");
  return view;
}

}  // namespace

std::string_view likelihood_in_words(double likelihood) {
  return likelihood >= 0.99   ? "almost certain"
         : likelihood >= 0.9  ? "very likely"
         : likelihood >= 0.66 ? "likely"
         : likelihood >= 0.33 ? "as likely as not"
         : likelihood >= 0.1  ? "unlikely"
                              : "very unlikely";
}

std::string verdict(const Explanation::Candidate& why, const Standing& standing) {
  const std::string missing = what_is_missing(why);
  if (standing.in_story) {
    if (standing.alone) return "It is the only report of this story, so there is nothing to compare it with.";
    if (standing.by_editor) {
      return missing.empty() ? "An editor placed it here, and the machine would have, too."
                             : "An editor placed it here. The machine would not: " + missing + ".";
    }
    if (missing.empty()) {
      return "The machine placed it here: that it tells the same event is " +
             std::string(likelihood_in_words(why.likelihood)) + ".";
    }
    return "The machine placed it here when it came, but would not today: " + missing + ".";
  }
  if (!missing.empty()) return "It is not in this story: " + missing + ".";
  if (standing.by_editor) return "It would fit, but an editor placed it elsewhere.";
  if (standing.locked) return "It would fit, but an editor locked this story: the machine adds nothing to it.";
  return "It would fit as judged today, and is in another story that it fitted, too.";
}

void desk_why(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const auto page = StoryId::parse(visit.parts[0]);
  const auto report = article::ArticleId::parse(visit.parts[1]);
  if (!page || !report)
    return respond(desk_failure(context, editor, {Code::kNotFound, "there is no such story or report"}));
  auto view = load(context, *page, *report, text::shorten(text::collapse(visit.query().get("story")), 500));
  if (!view) return respond(desk_failure(context, editor, view.error()));
  if (!view->asked) {
    const Html main =
        html("{}{}", head(context.texts, *view, *page, "Why this report is where it is", context.clock.now()),
             ask_form(*view, *page));
    return respond(unkept_page(422, desk_framed(context, &editor, "Stories", main)));
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
