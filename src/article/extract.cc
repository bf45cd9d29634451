#include "article/extract.h"

#include <algorithm>

#include "article/body.h"
#include "article/byline.h"
#include "article/headline.h"
#include "article/metadata.h"
#include "article/page_blocks.h"
#include "article/page_text.h"
#include "article/published.h"
#include "article/script_text.h"
#include "article/section.h"
#include "article/topic.h"
#include "article/under_headline.h"
#include "markup/html.h"
#include "text/language.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// Less is a caption or an error message, not a report.
constexpr std::size_t kShortestText = 25;
/// Below this, language identification guesses.
/// Of a lede that is longer than a paragraph should be (pages without paragraphs).
constexpr std::size_t kLongestLede = 1000;

std::string join(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text.append(text.empty() ? "" : "\n\n").append(paragraph);
  return text;
}

std::string first_paragraph(std::string_view text) {
  return text::shorten(text.substr(0, text.find("\n\n")), kLongestLede);
}

/// A page may name another address of its own site as canonical. Of another site it may not: it would take the place
/// of that site's article.
std::string canonical_of(std::string_view claimed, const std::optional<text::Url>& page_url) {
  auto claim = page_url ? page_url->resolve(claimed) : text::Url::parse(claimed);
  if (claimed.empty()) claim = std::nullopt;
  if (claim && page_url) {
    const std::string own = page_url->site();
    const std::string other = claim->site();
    const bool same_site = own == other || own.ends_with("." + other) || other.ends_with("." + own);
    // Misconfigured sites name their front page on every page.
    const bool front_page = claim->path() == "/" && claim->query().empty() && page_url->path() != "/";
    if (!same_site || front_page) claim = std::nullopt;
  }
  if (claim) return claim->canonical();
  return page_url ? page_url->canonical() : "";
}

std::string section_of(const Metadata& page, const std::optional<text::Url>& url) {
  for (const std::string& name : page.sections) {
    if (const auto section = section_of_name(name); !section.empty()) return std::string(section);
  }
  return url ? std::string(section_of_path(url->path())) : "";
}

/// Whom the page names, and the line under the headline where that says more than the site's own name.
std::vector<std::string> authors_of(const Metadata& page, const UnderHeadline& under) {
  std::vector<std::string> people = split_bylines(under.author_lines);
  if (people.size() > 1) std::erase_if(people, [&](const std::string& name) { return is_name_of_site(page, name); });
  if (people.empty() || page.authors.empty()) return page.authors.empty() ? people : page.authors;
  const bool certain = std::ranges::all_of(people, is_name_of_person);
  const bool doubted = page.authors_are_the_site || (page.authors_are_seen && !under.author_lines_are_far);
  return certain && doubted ? people : page.authors;
}

wire::Outlet outlet_of(const wire::FetchedPage& page, std::string_view site_name, const std::optional<text::Url>& url) {
  wire::Outlet outlet = page.outlet.value_or(wire::Outlet{});
  const std::string site = url ? url->site() : "";
  if (outlet.name.empty()) outlet.name = text::shorten(text::collapse(site_name), 100);
  if (outlet.name.empty()) outlet.name = site;
  if (outlet.owner.empty()) outlet.owner = site.empty() ? outlet.name : site;
  return outlet;
}

ArticleId id_of(const Article& article) {
  return article_id(article.canonical_url.empty() ? article.outlet.name + "\n" + article.headline
                                                  : article.canonical_url);
}

std::string absolute(std::string_view reference, const std::optional<text::Url>& base) {
  if (reference.empty()) return "";
  const auto url = base ? base->resolve(reference) : text::Url::parse(reference);
  return url ? url->str() : "";
}

}  // namespace

