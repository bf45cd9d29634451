#include "article/json_ld.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <unordered_map>

#include "article/items.h"
#include "article/page_text.h"
#include "text/json_repair.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

namespace json = boost::json;

/// Real graphs have some ten levels.
constexpr std::size_t kMaxDepth = 64;
/// A page has one article and perhaps a hundred that it links to.
constexpr std::size_t kMostObjects = 20'000;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}
std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

/// Longer ones are texts in the wrong member.
constexpr std::size_t kLongestHeadline = 500;

/// Calls `use` with each type of an object.
template <typename Use>
void for_types(const json::object& object, Use use) {
  const json::value* type = object.if_contains("@type");
  if (!type) return;
  if (const auto* name = type->if_string()) use(view(*name));
  if (const auto* names = type->if_array()) {
    for (const json::value& name : *names) {
      if (name.is_string()) use(view(name.get_string()));
    }
  }
}

int rank_of(const json::object& object) {
  int best = 0;
  for_types(object, [&](std::string_view type) { best = std::max(best, rank_of_type(type)); });
  return best;
}

/// Members that lead to other articles than the page's.
bool leads_away(std::string_view key) {
  constexpr std::array<std::string_view, 11> kAway = {"itemListElement", "citation",  "mentions", "relatedLink",
                                                      "comment",         "isBasedOn", "review",   "liveBlogUpdate",
                                                      "significantLink", "blogPost",  "isPartOf"};
  return std::ranges::find(kAway, key) != kAway.end();
}

class Graph {
 public:
  explicit Graph(const std::vector<std::string>& scripts) {
    for (const std::string& script : scripts) parse(script);
    walk();
  }

  const std::vector<const json::object*>& candidates() const { return candidates_; }

  /// Of the objects that belong to no other but the page: those at the top, in "@graph", and what they are about.
  std::vector<std::string> types() const {
    constexpr std::size_t kMostTypes = 20;  // A page that says more about itself says nothing.
    std::vector<std::string> found;
    std::vector<const json::value*> open;
    for (auto value = values_.rbegin(); value != values_.rend(); ++value) open.push_back(&*value);
    while (!open.empty() && found.size() < kMostTypes) {
      const json::value* value = open.back();
      open.pop_back();
      if (const auto* list = value->if_array()) {
        for (std::size_t i = std::min(list->size(), kMostObjects); i > 0; --i) open.push_back(&(*list)[i - 1]);
      } else if (const auto* object = value->if_object()) {
        for_types(*object, [&](std::string_view type) {
          std::string name = text::repair_utf8(without_vocabulary(type));
          if (std::ranges::find(found, name) == found.end()) found.push_back(std::move(name));
        });
        for (const char* key : {"mainEntity", "@graph"}) {
          if (const json::value* inner = object->if_contains(key)) open.push_back(inner);
        }
      }
    }
    return found;
  }

  /// The object itself, or the one that its "@id" names.
  const json::object& follow(const json::object& object) const {
    const json::value* id = object.if_contains("@id");
    if (!id || !id->is_string() || object.contains("name")) return object;
    const auto at = by_id_.find(view(id->get_string()));
    return at == by_id_.end() ? object : *at->second;
  }

 private:
  /// Some scripts hold several values one after the other.
  void parse(const std::string& script) {
    for (const bool stray_quotes : {false, true}) {
      const std::string text = text::repair_json(script, stray_quotes);
      if (parse_values(text)) return;
    }
  }

  bool parse_values(std::string_view rest) {
    json::parse_options options;
    options.max_depth = kMaxDepth;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.allow_invalid_utf8 = true;
    while (true) {
      rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n,;"), rest.size()));
      if (rest.empty()) return true;
      json::stream_parser parser({}, options);
      json::error_code error;
      const std::size_t read = parser.write_some(view(rest), error);
      if (error || read == 0) return false;
      if (!parser.done()) parser.finish(error);
      if (error) return false;
      values_.push_back(parser.release());
      rest.remove_prefix(read);
    }
  }

  /// Every object, those of the page before those that it leads to.
  void walk() {
    std::vector<const json::value*> open;
    for (auto value = values_.rbegin(); value != values_.rend(); ++value) open.push_back(&*value);
    std::size_t seen = 0;
    while (!open.empty() && seen < kMostObjects) {
      const json::value* value = open.back();
      open.pop_back();
      if (const auto* list = value->if_array()) {
        for (std::size_t i = list->size(); i > 0; --i) open.push_back(&(*list)[i - 1]);
        seen += list->size();
      } else if (const auto* object = value->if_object()) {
        ++seen;
        if (rank_of(*object) > 0) candidates_.push_back(object);
        if (const auto* id = object->if_contains("@id"); id && id->is_string() && object->size() > 1) {
          by_id_.try_emplace(std::string(view(id->get_string())), object);
        }
        for (auto member = object->end(); member != object->begin();) {
          --member;
          const std::string_view key(member->key().data(), member->key().size());
          if (member->value().is_structured() && !leads_away(key)) open.push_back(&member->value());
        }
      }
    }
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::vector<json::value> values_;
  std::vector<const json::object*> candidates_;
  std::unordered_map<std::string, const json::object*, Hash, std::equal_to<>> by_id_;
};

std::string text_in(const json::object& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::value* value = object.if_contains(view(key));
    if (value && value->is_array() && !value->get_array().empty()) value = &value->get_array().front();
    if (!value || !value->is_string()) continue;
    std::string text = text::repair_utf8(view(value->get_string()));
    if (!text::collapse(text).empty()) return text;
  }
  return "";
}

