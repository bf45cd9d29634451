#include "article/date_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/utf8.h"

namespace dateline::article {
namespace {

constexpr auto kChanged = std::to_array<std::string_view>(
    {"updat",       "modif",    "last edit", "revis",     "review",     "aktuali",  "geänder", "mis à jour",
     "mise à jour", "actualiz", "atualiz",   "aggiorn",   "bijgewerkt", "uppdater", "opdater", "oppdater",
     "обновл",      "изменен",  "оновл",     "güncelle",  "zaktualiz",  "päivitet", "ažurira", "frissít",
     "stand:",      "ενημέρωσ", "cập nhật",  "diperbaru", "更新",       "수정",     "עודכן",   "تحديث"});

constexpr auto kPublished = std::to_array<std::string_view>(
    {"publi",     "pubbl",   "posted",  "posté", "veröffentlicht", "erstellt", "erschienen", "gepost",
     "geplaatst", "опублик", "julkais", "objav", "zverejn",        "megjelen", "δημοσιε",    "yayın",
     "đăng",      "tayang",  "発表",    "公開",  "掲載",           "发布",     "發布",       "发表",
     "發表",      "입력",    "게시",    "등록",  "פורסם",          "نشر"});

constexpr std::size_t kLongestLine = 500;  ///< Longer is no line of dates.

bool has_any(const std::string& folded, const auto& stems) {
  return std::ranges::any_of(stems, [&](std::string_view stem) { return folded.find(stem) != std::string::npos; });
}

/// Whether no date can be in it, as in most lines. Beyond ASCII there are other digits, and characters that fold to
/// them.
bool has_no_digit(std::string_view line) {
  return std::ranges::none_of(line,
                              [](char c) { return (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; });
}

/// Where the first of these stands.
std::size_t first_of(const std::string& folded, const auto& stems) {
  std::size_t first = std::string::npos;
  for (const std::string_view stem : stems) first = std::min(first, folded.find(stem));
  return first;
}

}  // namespace

bool says_changed(std::string_view line) {
  const std::string folded = text::fold(line);
  return has_any(folded, kChanged) && !has_any(folded, kPublished);
}

std::optional<text::LocalTime> date_of_publishing_in(std::string_view line, const text::DateHabits& habits) {
  if (line.size() > kLongestLine || has_no_digit(line)) return std::nullopt;
  const std::string folded = text::fold(line);
  const std::size_t changed = first_of(folded, kChanged);
  if (changed == std::string::npos) return text::find_date(line, habits);
  const std::size_t published = first_of(folded, kPublished);
  if (published != std::string::npos && published > changed) {
    if (const auto date = text::find_date(std::string_view(folded).substr(published), habits)) return date;
  }
  return text::find_date(std::string_view(folded).substr(0, changed), habits);
}

std::optional<text::LocalTime> date_of_change_in(std::string_view line, const text::DateHabits& habits) {
  if (line.size() > kLongestLine || has_no_digit(line)) return std::nullopt;
  const std::string folded = text::fold(line);
  const std::size_t changed = first_of(folded, kChanged);
  if (changed == std::string::npos) return std::nullopt;
  return text::find_date(std::string_view(folded).substr(changed), habits);
}

bool says_published(std::string_view line) {
  return has_any(text::fold(line), kPublished);
}

}  // namespace dateline::article