Result<Reading> read_page(const wire::FetchedPage& page) {
  const std::string utf8 = markup::decode_html(
      page.body, page.charset.empty() ? std::nullopt : std::optional<std::string_view>(page.charset));
  auto document = markup::Document::parse(utf8);
  if (!document) return fail(document.error().code, "no article found: " + document.error().message);

  std::optional<text::Url> url = text::Url::parse(page.final_url.empty() ? page.url : page.final_url);
  const Metadata metadata = read_metadata(*document, url ? url->str() : "");
  Reading reading;
  Article& article = reading.article;
  article.url = url ? url->str() : "";
  article.canonical_url = canonical_of(metadata.canonical, url);
  if (!url) url = text::Url::parse(article.canonical_url);
  article.outlet = outlet_of(page, metadata.site_name, url);
  article.rights = page.rights;

  article.headline = choose_headline(metadata, url ? url->site() : "");
  if (article.headline.empty()) return fail(Code::kInvalid, "no article found: the page has no headline");
  std::string structured_body = metadata.json_ld ? plain_paragraphs(metadata.json_ld->article_body) : "";
  if (structured_body.find("</p>") != std::string::npos)
    structured_body = plain_paragraphs(structured_body);  // Escaped.
  const auto base = url && !metadata.base.empty() ? url->resolve(metadata.base) : url;
  const markup::Node* const root = document->body();
  const PageBlocks blocks = read_blocks(root ? *root : document->root());
  Body body = find_body(
      blocks,
      {article.headline, metadata.description, structured_body, metadata.free_to_read == false, declared_as(metadata)},
      base);
  article.text = join(body.paragraphs);
  if (count_letters(article.text) < kShortestText) article.text = structured_body;
  if (count_letters(article.text) < kShortestText) article.text = text_in_scripts(*document, article.headline);
  if (count_letters(article.text) < kShortestText) article.text = metadata.description;
  if (count_letters(article.text) < kShortestText) {
    return fail(Code::kInvalid, "no article found: under '" + text::shorten(article.headline, 80) +
                                    "' there is no text to speak of; the page may need scripts, or be a list of links");
  }
  article.lede = first_paragraph(article.text);
  const UnderHeadline under = read_under_headline(blocks, article.headline, metadata);
  article.authors = authors_of(metadata, under);
  const auto published = choose_published(metadata, under, article.headline, article.lede, article.url);
  if (published) {
    article.published_at = published->at;
    reading.published_offset = published->offset;
  }
  if (const auto modified = choose_modified(metadata, under, article.headline, published))
    article.modified_at = modified->at;
  article.fetched_at = page.fetched_at;
  article.language = text::language_of(metadata.declared_language, article.text);
  article.section = section_of(metadata, url);
  article.image = metadata.image.empty() ? body.picture : absolute(metadata.image, base);
  article.id = id_of(article);

  auto [kind, why] = kind_of(metadata, {url, article.published_at.has_value(), !article.authors.empty()}, blocks, body);
  reading.kind = kind;
  reading.why = std::move(why);
  reading.truncated = body.truncated;
  reading.standfirst = std::move(body.standfirst);
  reading.body = std::move(body.markup);
  Topic topic = topic_of(article.headline, article.text, article.language);
  reading.news = topic.news;
  reading.topic = article.section.empty() ? std::move(topic.code) : std::string(topic_of_section(article.section));
  if (reading.topic.empty()) reading.topic = std::move(topic.code);
  if (article.section.empty()) article.section = section_of_topic(reading.topic);
  return reading;
}

Result<Article> extract(const wire::FetchedPage& page) {
  DATELINE_TRY(Reading reading, read_page(page));
  return std::move(reading.article);
}

std::optional<Article> from_entry(const wire::Feed& feed, const wire::FeedEntry& entry, const wire::FetchedPage& page) {
  Article article;
  const auto url = text::Url::parse(entry.url);
  article.url = url ? url->str() : "";
  article.canonical_url = url ? url->canonical() : "";
  article.outlet = outlet_of(page, feed.title, url ? url : text::Url::parse(page.final_url));
  article.rights = page.rights;
  const std::string summary = plain_paragraphs(entry.summary);
  article.text = plain_paragraphs(entry.content);
  if (article.text.empty()) article.text = summary;
  article.headline = entry.title;
  if (article.headline.empty()) {
    if (article.text.empty()) return std::nullopt;
    // Notes and posts have no titles; their first sentence is what an editor would put over them.
    constexpr std::size_t kLongestHeadline = 140;
    article.headline = text::shorten(text::first_sentences(first_paragraph(article.text), 1), kLongestHeadline);
  }
  article.lede = first_paragraph(summary.empty() ? article.text : summary);
  article.authors = split_bylines(entry.authors);
  article.published_at = entry.published ? entry.published : entry.updated;
  article.modified_at = entry.updated;
  article.fetched_at = page.fetched_at;
  article.language = text::language_of(feed.language, article.headline + ". " + article.text);
  for (const std::string& category : entry.categories) {
    if (article.section.empty()) article.section = section_of_name(category);
  }
  if (article.section.empty() && url) article.section = section_of_path(url->path());
  article.image = entry.image;
  article.id = id_of(article);
  return article;
}

}  // namespace dateline::article
