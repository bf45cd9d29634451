#include "text/function_words.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dateline::text {
namespace {

struct List {
  std::string_view language;
  std::string_view words;
};

// Closed word classes only: articles, pronouns, prepositions, conjunctions, auxiliaries, particles. Folded as fold()
// does it (ß is ss). Small on purpose: a word that is missing here weighs little anyway, for it stands in every text;
// a word too many would hide a story ("will", "may" and "us" are left in English for that reason: Will Smith, Theresa
// May, US).
constexpr List kLists[] = {
    {"en",
     "a an the and or but nor so yet if then than because while although though unless until as at by for from in into "
     "of off on onto out over to up with without within about above after against along among around before behind "
     "below between beyond during through toward towards under upon via i me my mine we our ours you your yours he him "
     "his she her hers it its they them their theirs this that these those who whom whose which what when where why "
     "how "
     "am is are was were be been being do does did doing have has had having can could would should shall might must "
     "not no only also just too very more most much many such some any each every all both few other own same here "
     "there again once i'm it's that's isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't "
     "can't couldn't wouldn't shouldn't he's she's they're we're you're i've we've they've"},
    {"de",
     "der die das den dem des ein eine einer eines einem einen und oder aber denn sondern doch wenn als wie ob dass "
     "weil "
     "da während bis an am auf aus bei beim durch für gegen hinter im in ins mit nach neben ohne seit über um unter "
     "von "
     "vom vor wegen zu zum zur zwischen ich mich mir du dich dir er ihn ihm sie es wir uns ihr ihnen euch sein seine "
     "seiner seinem seinen ihre ihrer ihrem ihren mein meine unser unsere man sich dieser diese dieses diesem diesen "
     "jener jene welche welcher welches wer was wo wann warum bin ist sind war waren wird werden wurde wurden worden "
     "habe hat haben hatte hatten kann können konnte soll sollen sollte muss müssen nicht kein keine keinen auch nur "
     "noch schon so sehr mehr hier dort dann nun"},
    {"fr",
     "le la les l'un une un des du de d' au aux et ou mais ni car donc or si que qui quoi dont où quand comme lorsque "
     "puisque à dans en par pour sur sous sans vers avec chez entre contre depuis pendant après avant je me moi tu te "
     "toi il elle on nous vous ils elles se lui leur leurs y ce cet cette ces mon ma mes ton ta tes son sa ses notre "
     "nos "
     "votre vos est sont était étaient être été suis sera seront a ai as ont avait avaient avoir eu aura fait ne pas "
     "plus "
     "très aussi tout tous toute toutes même autre autres ainsi encore c'est n'est qu'il qu'elle qu'un qu'une"},
    {"es",
     "el la los las lo un una unos unas y e o u pero sino ni si que quien quienes cual cuales cuyo donde cuando como "
     "porque aunque mientras a al de del en con sin por para sobre entre hasta desde hacia contra según durante ante "
     "bajo tras yo me mi mí tú te ti él ella ello se le les nos nosotros ustedes ellos ellas su sus este esta esto "
     "estos "
     "estas ese esa eso esos esas aquel es son era eran ser sido fue fueron está están estaba estar ha han había haber "
     "hay he no sí más muy ya también tan todo todos toda todas otro otra otros otras"},
    {"pt",
     "o a os as um uma uns umas e ou mas nem se que quem qual quais cujo onde quando como porque embora enquanto de do "
     "da dos das em no na nos nas ao aos à às por pelo pela pelos pelas para com sem sobre entre até desde contra após "
     "eu me mim tu te você vocês ele ela eles elas lhe lhes nós seu sua seus suas este esta isto estes estas esse essa "
     "isso esses essas aquele aquela é são era eram ser sido foi foram está estão estava estar tem têm tinha ter há "
     "não "
     "mais muito já também tão todo todos toda todas outro outra outros outras"},
    {"it",
     "il lo la i gli le un uno una e ed o ma né se che chi cui quale quali dove quando come perché mentre di del dello "
     "della dei degli delle a al allo alla ai agli alle da dal dalla dai dalle in nel nello nella nei nelle con su sul "
     "sulla sui sulle per tra fra contro dopo prima senza io mi me tu ti te lui lei noi ci voi vi loro si ne suo sua "
     "suoi "
     "sue questo questa questi queste quello quella quelli quelle è sono era erano essere stato stata fu ha hanno "
     "aveva "
     "avere ho non più molto già anche tutto tutti tutta tutte altro altri"},
    {"nl",
     "de het een en of maar want als dan dat die wie wat waar wanneer hoe omdat terwijl hoewel aan achter af bij "
     "binnen "
     "boven door in met na naar naast om onder op over sinds te ten ter tegen tot tussen uit van vanaf voor zonder ik "
     "me "
     "mij mijn je jij jouw u uw hij hem zijn zij ze haar het wij we ons onze jullie hun deze dit er is was waren ben "
     "bent "
     "wordt worden werd werden geworden heeft hebben had hadden kan kunnen kon zal zullen zou zouden moet moeten niet "
     "geen ook nog al wel zeer meer hier daar toen nu"},
    {"sv",
     "en ett den det de dem och eller men för att som om när var där hur än så i på av till från med utan under över "
     "mellan efter före vid mot genom hos jag mig du dig han honom hon henne vi oss ni er sig sin sitt sina hans "
     "hennes "
     "deras denna detta dessa vem vad vilken är var vara varit blir blev har hade ha kan kunde ska skulle måste inte "
     "ingen inga också bara mer mycket nu då här"},
    {"da",
     "en et den det de dem og eller men for at som om når hvor hvordan end så i på af til fra med uden under over "
     "mellem "
     "efter før ved mod gennem hos jeg mig du dig han ham hun hende vi os i jer sig sin sit sine hans hendes deres "
     "denne "
     "dette disse hvem hvad er var være været bliver blev har havde have kan kunne skal skulle vil ville ikke ingen "
     "også "
     "kun mere meget nu da her der"},
    {"no",
     "en ei et den det de dem og eller men for at som om når hvor hvordan enn så i på av til fra med uten under over "
     "mellom etter før ved mot gjennom hos jeg meg du deg han ham hun henne vi oss dere seg sin sitt sine hans hennes "
     "deres denne dette disse hvem hva er var være vært blir ble har hadde ha kan kunne skal skulle vil ville ikke "
     "ingen "
     "også bare mer mye nå da her der"},
    {"fi",
     "ja tai mutta että jos kun kuin koska vaikka niin on oli ovat olivat olla ollut ei en et emme ette eivät se ne "
     "tämä "
     "nämä tuo joka jotka mikä mitä kuka hän he minä sinä me te sen sitä niiden myös vain jo vielä nyt sekä"},
    {"ru",
     "и а но или да ни если что чтобы как когда где куда который которая которые кто чем хотя потому в во на с со к ко "
     "от до из за по о об у под над при для без через между перед после я мы ты вы он она оно они его её ее их им ему "
     "ей "
     "меня нас вас мне нам вам себя свой своя свои это этот эта эти этого тот та те то был была было были быть есть "
     "будет будут не нет же ли бы уже ещё еще так также только более"},
    {"uk",
     "і й та а але або чи що щоб як коли де який яка які хто ніж якщо бо в у на з із зі до від за по про під над при "
     "для "
     "без через між перед після я ми ти ви він вона воно вони його її їх йому їй мене нас вас себе свій своя свої це "
     "цей "
     "ця ці той та ті був була було були бути є буде будуть не ні же б би вже ще так також тільки більше"},
    {"pl",
     "i a ale lub albo oraz ani czy że żeby aby jak gdy kiedy gdzie który która które którzy kto co jeśli bo w we na z "
     "ze "
     "do od za po o u pod nad przy dla bez przez między przed ja my ty wy on ona ono oni one jego jej ich im go mu "
     "mnie "
     "nas was się swój ten ta to te ci tego tej jest są był była było były być będzie będą nie tak już jeszcze też "
     "także "
     "tylko więcej"},
    {"tr",
     "ve veya ya da de ile ama fakat ancak ki için gibi kadar göre sonra önce bir bu şu o ben sen biz siz onlar onun "
     "bunu "
     "ne kim nasıl neden değil mi mı var yok çok daha en her olarak olan oldu olduğu"},
};

using Words = std::unordered_set<std::string_view>;

const std::vector<std::pair<std::string_view, Words>>& lists() {
  static const std::vector<std::pair<std::string_view, Words>> made = [] {
    std::vector<std::pair<std::string_view, Words>> all;
    for (const List& list : kLists) {
      Words words;
      for (std::size_t from = 0; from < list.words.size();) {
        const std::size_t to = std::min(list.words.find(' ', from), list.words.size());
        words.insert(list.words.substr(from, to - from));
        from = to + 1;
      }
      all.emplace_back(list.language, std::move(words));
    }
    return all;
  }();
  return made;
}

}  // namespace

FunctionWords::FunctionWords(std::string_view language) {
  for (const auto& [code, words] : lists()) {
    if (code == language) list_ = &words;
  }
}

bool FunctionWords::contains(std::string_view folded_word) const {
  return list_ && list_->contains(folded_word);
}

}  // namespace dateline::text
