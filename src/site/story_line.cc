#include "site/story_line.h"

#include <algorithm>

#include "site/changed_facts.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

std::string_view class_of(Rank rank) {
  switch (rank) {
    case Rank::kLead:
      return "story rank-lead";
    case Rank::kSecond:
      return "story rank-second";
    case Rank::kThird:
      return "story rank-third";
    case Rank::kPlain:
      return "story rank-plain";
  }
  return "story";
}

}  // namespace

std::string shown_lede(const article::Article& article) {
  switch (article.rights) {
    case wire::Rights::kLink:
      return "";
    case wire::Rights::kSnippet:
      // A "sentence" without a full stop can be a page long; 400 characters are two long ones.
      return text::shorten(text::first_sentences(article.lede, 2, article.language), 400);
    case wire::Rights::kFull:
      return text::shorten(article.lede, 600);
  }
  return "";
}

Html tally(const story::Story& story) {
  constexpr int kMost = 12;  // A glance takes in no more.
  const int own = story.independent_outlets();
  const int copies = story.copies();
  if (own + copies < 2) return {};
  Html marks;
  if (story.primary()) marks.add(R"(<i class="primary"></i>)");
  for (int i = story.primary() ? 1 : 0; i < std::min(own, kMost); ++i) marks.add("<i></i>");
  for (int i = 0; i < std::min(copies, kMost - std::min(own, kMost)); ++i) marks.add(R"(<i class="copy"></i>)");
  return html(R"(<span class="tally" aria-hidden="true">{}</span>)", marks);
}

Html story_facts(const Context& context, const story::Story& story, Instant now) {
  const Catalogue& texts = context.texts;
  Html facts;
  const int independent = story.independent_outlets();
  facts.add(R"(<li class="fact-outlets">{}{}</li>)", tally(story),
            independent == 1 ? story.best().outlet.name : texts.count("outlet.independent", independent));
  if (const article::Article* primary = story.primary(); primary && independent > 1) {
    facts.add(R"(<li class="fact-primary">{}</li>)", texts.say("story.primary_is", {{"outlet", primary->outlet.name}}));
  }
  if (const int copies = story.copies(); copies > 0)
    facts.add(R"(<li class="fact-copies">{}</li>)", texts.count("copy.count", copies));
  if (const std::size_t copies = context.changed_facts->in_copies_of(story); copies > 0) {
    facts.add(R"(<li class="fact-changed">{}</li>)", texts.count("story.changed", static_cast<std::int64_t>(copies)));
  }
  facts.add(R"(<li class="fact-time">{}</li>)", short_time_tag(texts.locale(), story.last_reported(), now));
  return html(R"(<ul class="facts">{}</ul>)", facts);
}

Html story_line(const Context& context, const story::Story& story, Rank rank, int heading_level, Instant now,
                const Html& picture) {
  const article::Article& best = story.best();
  Html out;
  out.add(R"(<article class="{}" data-story="{}">
)",
          class_of(rank), story.id.str());
  out.add(picture);
  const Html link =
      html(R"(<a href="{}" lang="{}" dir="auto">{}</a>)", story_path(story.id), best.language, best.headline);
  if (heading_level == 2)
    out.add("<h2 class=\"headline\">{}</h2>\n", link);
  else
    out.add("<h3 class=\"headline\">{}</h3>\n", link);
  if (rank == Rank::kLead || rank == Rank::kSecond || rank == Rank::kThird) {
    if (const std::string lede = shown_lede(best); !lede.empty()) {
      out.add(R"(<p class="standfirst" lang="{}" dir="auto">{}</p>
)",
              best.language, lede);
    }
  }
  out.add("{}\n", story_facts(context, story, now));
  if (rank == Rank::kLead) {
    // How others tell it: at most three, each by another outlet.
    Html others;
    int shown = 0;
    for (const story::Member& member : story.members) {
      if (member.kinship != story::Kinship::kOwnReport || member.article.get() == &best || shown == 3) continue;
      others.add(R"(<li><a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span></li>
)",
                 article_path(member.article->id), member.article->language, member.article->headline,
                 member.article->outlet.name);
      ++shown;
    }
    if (shown > 0) out.add("<ul class=\"related\">\n{}</ul>\n", others);
  }
  out.add("</article>\n");
  return out;
}

}  // namespace dateline::site
