#include "article/date_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/utf8.h"

namespace dateline::article {
namespace {

constexpr auto kChanged = std::to_array<std::string_view>(
    {"updat",       "modif",    "last edit", "revis",    "review",     "aktuali",  "geänder", "mis à jour",
     "mise à jour", "actualiz", "atualiz",   "aggiorn",  "bijgewerkt", "uppdater", "opdater", "oppdater",
     "обновл",      "изменен",  "оновл",     "güncelle", "zaktualiz",  "päivitet", "ažurira", "frissít",
     "ενημέρωσ",    "cập nhật", "diperbaru", "更新",     "수정",       "עודכן",    "تحديث"});

constexpr auto kPublished = std::to_array<std::string_view>(
    {"publi",     "pubbl",   "posted",  "posté", "veröffentlicht", "erstellt", "erschienen", "gepost",
     "geplaatst", "опублик", "julkais", "objav", "zverejn",        "megjelen", "δημοσιε",    "yayın",
     "đăng",      "tayang",  "発表",    "公開",  "掲載",           "发布",     "發布",       "发表",
     "發表",      "입력",    "게시",    "등록",  "פורסם",          "نشر"});

bool has_any(const std::string& folded, const auto& stems) {
  return std::ranges::any_of(stems, [&](std::string_view stem) { return folded.find(stem) != std::string::npos; });
}

}  // namespace

bool says_changed(std::string_view line) {
  const std::string folded = text::fold(line);
  return has_any(folded, kChanged) && !has_any(folded, kPublished);
}

bool says_published(std::string_view line) {
  return has_any(text::fold(line), kPublished);
}

}  // namespace dateline::article
