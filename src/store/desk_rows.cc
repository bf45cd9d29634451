#include "store/desk_rows.h"

#include <charconv>
#include <chrono>

namespace dateline::store {
namespace {

/// A line each: "correction 1675182000 It was Havana."; "-" in place of the time where it has none.
std::string lines_of(const std::vector<desk::Note>& notes) {
  std::vector<std::string> lines;
  for (const desk::Note& note : notes) {
    const std::string at = note.at ? std::to_string(note.at->time_since_epoch().count()) : "-";
    lines.push_back(std::string(desk::to_string(note.kind)) + " " + at + " " + note.text);
  }
  return join_lines(lines);
}

std::vector<desk::Note> notes_from(std::string_view lines) {
  std::vector<desk::Note> notes;
  for (const std::string& line : split_lines(lines)) {
    const std::size_t kind_ends = line.find(' ');
    const std::size_t at_ends = kind_ends == std::string::npos ? kind_ends : line.find(' ', kind_ends + 1);
    const auto kind = desk::parse_note_kind(std::string_view(line).substr(0, kind_ends));
    if (!kind || at_ends == std::string::npos) continue;  // Not ours: the row's hash tells.
    desk::Note note{*kind, line.substr(at_ends + 1), std::nullopt};
    std::int64_t at = 0;
    const char* end = line.data() + at_ends;
    if (std::from_chars(line.data() + kind_ends + 1, end, at).ptr == end) note.at = Instant(std::chrono::seconds(at));
    notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace

Row to_row(const desk::Post& post) {
  static const desk::PictureUse kNone{};
  const desk::PictureUse& picture = post.picture ? *post.picture : kNone;
  return {post.id,
          post.revision,
          desk::to_string(post.state),
          post.kicker,
          post.headline,
          post.standfirst,
          post.byline,
          post.section,
          post.body,
          lines_of(post.notes),
          post.replies_open,
          post.created_at,
          post.updated_at,
          post.published_at,
          post.saved_by,
          join_lines(post.tags),
          join_lines(post.brief.known),
          join_lines(post.brief.unknown),
          join_lines(post.brief.matters),
          post.picture ? Value(picture.id) : Value(),
          picture.width,
          picture.height,
          picture.alt,
          picture.caption,
          picture.credit,
          desk::to_string(post.live),
          post.live_ended_at};
}

desk::Post post_from(Columns& columns) {
  desk::Post post;
  post.id = columns.id<desk::PostId>();
  post.revision = static_cast<int>(columns.number());
  post.state = desk::parse_state(columns.text()).value_or(desk::Post::State::kDraft);
  post.kicker = columns.text();
  post.headline = columns.text();
  post.standfirst = columns.text();
  post.byline = columns.text();
  post.section = columns.text();
  post.body = columns.text();
  post.notes = notes_from(columns.text());
  post.replies_open = columns.flag();
  post.created_at = columns.instant();
  post.updated_at = columns.instant();
  post.published_at = columns.optional_instant();
  post.saved_by = columns.text();
  post.tags = split_lines(columns.text());
  post.brief.known = split_lines(columns.text());
  post.brief.unknown = split_lines(columns.text());
  post.brief.matters = split_lines(columns.text());
  const auto picture = columns.optional_id<desk::PictureId>();
  desk::PictureUse use;
  use.width = static_cast<int>(columns.number());
  use.height = static_cast<int>(columns.number());
  use.alt = columns.text();
  use.caption = columns.text();
  use.credit = columns.text();
  if (picture) {
    use.id = *picture;
    post.picture = std::move(use);
  }
  post.live = desk::parse_live(columns.text()).value_or(desk::Post::Live::kNo);
  post.live_ended_at = columns.optional_instant();
  return post;
}

Row to_row(const KeptEntry& kept) {
  const desk::LiveEntry& entry = kept.entry;
  return {entry.id, kept.post,        entry.headline, entry.body,     entry.key_event, entry.byline,
          entry.at, entry.updated_at, entry.revision, entry.saved_by, kept.taken_back};
}

KeptEntry live_entry_from(Columns& columns) {
  KeptEntry kept;
  desk::LiveEntry& entry = kept.entry;
  entry.id = columns.id<desk::LiveEntryId>();
  kept.post = columns.id<desk::PostId>();
  entry.headline = columns.text();
  entry.body = columns.text();
  entry.key_event = columns.flag();
  entry.byline = columns.text();
  entry.at = columns.instant();
  entry.updated_at = columns.optional_instant();
  entry.revision = static_cast<int>(columns.number());
  entry.saved_by = columns.text();
  kept.taken_back = columns.flag();
  return kept;
}

Row to_row(const desk::Picture& picture) {
  return {picture.id,      picture.width,  picture.height, picture.alt,
          picture.caption, picture.credit, picture.by,     picture.at};
}

desk::Picture picture_from(Columns& columns) {
  desk::Picture picture;
  picture.id = columns.id<desk::PictureId>();
  picture.width = static_cast<int>(columns.number());
  picture.height = static_cast<int>(columns.number());
  picture.alt = columns.text();
  picture.caption = columns.text();
  picture.credit = columns.text();
  picture.by = columns.text();
  picture.at = columns.instant();
  return picture;
}

Row to_row(desk::PictureId picture, const desk::Rendition& rendition) {
  return {picture, rendition.width, rendition.height, rendition.content_type, Blob{rendition.bytes}};
}

Row to_row(const desk::Account& account) {
  return {account.name, desk::to_string(account.role), account.password_hash, account.created_at};
}

desk::Account account_from(Columns& columns) {
  desk::Account account;
  account.name = columns.text();
  account.role = desk::parse_role(columns.text()).value_or(desk::Role::kEditor);  // What cannot be read may do less.
  account.password_hash = columns.text();
  account.created_at = columns.instant();
  return account;
}

Row to_row(const desk::AuditEntry& entry) {
  return {entry.at, entry.who, entry.action, entry.target, entry.detail};
}

desk::AuditEntry audit_entry_from(Columns& columns) {
  desk::AuditEntry entry;
  entry.at = columns.instant();
  entry.who = columns.text();
  entry.action = columns.text();
  entry.target = columns.text();
  entry.detail = columns.text();
  return entry;
}

}  // namespace dateline::store
