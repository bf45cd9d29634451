#include "desk/post.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dateline::desk {
namespace {

// Generous for people, and far below what any page or feed of ours could not carry.
constexpr std::size_t kMaxLine = 300;         // Headlines of our news corpora end at 200 characters.
constexpr std::size_t kMaxParagraph = 2'000;  // Standfirst, note.
constexpr std::size_t kMaxBody = 500'000;     // A book of 80,000 words.
constexpr std::size_t kMaxEntry = 20'000;     // An entry is read between two others; this is a long article.
constexpr std::size_t kMaxTag = 60;           // "International Law Enforcement Cooperation" has 41.
constexpr std::size_t kMostTags = 20;         // More would say nothing about any of them.
constexpr std::size_t kMostNotes = 50;        // Far above what an article lives through, and a page still carries it.
constexpr std::size_t kMostLines = 10;        // Of each part of a brief: three to five are read.

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
  using Kind = Problem::Kind;

  void field(std::string name, std::string_view label, std::string_view value, std::size_t most, bool one_line) {
    if (!text::is_utf8(value)) {
      return problem(std::move(name),
                     "The " + std::string(label) + " has characters that cannot be read. Please type it again.",
                     Kind::kUnreadable);
    }
    if (one_line && has_line_break(value)) {
      return problem(std::move(name), "Please write the " + std::string(label) + " on one line.", Kind::kManyLines);
    }
    if (const std::size_t size = text::length(value); size > most) {
      problem(std::move(name),
              "Please shorten the " + std::string(label) + ": it has " + std::to_string(size) + " characters, and " +
                  std::to_string(most) + " fit.",
              Kind::kTooLong, size, most);
    }
  }

  /// What stands in a list, a line each.
  void lines(const std::string& name, std::string_view label, const std::vector<std::string>& values, std::size_t most,
             std::size_t longest) {
    if (values.size() > most) {
      problem(name,
              "Please leave out some of " + std::string(label) + ": there are " + std::to_string(values.size()) +
                  ", and " + std::to_string(most) + " fit.",
              Kind::kTooMany, values.size(), most);
    }
    for (const std::string& value : values) {
      const std::size_t before = problems.size();
      field(name, "line" + (text::is_utf8(value) ? " “" + text::shorten(value, 40) + "”" : std::string()), value,
            longest, true);
      if (problems.size() == before) continue;
      if (problems.back().kind == Kind::kTooLong) problems.back().kind = Kind::kLongLine;
      return;  // One is enough to go by.
    }
  }

  void problem(std::string field, std::string message, Kind kind, std::size_t size = 0, std::size_t most = 0) {
    problems.push_back({std::move(field), std::move(message), kind, size, most});
  }
  void missing(std::string field, std::string message) {
    problem(std::move(field), std::move(message), Kind::kMissing);
  }

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

std::string_view to_string(Post::Live live) {
  switch (live) {
    case Post::Live::kNo:
      return "no";
    case Post::Live::kOn:
      return "on";
    case Post::Live::kOver:
      return "over";
  }
  DATELINE_CHECK(!"a value outside the enumeration");
  return "";
}

std::optional<Post::Live> parse_live(std::string_view text) {
  for (const Post::Live live : {Post::Live::kNo, Post::Live::kOn, Post::Live::kOver}) {
    if (text == to_string(live)) return live;
  }
  return std::nullopt;
}

std::string_view to_string(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::kCorrection:
      return "correction";
    case Note::Kind::kUpdate:
      return "update";
    case Note::Kind::kWithdrawal:
      return "withdrawal";
  }
  DATELINE_CHECK(!"a kind outside the enumeration");
  return "";
}

std::optional<Note::Kind> parse_note_kind(std::string_view text) {
  for (const Note::Kind kind : {Note::Kind::kCorrection, Note::Kind::kUpdate, Note::Kind::kWithdrawal}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

const Note* Post::newest_note(Note::Kind kind) const {
  const auto found = std::find_if(notes.rbegin(), notes.rend(), [&](const Note& note) { return note.kind == kind; });
  return found == notes.rend() ? nullptr : &*found;
}

void date_notes(Post& post, Instant now) {
  if (post.state == Post::State::kPublished) {
    std::erase_if(post.notes, [](const Note& note) { return note.kind == Note::Kind::kWithdrawal; });
  }
  for (Note& note : post.notes) {
    if (!note.at) note.at = now;
  }
}

Post new_post(Instant now) {
  Post post;
  post.id = PostId{digest64(random_key())};
  post.created_at = now;
  post.updated_at = now;
  return post;
}

LiveEntry new_entry(Instant now) {
  LiveEntry entry;
  entry.id = LiveEntryId{digest64(random_key())};
  entry.at = now;
  return entry;
}

std::vector<Problem> check_post(const Post& post, bool publish) {
  Checker check;
  if (publish && is_blank(post.headline)) check.missing("headline", "Please write a headline.");
  check.field("headline", "headline", post.headline, kMaxLine, true);
  check.field("kicker", "kicker", post.kicker, kMaxLine, true);
  check.field("standfirst", "standfirst", post.standfirst, kMaxParagraph, false);
  check.field("byline", "byline", post.byline, kMaxLine, true);
  if (!post.section.empty() && std::find(kSections.begin(), kSections.end(), post.section) == kSections.end()) {
    check.problem("section", "Please choose one of the sections.", Problem::Kind::kMalformed);
  }
  // A live article may begin with nothing but its headline: the entries are what is read.
  if (publish && post.live == Post::Live::kNo && is_blank(post.body)) {
    check.missing("body", "Please write the article before you publish it.");
  }
  check.field("body", "article", post.body, kMaxBody, false);
  if (post.notes.size() > kMostNotes) {
    check.problem("note", "Please leave out some of the notes.", Problem::Kind::kTooMany, post.notes.size(),
                  kMostNotes);
  }
  for (const Note& note : post.notes) {
    const std::size_t before = check.problems.size();
    check.field(note.kind == Note::Kind::kWithdrawal ? "reason" : "note", "note", note.text, kMaxParagraph, true);
    if (check.problems.size() != before) break;  // One is enough to go by.
  }
  check.lines("tags", "the tags", post.tags, kMostTags, kMaxTag);
  check.lines("known", "what we know", post.brief.known, kMostLines, kMaxLine);
  check.lines("unknown", "what we don’t know", post.brief.unknown, kMostLines, kMaxLine);
  check.lines("matters", "why it matters", post.brief.matters, kMostLines, kMaxLine);
  if (post.picture) {
    if (publish && is_blank(post.picture->alt)) {
      check.missing("picture_alt", "Please say what the picture shows, for readers who do not see it.");
    }
    check.field("picture_alt", "description of the picture", post.picture->alt, kMaxParagraph, true);
    check.field("picture_caption", "caption", post.picture->caption, kMaxParagraph, true);
    check.field("picture_credit", "credit", post.picture->credit, kMaxLine, true);
  }
  return std::move(check.problems);
}

std::vector<Problem> check_entry(const LiveEntry& entry) {
  Checker check;
  if (is_blank(entry.body) && is_blank(entry.headline)) check.missing("entry_body", "Please write the entry.");
  if (entry.key_event && is_blank(entry.headline)) {
    check.missing("entry_headline",
                  "Please give a key event a headline: the list on top of the page names it by that.");
  }
  check.field("entry_headline", "headline", entry.headline, kMaxLine, true);
  check.field("entry_body", "entry", entry.body, kMaxEntry, false);
  check.field("entry_byline", "byline", entry.byline, kMaxLine, true);
  return std::move(check.problems);
}

}  // namespace dateline::desk
