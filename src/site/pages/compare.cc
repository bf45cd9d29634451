// What one report made of another: /compare/SOURCE/COPY, for who wants to see it all.

#include "site/answer.h"
#include "site/comparison.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/frame.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using story::ArticlePtr;

struct Pair {
  ArticlePtr source, copy;
};

Result<Pair> asked_pair(const Context& context, const Visit& visit) {
  Pair pair;
  for (const auto& [part, to] : {std::pair{visit.parts[0], &pair.source}, {visit.parts[1], &pair.copy}}) {
    const auto id = article::ArticleId::parse(part);
    if (!id) return fail(Code::kNotFound, "not an article's id");
    DATELINE_TRY(*to, context.reader.article(*id));
    if (!*to) return fail(Code::kNotFound, "no such article");
  }
  return pair;
}

Html report_line(const Catalogue& texts, const article::Article& article, std::string_view role) {
  return html(
      R"(<li><span class="soft">{}</span> <a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span> {}</li>
)",
      role, article_path(article.id), article.language, article.headline, article.outlet.name,
      time_tag(texts.locale(), article.reported_at()));
}

/// All of it, of which `most` sentences are shown.
Html comparison_markup(const Catalogue& texts, const Pair& pair, int most) {
  const article::Article& source = *pair.source;
  const article::Article& copy = *pair.copy;
  const Compared compared{source.outlet.name, copy.outlet.name, source.language, copy.language};
  Html out = html(R"(<h1 class="page-name">{}</h1>
<ul class="compared">
{}{}</ul>
)",
                  texts.say("drift.page"), report_line(texts, source, texts.say("drift.source")),
                  report_line(texts, copy, texts.say("drift.copy")));
  if (source.text.empty() || copy.text.empty() || source.language != copy.language) {
    out.add("<p class=\"note\">{}</p>\n",
            source.language != copy.language ? texts.say("drift.two_languages") : texts.say("drift.no_text"));
    return out;
  }
  const story::Comparison comparison = story::compare(source.text, copy.text, source.language);
  const Html facts = changed_facts_table(texts, compared, comparison);
  out.add("<section class=\"part\"><h2 class=\"section-name\">{}</h2>\n", texts.say("drift.name"));
  if (facts.empty()) {
    out.add("<p>{}</p>\n", texts.say("drift.none"));
  } else {
    out.add("{}", facts);
  }
  if (!story::compares_words_of(source.language)) out.add("<p class=\"note\">{}</p>\n", texts.say("drift.language"));
  out.add("</section>\n<section class=\"part\"><h2 class=\"section-name\">{}</h2>\n{}", texts.say("drift.sentences"),
          sentences_table(texts, compared, comparison, most));
  if (most < kAllSentences) out.add("<p class=\"note\">{}</p>\n", texts.say("drift.rights"));
  out.add("</section>\n");
  return out;
}

}  // namespace

Result<net::Response> compare_page(const Context& context, const Visit& visit) {
  DATELINE_TRY(const Pair pair, asked_pair(context, visit));
  const int most = std::min(quotable_sentences(*pair.source), quotable_sentences(*pair.copy));
  return public_page(framed(context, *context.newsroom.front_page(),
                            {.title = context.texts.say("drift.page"),
                             .description = pair.copy->headline,
                             .address = compare_path(pair.source->id, pair.copy->id),
                             .section = pair.copy->section,
                             .sheet = "compare.css"},
                            comparison_markup(context.texts, pair, most)));
}

Result<net::Response> desk_compare(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(const Pair pair, asked_pair(context, visit));
  return unkept_page(200, desk_framed(context, &editor, context.texts.say("drift.page"),
                                      comparison_markup(context.texts, pair, kAllSentences), "writing.css"));
}

}  // namespace dateline::site
