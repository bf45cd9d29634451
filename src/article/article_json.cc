// The JSON form of an article. Its fields are a contract: docs/formats/article.md.

#include <boost/json.hpp>

#include "article/article.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

namespace json = boost::json;

/// An article is flat; what unknown fields hold is theirs.
constexpr std::size_t kMaxDepth = 64;
/// Of a headline that had to be made from the text: two lines on a page.
constexpr std::size_t kLongestHeadline = 140;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

json::value time_or_null(const std::optional<Instant>& at) {
  return at ? json::value(view(format_rfc3339(*at))) : json::value(nullptr);
}

/// Text of the first of these members that is a text and not empty, as valid UTF-8.
std::string text_in(const json::object& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::value* value = object.if_contains(view(key));
    const json::string* string = value ? value->if_string() : nullptr;
    if (string && !string->empty()) return text::repair_utf8({string->data(), string->size()});
  }
  return "";
}

/// A time as RFC 3339, in one of the shapes of the wild, or as seconds since 1970.
std::optional<Instant> time_in(const json::object& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::value* value = object.if_contains(view(key));
    if (!value) continue;
    std::optional<Instant> at;
    if (const auto* string = value->if_string()) {
      const std::string_view text(string->data(), string->size());
      at = parse_rfc3339(text);
      if (!at) at = text::parse_date(text);
    } else if (value->is_int64() || value->is_uint64()) {
      at = text::parse_date(json::serialize(*value));
    } else if (const auto* number = value->if_double(); number && *number > 0 && *number < 1e13) {
      at = text::parse_date(std::to_string(static_cast<std::int64_t>(*number)));
    }
    if (at) return at;
  }
  return std::nullopt;
}

std::vector<std::string> authors_in(const json::object& object) {
  std::vector<std::string> authors;
  const json::value* value = object.if_contains("authors");
  const auto add = [&](const json::value& author) {
    const json::string* name = author.if_string();
    if (!name) return;
    std::string line = text::collapse({name->data(), name->size()});
    if (!line.empty()) authors.push_back(std::move(line));
  };
  if (!value) return authors;
  if (const auto* list = value->if_array()) {
    for (const json::value& author : *list) add(author);
  } else {
    add(*value);
  }
  return authors;
}

/// "id" as text; a number counts, since corpora and other programs have such.
std::string id_in(const json::object& object) {
  const json::value* value = object.if_contains("id");
  if (value && (value->is_int64() || value->is_uint64())) return json::serialize(*value);
  return text_in(object, {"id"});
}

Result<Article> article_of(const json::object& object, Instant fetched_at) {
  Article article;
  article.text = text::collapse_paragraphs(text_in(object, {"text"}));
  article.headline = text::collapse(text_in(object, {"title", "headline"}));
  // Agencies send leads without a headline; the first sentence is what an editor would put over it.
  if (article.headline.empty())
    article.headline = text::shorten(text::first_sentences(article.text, 1), kLongestHeadline);
  if (article.headline.empty()) {
    return fail(Code::kInvalid,
                "an article needs a headline: there is neither 'title' nor 'headline', nor a 'text' to take it from");
  }
  const std::string id = id_in(object);
  const auto url = text::Url::parse(text_in(object, {"url"}));
  const auto canonical = text::Url::parse(text_in(object, {"canonical_url", "url"}));
  if (id.empty() && !canonical) {
    return fail(Code::kInvalid, "an article needs an 'id' or a 'url' (http or https), and this one has neither");
  }
  if (url) article.url = url->str();
  if (canonical) article.canonical_url = canonical->canonical();
  if (const auto ours = ArticleId::parse(id)) {
    article.id = *ours;
  } else {
    article.id = canonical ? article_id(article.canonical_url) : ArticleId{digest64(id)};
  }

  article.outlet.name = text::collapse(text_in(object, {"outlet", "site", "source"}));
  article.outlet.owner = text::collapse(text_in(object, {"owner"}));
  if (canonical && article.outlet.name.empty()) article.outlet.name = canonical->site();
  if (article.outlet.owner.empty()) article.outlet.owner = canonical ? canonical->site() : article.outlet.name;
  const json::value* primary = object.if_contains("primary");
  article.outlet.primary = primary && primary->is_bool() && primary->get_bool();
  article.rights = wire::parse_rights(text_in(object, {"rights"})).value_or(wire::Rights::kSnippet);

  article.authors = authors_in(object);
  article.published_at = time_in(object, {"date", "published"});
  article.modified_at = time_in(object, {"modified"});
  article.fetched_at = time_in(object, {"fetched"}).value_or(fetched_at);
  article.lede = text::collapse(text_in(object, {"lede"}));
  if (article.lede.empty()) article.lede = article.text.substr(0, article.text.find("\n\n"));
  article.language = text::collapse(text_in(object, {"language"}));
  if (article.language.empty()) article.language = "und";
  article.section = text::collapse(text_in(object, {"section"}));
  if (const auto image = text::Url::parse(text_in(object, {"image"}))) article.image = image->str();
  return article;
}

}  // namespace

std::string to_json(const Article& article) {
  json::object object;
  object["id"] = view(article.id.str());
  object["url"] = view(article.url);
  object["canonical_url"] = view(article.canonical_url);
  object["outlet"] = view(article.outlet.name);
  object["owner"] = view(article.outlet.owner);
  object["primary"] = article.outlet.primary;
  object["rights"] = view(wire::to_string(article.rights));
  object["title"] = view(article.headline);
  json::array authors;
  for (const std::string& author : article.authors) authors.emplace_back(view(author));
  object["authors"] = std::move(authors);
  object["date"] = time_or_null(article.published_at);
  object["modified"] = time_or_null(article.modified_at);
  object["fetched"] = view(format_rfc3339(article.fetched_at));
  object["language"] = view(article.language);
  object["section"] = view(article.section);
  object["image"] = view(article.image);
  object["lede"] = view(article.lede);
  object["text"] = view(article.text);
  object["site"] = view(article.outlet.name);
  return json::serialize(object);
}

Result<Article> from_json(std::string_view line, Instant fetched_at) {
  try {
    json::parse_options options;
    options.max_depth = kMaxDepth;
    options.allow_invalid_utf8 = true;  // Repaired field by field.
    json::error_code error;
    if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    const json::value value = json::parse(view(line), error, {}, options);
    if (error) return fail(Code::kInvalid, "not an article: the line is not JSON (" + error.message() + ")");
    const json::object* object = value.if_object();
    if (!object) return fail(Code::kInvalid, "not an article: the line is JSON but not an object");
    return article_of(*object, fetched_at);
  } catch (const std::exception& error) {  // Boost.JSON throws when out of memory.
    return fail(Code::kInternal, std::string("cannot read the article: ") + error.what());
  }
}

}  // namespace dateline::article
