#include "article/script_text.h"

#include <boost/json.hpp>
#include <string>

#include "article/first_guess.h"
#include "article/page_blocks.h"
#include "article/page_text.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

namespace json = boost::json;

/// Characters of the shortest text that is taken: two or three sentences.
constexpr std::size_t kShortest = 200;
/// Sites nest their data deep, but not deeper.
constexpr std::size_t kMostDepth = 40;
/// Levels above a text on which its headline may stand.
constexpr int kNearHeadline = 3;

bool is_prose_string(const json::value& value) {
  return value.is_string() && is_prose(value.get_string(), count_letters(value.get_string()));
}

class Finder {
 public:
  explicit Finder(std::string_view headline) : headline_(text::fold(headline)) {}

  /// `near` is how many levels up from here the headline stands among an object's strings; 0: it does not.
  void look(const json::value& value, int near) {
    if (const json::object* object = value.if_object()) {
      near = names_headline(*object) ? kNearHeadline : near - 1;
      for (const auto& [key, member] : *object) look(member, near);
    } else if (const json::array* array = value.if_array()) {
      offer(paragraphs_of(*array), near);
      for (const json::value& member : *array) look(member, near - 1);
    } else if (is_prose_string(value)) {
      offer(plain_paragraphs(value.get_string()), near);
    }
  }
  std::string take() { return std::move(best_); }

 private:
  bool names_headline(const json::object& object) const {
    for (const auto& [key, member] : object) {
      if (member.is_string() && member.get_string().size() < 2 * headline_.size() + 20 &&
          text::fold(member.get_string()) == headline_) {
        return true;
      }
    }
    return false;
  }

  /// Of a list of strings, or of objects that hold one each.
  static std::string paragraphs_of(const json::array& array) {
    std::string text;
    const auto add = [&](const json::value& value) {
      if (is_prose_string(value)) text.append(text.empty() ? "" : "\n\n").append(plain_paragraphs(value.get_string()));
    };
    for (const json::value& member : array) {
      add(member);
      if (const json::object* object = member.if_object()) {
        for (const auto& [key, value] : *object) add(value);
      }
    }
    return text;
  }

  void offer(std::string text, int near) {
    const std::size_t letters = count_letters(text);
    const bool is_near = near > 0;
    if (letters < kShortest || is_near < best_is_near_ || (is_near == best_is_near_ && letters <= letters_)) return;
    best_ = std::move(text);
    letters_ = letters;
    best_is_near_ = is_near;
  }

  const std::string headline_;  // Folded.
  std::string best_;
  std::size_t letters_ = 0;
  bool best_is_near_ = false;
};

}  // namespace

std::string text_in_scripts(const markup::Document& page, std::string_view headline) {
  Finder finder(headline);
  const markup::Node* const root = &page.root();
  for (const markup::Node* node = root; node; node = markup::next_in_order(node, root)) {
    if (node->tag != markup::Tag::kScript || !node->attribute("type").ends_with("json") || !node->first_child) continue;
    json::parse_options options;
    options.max_depth = kMostDepth;
    boost::system::error_code error;
    const json::value value = json::parse(node->first_child->text(), error, {}, options);
    if (!error) finder.look(value, 0);
  }
  return finder.take();
}

}  // namespace dateline::article
