#include "article/section.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/utf8.h"

namespace dateline::article {
namespace {

struct Row {
  std::string_view section;
  std::string_view names;  ///< Folded, apart by spaces; those of two words with a hyphen.
};

/// Names of desks as sites print them or put them into addresses. A word that could mean two sections ("news",
/// "society", "local", "europe-business") is in none; where a paper's home country is its "politics", that is it.
constexpr auto kRows = std::to_array<Row>({
    {"world",
     "world world-news worldnews international internationales internacional international-news global "
     "foreign foreign-affairs ausland welt europe europa europe-news asia asien africa afrika americas "
     "middle-east middleeast nahost mundo monde esteri mondo wereld buitenland varlden utrikes verden "
     "udland utenriks ulkomaat maailma swiat zagranica zahranici svet vilag kulfold dunya διεθνη κοσμος "
     "мир в-мире мировые-новости world-politics за-рубежом світ عالم العالم دولي חדשות-בעולם 国际 國際 "
     "世界 国際 海外 국제 세계 quoc-te the-gioi ruba dunia internasional दुनिया विदेश"},
    {"politics",
     "politics political politik politica politique politikk inland-politik election elections wahl "
     "wahlen eleccion elecciones elezioni us-politics uspolitics ukpolitics white-house congress "
     "bundestag parlament parliament innenpolitik inrikespolitik politiikka polityka politika siyaset "
     "πολιτικη политика політика سياسة السياسة מדיני 政治 정치 chinh-tri राजनीति politiek "
     "kotimaan-politiikka"},
    {"business",
     "business economy economics money finance finances markets market companies wirtschaft finanzen "
     "borse boerse geld unternehmen economie economia finanza finanzas mercados negocios empresas "
     "entreprises argent economie-finance ekonomi okonomi naringsliv erhverv penge talous gospodarka "
     "biznes pieniadze ekonomika byznys gazdasag οικονομια экономика бизнес финансы економіка اقتصاد "
     "الاقتصاد כלכלה 经济 經濟 財經 财经 経済 경제 kinh-te kinh-doanh bisnis व्यापार अर्थव्यवस्था"},
    {"science",
     "science sciences tech technology technologie tecnologia wissen wissenschaft digital netzwelt "
     "technik forschung space environment climate climate-change klima umwelt ciencia scienza scienze "
     "wetenschap vetenskap viden videnskab tiede nauka tudomany bilim teknoloji teknik planete "
     "environnement medio-ambiente ambiente επιστημη τεχνολογια наука технологии технології علوم "
     "تكنولوجيا מדע 科技 科学 科學 テクノロジー 과학 khoa-hoc cong-nghe sains teknologi विज्ञान tecno "
     "computer gaming games"},
    {"health",
     "health healthcare medicine wellness wellbeing gesundheit medizin sante salud salute sanita saude "
     "gezondheid halsa sundhed helse terveys zdrowie zdravi zdravje egeszseg saglik υγεια здоровье "
     "здоров'я صحة الصحة בריאות 健康 医療 건강 suc-khoe kesehatan स्वास्थ्य coronavirus covid covid-19"},
    {"culture",
     "culture arts art entertainment celebrity celebrities celebs film films movies movie music musik "
     "books television tv tv-radio theatre theater stage lifestyle life style showbiz kultur feuilleton "
     "unterhaltung leute stars promis buhne kino cultura cultuur spettacoli kulttuuri viihde kultura "
     "rozrywka kultur-unterhaltung people culture-loisirs noje kendt underholdning "
     "kultur-og-underholdning πολιτισμος культура ثقافة فن תרבות 文化 娱乐 娛樂 エンタメ 문화 연예 "
     "van-hoa giai-tri hiburan मनोरंजन magazin arts-entertainment tv-and-radio"},
    {"sport",
     "sport sports football soccer fussball fußball futbol calcio voetbal fotboll fodbold fotball "
     "jalkapallo basketball baseball nfl nba mlb nhl cricket tennis golf rugby rugby-union rugby-league "
     "olympics olympia formel-1 formula-1 f1 formel1 motorsport handball cycling boxing deporte deportes "
     "esporte esportes desporto sporten urheilu pilka-nozna spor αθλητισμος спорт رياضة الرياضة ספורט "
     "体育 體育 スポーツ 스포츠 the-thao olahraga खेल bundesliga premier-league"},
    {"opinion",
     "opinion opinions comment commentary editorial editorials column columns columnist columnists "
     "commentisfree op-ed oped voices debate meinung kommentar kommentare kolumne kolumnen leitartikel "
     "gastkommentar debatte debats opinions-debats idees tribune tribunes opinioni opinione editoriale "
     "opinio opinie columnisten ledare debatt debat leder meninger mielipide kolumnit opinie-i-komentarze "
     "komentare nazory velemeny yazarlar gorus αποψεις мнение мнения думки آراء رأي דעות 评论 評論 社説 "
     "오피니언 사설 opini विचार blogs letters"},
});

/// Folded, and Latin letters without their accents ("Économie" -> "economie"), as addresses write them too.
std::string plain(std::string_view name) {
  constexpr auto kAccents = std::to_array<std::pair<std::string_view, std::string_view>>({{"áàâäãåā", "a"},
                                                                                          {"éèêëēėę", "e"},
                                                                                          {"íìîïī", "i"},
                                                                                          {"óòôöõøō", "o"},
                                                                                          {"úùûüū", "u"},
                                                                                          {"çćč", "c"},
                                                                                          {"ñńň", "n"},
                                                                                          {"ýÿ", "y"},
                                                                                          {"śšş", "s"},
                                                                                          {"žźż", "z"},
                                                                                          {"łľ", "l"},
                                                                                          {"ğ", "g"},
                                                                                          {"ıi̇", "i"},
                                                                                          {"ďđ", "d"},
                                                                                          {"řŕ", "r"},
                                                                                          {"ťț", "t"}});
  const std::string folded = text::fold(name);
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const bool two_bytes = (static_cast<unsigned char>(folded[i]) & 0xE0) == 0xC0 && i + 1 < folded.size();
    const std::string_view letter = std::string_view(folded).substr(i, two_bytes ? 2 : 1);
    std::string_view replaced = letter;
    if (two_bytes) {
      for (const auto& [accented, base] : kAccents) {
        if (accented.find(letter) != std::string_view::npos) replaced = base;
      }
    }
    out += replaced;
    i += letter.size();
  }
  return out;
}

const std::unordered_map<std::string, std::string_view>& sections_by_name() {
  static const auto made = [] {
    std::unordered_map<std::string, std::string_view> map;
    for (const Row& row : kRows) {
      for (std::size_t from = 0; from < row.names.size();) {
        const std::size_t to = std::min(row.names.find(' ', from), row.names.size());
        map.try_emplace(plain(row.names.substr(from, to - from)), row.section);
        from = to + 1;
      }
    }
    return map;
  }();
  return made;
}

std::string_view look_up(std::string_view name) {
  const auto& map = sections_by_name();
  const auto at = map.find(std::string(name));
  return at == map.end() ? std::string_view{} : at->second;
}

}  // namespace

std::string_view section_of_name(std::string_view name) {
  // Longer names are sentences or lists of keywords.
  constexpr std::size_t kLongestName = 100;
  if (name.size() > kLongestName) return {};
  const std::string folded = plain(text::collapse(name));
  std::string joined = folded;
  std::ranges::replace(joined, ' ', '-');
  if (const auto whole = look_up(joined); !whole.empty()) return whole;
  // "News > Politics", "Wirtschaft/Unternehmen", "Arts & Culture": the first part that is known.
  std::string part;
  for (const char c : folded + " ") {
    const bool inner =
        static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (inner) {
      part += c;
      continue;
    }
    if (const auto known = look_up(part); !known.empty()) return known;
    part.clear();
  }
  return {};
}

std::string_view section_of_path(std::string_view path) {
  // Only folders: the last segment is the article's own name.
  constexpr std::size_t kMostFolders = 6;
  std::size_t folders = 0;
  while (!path.empty() && folders++ < kMostFolders) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view folder = path.substr(0, slash);
    path.remove_prefix(slash + 1);
    if (folder.empty()) continue;
    if (const auto known = look_up(plain(folder)); !known.empty()) return known;
  }
  return {};
}

}  // namespace dateline::article