/// A text, or the name or address of an object, or of the first in a list.
std::string named(const Graph& graph, const json::object& object, std::string_view key,
                  std::initializer_list<std::string_view> inner_keys) {
  const json::value* value = object.if_contains(view(key));
  if (value && value->is_array() && !value->get_array().empty()) value = &value->get_array().front();
  if (!value) return "";
  if (const auto* string = value->if_string()) return text::repair_utf8(view(*string));
  if (const auto* inner = value->if_object()) return text_in(graph.follow(*inner), inner_keys);
  return "";
}

void read_authors(const Graph& graph, const json::object& object, JsonLd& found) {
  std::vector<std::string>& authors = found.authors;
  std::size_t organizations = 0;
  const auto add = [&](const json::value& value) {
    std::string name;
    if (const auto* string = value.if_string()) name = text::repair_utf8(view(*string));
    if (const auto* object_of = value.if_object()) {
      const json::object& person = graph.follow(*object_of);
      name = text_in(person, {"name"});
      if (name.empty()) name = text_in(person, {"givenName"}) + " " + text_in(person, {"familyName"});
    }
    name = plain_line(name);
    if (name.empty() || std::ranges::find(authors, name) != authors.end()) return;
    authors.push_back(std::move(name));
    if (const auto* object_of = value.if_object()) {
      bool organization = false;
      for_types(graph.follow(*object_of), [&](std::string_view type) {
        organization = organization || without_vocabulary(type).ends_with("Organization");
      });
      organizations += organization ? 1 : 0;
    }
  };
  for (const std::string_view key : {"author", "creator"}) {
    const json::value* value = object.if_contains(view(key));
    if (!value) continue;
    // {"name": ["A", "B"]} is meant as two people.
    if (const auto* person = value->if_object();
        person && person->if_contains("name") && person->at("name").is_array()) {
      value = &person->at("name");
    }
    if (const auto* list = value->if_array()) {
      std::ranges::for_each(*list, add);
    } else {
      add(*value);
    }
    if (!authors.empty()) break;
  }
  found.authors_are_organizations = !authors.empty() && organizations == authors.size();
}

/// true, "True", "https://schema.org/False".
std::optional<bool> bool_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(view(key));
  if (!value) return std::nullopt;
  if (const bool* said = value->if_bool()) return *said;
  const json::string* text = value->if_string();
  if (!text) return std::nullopt;
  const std::string said = text::fold(without_vocabulary(view(*text)));
  if (said == "true") return true;
  if (said == "false") return false;
  return std::nullopt;
}

bool same_page(std::string_view a, std::string_view b) {
  const auto one = text::Url::parse(a);
  const auto other = text::Url::parse(b);
  return one && other && one->canonical() == other->canonical();
}

std::string url_of(const Graph& graph, const json::object& object) {
  std::string url = text_in(object, {"url"});
  if (url.empty()) url = named(graph, object, "mainEntityOfPage", {"@id", "url"});
  return text::collapse(url);
}

}  // namespace

std::string_view without_vocabulary(std::string_view type) {
  if (const std::size_t slash = type.find_last_of("/:#"); slash != std::string_view::npos)
    type.remove_prefix(slash + 1);
  return type;
}

std::optional<JsonLd> read_json_ld(const std::vector<std::string>& scripts, std::string_view page_url,
                                   std::string_view page_title) {
  try {
    const Graph graph(scripts);
    const json::object* best = nullptr;
    int best_score = 0;
    const std::string title = text::fold(page_title);
    for (const json::object* candidate : graph.candidates()) {
      int score = 10 * rank_of(*candidate);
      const std::string headline = text::fold(plain_line(text_in(*candidate, {"headline", "name"})));
      if (headline.empty()) score -= 15;
      if (!headline.empty() && title.find(headline) != std::string::npos) score += 20;
      if (!page_url.empty() && same_page(url_of(graph, *candidate), page_url)) score += 20;
      if (candidate->contains("articleBody")) score += 5;
      if (candidate->contains("datePublished")) score += 5;
      if (score > best_score) {
        best_score = score;
        best = candidate;
      }
    }
    JsonLd found;
    found.types = graph.types();
    if (!best && found.types.empty()) return std::nullopt;
    if (!best) return found;
    // Entities twice over are common enough: "&amp;#8230;".
    found.headline = text::shorten(plain_line(plain_line(text_in(*best, {"headline"}))), kLongestHeadline);
    if (found.headline.empty() && rank_of(*best) >= 2) {
      found.headline = text::shorten(plain_line(text_in(*best, {"name"})), kLongestHeadline);
    }
    found.alternative_headline =
        text::shorten(plain_line(text_in(*best, {"alternativeHeadline", "alternateName"})), kLongestHeadline);
    read_authors(graph, *best, found);
    found.published = text_in(*best, {"datePublished", "dateCreated", "uploadDate"});
    found.modified = text_in(*best, {"dateModified"});
    found.section = plain_line(text_in(*best, {"articleSection"}));
    found.image = text::collapse(named(graph, *best, "image", {"url", "contentUrl", "@id"}));
    found.language = text::collapse(named(graph, *best, "inLanguage", {"alternateName", "name"}));
    found.url = url_of(graph, *best);
    found.description = plain_line(text_in(*best, {"description"}));
    found.publisher = plain_line(named(graph, *best, "publisher", {"name"}));
    found.article_body = text_in(*best, {"articleBody"});
    found.free_to_read = bool_in(*best, "isAccessibleForFree");
    return found;
  } catch (const std::exception&) {  // Out of memory in Boost.JSON: the page says nothing that we can use.
    return std::nullopt;
  }
}

}  // namespace dateline::article
