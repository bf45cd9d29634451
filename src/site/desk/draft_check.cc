#include "site/desk/draft_check.h"

#include <algorithm>
#include <set>

#include "article/article.h"
#include "markup/html.h"
#include "markup/sanitizer.h"
#include "site/comparison.h"
#include "site/paths.h"
#include "story/compare.h"
#include "text/url.h"

namespace dateline::site {
namespace {

/// More links than this are a list of links; each costs a comparison of about half a millisecond.
constexpr std::size_t kMostSources = 12;

/// The addresses that the text links to, absolute, each once.
std::vector<text::Url> links_of(const desk::Post& post, const std::optional<text::Url>& site) {
  std::vector<text::Url> links;
  const std::string markup = markup::render_markdown(post.body, {.base = site}).str();
  const auto tree = markup::Document::parse(markup);
  if (!tree) return links;
  for (const markup::Node* node = &tree->root(); node; node = markup::next_in_order(node, &tree->root())) {
    if (node->tag != markup::Tag::kA) continue;
    const auto url = text::Url::parse(node->attribute("href"));
    if (url && std::ranges::find(links, *url) == links.end()) links.push_back(*url);
  }
  return links;
}

/// The report that an address is of: the page that we keep of it, or the original.
article::ArticleId report_at(const text::Url& url, const std::optional<text::Url>& site) {
  constexpr std::string_view kArticles = "/article/";
  if (site && url.site() == site->site() && url.path().starts_with(kArticles)) {
    if (const auto id = article::ArticleId::parse(url.path().substr(kArticles.size()))) return *id;
  }
  return article::article_id(url.canonical());
}

}  // namespace

Result<Html> draft_check(const Context& context, const desk::Post& post) {
  const Catalogue& texts = context.texts;
  const auto site = text::Url::parse(context.public_url);
  const std::string text = desk::as_article(post, {}, {}, "", context.config.language, context.clock.now()).text;
  Html sources, unknown;
  std::size_t checked = 0;
  for (const text::Url& url : links_of(post, site)) {
    if (checked == kMostSources) break;
    const article::ArticleId id = report_at(url, site);
    if (id == post.article_id()) continue;
    DATELINE_TRY(const auto report, context.reader.article(id));
    if (!report || report->text.empty()) {
      unknown.add("<li><a href=\"{}\">{}</a></li>\n", Href::to(url), url.str());
      continue;
    }
    ++checked;
    const story::Comparison comparison = story::compare(report->text, text, report->language);
    const Compared compared{report->outlet.name, texts.say("drift.draft"), report->language, context.config.language};
    const Html facts = changed_facts_table(texts, compared, comparison);
    sources.add(R"(<li><h3><a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span></h3>
{}<details><summary>{}</summary>
{}</details></li>
)",
                article_path(report->id), report->language, report->headline, report->outlet.name,
                facts.empty() ? html("<p>{}</p>\n", texts.say("drift.draft_none")) : facts,
                texts.say("drift.sentences"), sentences_table(texts, compared, comparison, kAllSentences));
  }
  if (sources.empty() && unknown.empty()) return Html();
  Html out = html(R"(<section class="draft-check" id="sources" aria-labelledby="sources-name">
<h2 id="sources-name">{}</h2>
<p class="note">{}</p>
)",
                  texts.say("drift.check"), texts.say("drift.check.how"));
  if (!sources.empty()) out.add("<ol class=\"checked\">\n{}</ol>\n", sources);
  if (!unknown.empty()) out.add("<p class=\"note\">{}</p>\n<ul>\n{}</ul>\n", texts.say("drift.not_here"), unknown);
  out.add("</section>\n");
  return out;
}

}  // namespace dateline::site
