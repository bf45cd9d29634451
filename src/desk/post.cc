#include "desk/post.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dateline::desk {
namespace {

// Generous for people, and far below what any page or feed of ours could not carry.
constexpr std::size_t kMaxLine = 300;         // Headlines of our news corpora end at 200 characters.
constexpr std::size_t kMaxParagraph = 2'000;  // Standfirst, correction.
constexpr std::size_t kMaxBody = 500'000;     // A book of 80,000 words.

// article::Article::section names them.
constexpr std::array<std::string_view, 8> kSections = {"world",  "business", "politics", "science",
                                                       "health", "culture",  "sport",    "opinion"};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool has_line_break(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

class Checker {
 public:
  void field(std::string name, std::string_view label, std::string_view value, std::size_t most, bool one_line) {
    if (!text::is_utf8(value)) {
      return problem(std::move(name),
                     "The " + std::string(label) + " has characters that cannot be read. Please type it again.");
    }
    if (one_line && has_line_break(value)) {
      return problem(std::move(name), "Please write the " + std::string(label) + " on one line.");
    }
    if (const std::size_t size = text::length(value); size > most) {
      problem(std::move(name), "Please shorten the " + std::string(label) + ": it has " + std::to_string(size) +
                                   " characters, and " + std::to_string(most) + " fit.");
    }
  }

  void problem(std::string field, std::string message) { problems.push_back({std::move(field), std::move(message)}); }

  std::vector<Problem> problems;
};

}  // namespace

article::ArticleId Post::article_id() const {
  // The same number: a post is drawn at random (new_post), so it is as unlikely to meet another article's id as two
  // articles are to meet, and nothing has to be looked up. Not the id of its public URL, which changes with the site's
  // address.
  return article::ArticleId{id.value};
}

std::string_view to_string(Post::State state) {
  switch (state) {
    case Post::State::kDraft:
      return "draft";
    case Post::State::kPublished:
      return "published";
    case Post::State::kWithdrawn:
      return "withdrawn";
  }
  DATELINE_CHECK(!"a state outside the enumeration");
  return "";
}

std::optional<Post::State> parse_state(std::string_view text) {
  for (const Post::State state : {Post::State::kDraft, Post::State::kPublished, Post::State::kWithdrawn}) {
    if (text == to_string(state)) return state;
  }
  return std::nullopt;
}

Post new_post(Instant now) {
  Post post;
  post.id = PostId{digest64(random_key())};
  post.created_at = now;
  post.updated_at = now;
  return post;
}

std::vector<Problem> check_post(const Post& post, bool publish) {
  Checker check;
  if (publish && is_blank(post.headline)) check.problem("headline", "Please write a headline.");
  check.field("headline", "headline", post.headline, kMaxLine, true);
  check.field("kicker", "kicker", post.kicker, kMaxLine, true);
  check.field("standfirst", "standfirst", post.standfirst, kMaxParagraph, false);
  check.field("byline", "byline", post.byline, kMaxLine, true);
  if (!post.section.empty() && std::find(kSections.begin(), kSections.end(), post.section) == kSections.end()) {
    check.problem("section", "Please choose one of the sections.");
  }
  if (publish && is_blank(post.body)) check.problem("body", "Please write the article before you publish it.");
  check.field("body", "article", post.body, kMaxBody, false);
  check.field("correction", "correction", post.correction, kMaxParagraph, false);
  return std::move(check.problems);
}

}  // namespace dateline::desk
