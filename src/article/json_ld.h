#pragma once
// Inside article/: what a page says about itself in JSON-LD (schema.org).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::article {

/// As it stands there, one line each, entities decoded. Empty: not said.
struct JsonLd {
  std::string headline;
  std::string alternative_headline;
  std::vector<std::string> authors;
  bool authors_are_organizations = false;  ///< All of them, as it calls them.
  std::string published, modified;         ///< Unread dates.
  std::string section;
  std::string image;
  std::string language;
  std::string url;
  std::string description;
  std::string publisher;
  std::string article_body;  ///< Perhaps HTML, perhaps cut off.
  std::optional<bool> free_to_read;
  std::vector<std::string> types;  ///< Of the objects at the top: what the page says it is. Without vocabulary.
};

/// "NewsArticle" of "https://schema.org/NewsArticle".
std::string_view without_vocabulary(std::string_view type);

/// The best description of an article in these script elements. `page_url` and `page_title` tell the page's article
/// from those that it links to. Lenient: comments, trailing commas, raw control characters, stray quotes, breaking off.
/// Where none describes an article, there are only `types`; absent when there are not even these.
std::optional<JsonLd> read_json_ld(const std::vector<std::string>& scripts, std::string_view page_url,
                                   std::string_view page_title);

}  // namespace dateline::article
