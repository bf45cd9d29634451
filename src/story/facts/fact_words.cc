#include "story/facts/fact_words.h"

#include <algorithm>
#include <array>

#include "text/word_hash.h"

namespace dateline::story {
namespace {

// The tables: a meaning, and the words that have it, folded. Written by hand from the grammar of either language; what
// is in doubt is left out, for a wrong meaning makes a wrong alarm.

enum class What {
  kCardinals,  // Counting up from `value`, a word each.
  kTens,       // The same by tens.
  kOrdinals,
  kCardinal,  // All of them `value`.
  kOrdinal,
  kScale,
  kMonths,
  kWeekdays,
  kUnit,
  kHalfDay,
  kFlag,

  kOpposite,  // `value`: its number; the words before "|" are the opposite of those after it.
  kVerbs,     // Forms of one verb, "|" before the next one.
  kOffices,   // Offices, the words of one between "|"; counted up from `value`.
  kCountries,
  kCurrencies,  // Words of one between "|"; counted up from `value`.
  kSeasons,     // From spring, words of one between "|".
  kRelative,
  kPeriod,  // Days.
  kFate,
  kTopics,  // What bodies and offices are for, words of one between "|"; counted up from `value`.
  kClock,
};
}  // namespace

/// A meaning and its words; "-" is no word.
struct FactRow {
  What what;
  double value;
  std::string_view words;
  Dimension dimension = Dimension::kNone;
};

namespace {

using Row = FactRow;
using enum What;
using F = WordMeaning;
using D = Dimension;

constexpr double kDaysOfMonth = 30.44, kDaysOfYear = 365.25;  // Means.
constexpr double kDaysOfHour = 1.0 / 24, kDaysOfMinute = kDaysOfHour / 60, kDaysOfSecond = kDaysOfMinute / 60;

/// Signs and units that are printed alike everywhere.
constexpr auto kEverywhere = std::to_array<Row>({
    {kUnit, 1, "$ € £ ¥", D::kMoney},
    {kCurrencies, 1,
     "usd aud cad nzd sgd hkd us$ a$ c$ | eur | gbp | jpy | cny rmb | chf | sek nok dkk czk isk kr | inr rs pkr | "
     "mxn ars clp uyu php | rub | pln | brl | zar | - | huf | ils | krw | kes tzs ugx | ngn | aed | "
     "dzd kwd rsd tnd jod | uah | thb | idr | vnd | egp"},
    {kUnit, 1, "%", D::kPercent},
    {kUnit, 1, "m", D::kLength},
    {kUnit, 1000, "km", D::kLength},
    {kUnit, .01, "cm", D::kLength},
    {kUnit, .001, "mm", D::kLength},
    {kUnit, 1, "kg", D::kMass},
    {kUnit, .001, "g", D::kMass},
    {kUnit, 1, "m² m2", D::kArea},
    {kUnit, 10000, "ha", D::kArea},
    {kUnit, 1, "°c c", D::kTemperature},
    {kUnit, 1, "mw", D::kPower},
    {kUnit, 1000, "gw", D::kPower},
    {kUnit, .001, "kw", D::kPower},
});

constexpr auto kEnglish = std::to_array<Row>({
    {kCardinals, 0,
     "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
     "eighteen nineteen"},
    {kTens, 20, "twenty thirty forty fifty sixty seventy eighty ninety"},
    {kCardinal, 1, "a an once"},
    {kCardinal, 2, "twice"},
    {kOrdinals, 1,
     "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
     "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"},
    {kScale, 12, "dozen"},
    {kScale, 100, "hundred"},
    {kScale, 1e3, "thousand k"},
    {kScale, 1e5, "lakh lakhs"},
    {kScale, 1e7, "crore crores"},
    {kClock, 0, "midnight"},
    {kClock, 720, "noon midday"},
    {kScale, 1e6, "million m mn"},
    {kScale, 1e9, "billion bn"},
    {kScale, 1e12, "trillion"},
    {kFlag, F::kHundreds, "hundred"},
    {kFlag, F::kWeak, "one a an once first second"},
    {kFlag, F::kEach, "per each every"},
    {kFlag, F::kWhole, "all whole entire throughout"},
    {kSeasons, 1, "spring springs | summer summers | autumn autumns fall | winter winters"},
    {kTopics, 1,
     "finance financial treasury | justice | health | education schools | interior home | foreign | defence defense | "
     "environment environmental | agriculture farming | transport transportation | labour labor employment | culture | "
     "energy | trade commerce | housing | tourism | fisheries | science research | sports sport | immigration | "
     "supreme | "
     "constitutional | appeal appeals | district | highways roads | police | fire | oceans marine"},
    {kFate, 1, "killed died dead deaths perished drowned killing lives"},
    {kFate, 2, "injured hurt wounded injuring injuries wounding"},
    {kPeriod, kDaysOfHour, "hourly"},
    {kPeriod, 1, "daily"},
    {kPeriod, 7, "weekly"},
    {kPeriod, kDaysOfMonth, "monthly"},
    {kPeriod, kDaysOfYear / 4, "quarterly"},
    {kPeriod, kDaysOfYear, "yearly annual annually"},
    {kRelative, -1, "last"},
    {kRelative, kThis, "this"},
    {kRelative, 1, "next coming"},
    {kMonths, 1, "january february march april may june july august september october november december"},
    {kMonths, 1, "jan feb mar apr - jun jul aug sep oct nov dec"},
    {kMonths, 9, "sept"},
    {kWeekdays, 1, "monday tuesday wednesday thursday friday saturday sunday"},
    {kWeekdays, 1, "mondays tuesdays wednesdays thursdays fridays saturdays sundays"},
    {kHalfDay, 0, "am a.m"},
    {kHalfDay, 12, "pm p.m"},
    {kUnit, 1, "percent percentage pct", D::kPercent},
    {kCurrencies, 1,
     "dollar dollars | euro euros | pound pounds sterling quid | yen | yuan renminbi | franc francs | crown crowns "
     "krona "
     "kronor krone kroner koruna korunas | rupee rupees | peso pesos | rouble roubles ruble rubles | zloty zlotys | - "
     "| rand rands | "
     "lira liras | forint forints | shekel shekels | - | shilling shillings | naira nairas | dirham dirhams | dinar "
     "dinars | hryvnia hryvnias | baht | rupiah | dong | - | riyal riyals | taka | leu lei | leva lev | quetzal "
     "quetzals quetzales | "
     "lempira lempiras | cedi cedis | birr | kwacha | ringgit | afghani afghanis | tenge | guaraní guaraníes guarani "
     "guaranis | bolívar bolívares bolivar bolivars | colones"},
    {kUnit, .01, "cent cents pence", D::kMoney},
    {kUnit, 1, "metre metres meter meters", D::kLength},
    {kUnit, 1000, "kilometre kilometres kilometer kilometers kms", D::kLength},
    {kUnit, .01, "centimetre centimetres centimeter centimeters", D::kLength},
    {kUnit, .001, "millimetre millimetres millimeter millimeters", D::kLength},
    {kUnit, 1609.34, "mile miles", D::kLength},
    {kUnit, 1852, "nautical", D::kLength},
    {kUnit, .3048, "foot feet ft", D::kLength},
    {kUnit, .0254, "inch inches", D::kLength},
    {kUnit, .9144, "yard yards", D::kLength},
    {kUnit, 1000, "tonne tonnes ton tons", D::kMass},
    {kUnit, 1, "kilogram kilograms kilogramme kilogrammes kilo kilos", D::kMass},
    {kUnit, .001, "gram grams gramme grammes", D::kMass},
    {kUnit, .4536, "lb lbs", D::kMass},
    {kUnit, 1, "litre litres liter liters", D::kVolume},
    {kUnit, 159, "barrel barrels", D::kVolume},
    {kUnit, 10000, "hectare hectares", D::kArea},
    {kUnit, 4046.9, "acre acres", D::kArea},
    {kUnit, 1, "kmh kph", D::kSpeed},
    {kUnit, 1.609, "mph", D::kSpeed},
    {kUnit, 1.852, "knot knots", D::kSpeed},
    {kUnit, 1, "megawatt megawatts", D::kPower},
    {kUnit, 1000, "gigawatt gigawatts", D::kPower},
    {kUnit, 1, "degree degrees celsius", D::kTemperature},
    {kUnit, kDaysOfSecond, "second seconds", D::kTime},
    {kUnit, kDaysOfMinute, "minute minutes min mins", D::kTime},
    {kUnit, kDaysOfHour, "hour hours hrs", D::kTime},
    {kUnit, 1, "day days night nights", D::kTime},
    {kUnit, 7, "week weeks", D::kTime},
    {kUnit, 14, "fortnight fortnights", D::kTime},
    {kUnit, kDaysOfMonth, "month months", D::kTime},
    {kUnit, kDaysOfYear, "year years", D::kTime},
    {kUnit, 10 * kDaysOfYear, "decade decades", D::kTime},
    {kFlag, F::kNegator,
     "not no never nobody none nothing neither nor without cannot didn't doesn't don't isn't "
     "aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't nowhere"},
    {kFlag, F::kRefusal,
     "deny denied denies denying refuse refused refuses refusing reject rejected rejects fail "
     "failed fails declined declines decline lacks lacked unable"},
    {kFlag, F::kImplicit,
     "suspended cancelled canceled halted stopped ended ceased banned barred absent contrary unlikely undisclosed "
     "unable "
     "unchanged uninjured unhurt unlicensed unknown impossible rather instead ruled disputes disputed rejects "
     "dismissed "
     "still closed shut free lost stays remains hardly few off within beyond exempt spared scrapped dropped avoided "
     "avoid "
     "prevent prevented abandoned withdrawn lack lacking end ends stop stops missed missing skipped gone innocent "
     "intact "
     "unharmed untouched unscathed unaware refrained standstill idle wrong false untrue incorrect myth hoax scarcely "
     "barely seldom "
     "rarely"},
    {kFlag, F::kSays,
     "said says told added stated confirmed explained announced admitted accepted acknowledged conceded argued warned "
     "insisted wrote declared remarked commented recalled"},
    {kFlag, F::kOnce, "formerly once used ex one-time onetime until previously retired emeritus erstwhile"},
    {kFlag, F::kPortfolio, "minister secretary member commissioner councillor"},
    {kFlag, F::kAuxiliary,
     "will would could should must may might shall can have has had been be yet ever also longer more any"},
    {kFlag, F::kRough,
     "about around nearly almost roughly some approximately over under than least most up close "
     "more just"},
    {kFlag, F::kRank,
     "deputy vice assistant associate former acting interim chief senior junior honorary "
     "co lead outgoing incoming"},
    {kFlag, F::kOrganisation,
     "bank ministry department agency council university college court tribunal orchestra fund commission committee "
     "authority association union party office bureau institute institution museum hospital company corporation group "
     "federation board service services police army navy guard organisation organization society foundation parliament "
     "senate congress house church school club united city academy airline airlines airways railways press news times "
     "observatory laboratory centre center trust programme program league chamber assembly state government "
     "ltd inc plc gmbh"},
    {kFlag, F::kPersonTitle,
     "mr mrs ms miss dr sir dame lord lady prof professor president minister senator judge justice governor mayor "
     "captain colonel general sergeant inspector superintendent king queen prince princess pope bishop archbishop "
     "chancellor ambassador representative secretary director chairman chairwoman coach spokesman spokeswoman right "
     "very "
     "reverend rt revd rev hon honourable sgt insp det cllr gen lt col capt sen rep gov garda fr supt pc dci ds di "
     "sheriff "
     "constable"},
    {kFlag, F::kJoins, "of for the and de la"},
    {kFlag, F::kBeforePlace, "in near at from to outside across around off"},
    {kFlag, F::kBetween, "and to until or through"},
    {kOffices, 1, "head chief boss executive | professor prof"},  // kHead, kProfessor.
    {kOffices, 3,
     "director | president | chair chairman chairwoman chairperson | minister | secretary | spokesman spokeswoman "
     "spokesperson | mayor mayoress | governor | senator | judge justice | inspector | superintendent | sergeant | "
     "captain skipper | coach trainer | manager | lecturer | editor | owner proprietor | founder | ambassador envoy | "
     "prosecutor | lawyer attorney solicitor barrister counsel advocate | treasurer | commissioner | curator keeper | "
     "conductor | engineer | doctor physician | surgeon | nurse matron | leader | principal headteacher headmaster "
     "headmistress | king | queen | general | colonel | officer | coordinator organiser organizer | adviser advisor | "
     "chancellor | - | councillor cllr | researcher scientist | commander | admiral | detective | speaker | "
     "bishop | "
     "archbishop | analyst | student pupil | clerk | sheriff | constable | astronaut | pilot | driver | farmer | "
     "teacher | "
     "accountant auditor | economist | historian | archaeologist | biologist | geologist | chemist pharmacist | "
     "meteorologist forecaster | architect | builder | carpenter | plumber | electrician | fisherman | sailor seaman | "
     "painter | sculptor | poet | novelist | composer | singer | actor actress | dancer | pianist | violinist | "
     "striker | midfielder | defender | goalkeeper | winger | bowler | batsman batter | spinner | referee umpire | "
     "journalist reporter | photographer | publisher | librarian | archivist | trustee | partner | member | delegate | "
     "negotiator | mediator | observer | coroner | magistrate | ranger | warden | firefighter | paramedic | midwife | "
     "vet "
     "veterinarian | dean | vicar | priest | imam | rabbi | baker | butcher | cook chef | waiter waitress | "
     "hairdresser | "
     "mechanic | technician | programmer | designer | tenant | landlord landlady | "
     "shepherd | beekeeper | auctioneer | broker | banker | investor | apprentice | intern | volunteer | "
     "supervisor | foreman | dispatcher | controller | registrar | provost | rector | steward | convener | whip | "
     "attaché | "
     "consul | marshal | brigadier | lieutenant | corporal | harbourmaster harbormaster | stationmaster | postmaster | "
     "quartermaster | bandmaster | concertmaster | docker stevedore | usher | porter | bosun | purser | stoker"},
    {kOffices, kChiefExecutive, "ceo | cfo | coo | cto | pm premier"},
    {kOffices, 520,
     "mp lawmaker legislator parliamentarian | congressman congresswoman | alderman | taoiseach | undersecretary | "
     "janitor | gardener | soldier | monk | nun | deacon | missionary | linguist | "
     "physicist | astronomer | mathematician | psychologist | psychiatrist | sociologist | anthropologist | botanist | "
     "zoologist | ecologist | epidemiologist | virologist | cardiologist | dentist | surveyor | jockey | "
     "quarterback | pitcher | fullback | cyclist | swimmer | sprinter | boxer | golfer | translator | critic | "
     "columnist | broadcaster | presenter | playwright | screenwriter | illustrator | sacristan | organist | "
     "drummer | guitarist | cellist | soprano | baritone | bassist"},
    {kOffices, kFirstKin,
     "widow | widower | mother mum | father dad | sister | brother | son | daughter | wife | husband | uncle | aunt | "
     "cousin | nephew | niece | grandmother | grandfather | stepfather | stepmother | grandson | "
     "granddaughter | fiancé | fiancée"},
    {kOpposite, 1,
     "rose rise risen rises increase increased increases grew grow grown higher climbed gained soared jumped growth | "
     "fell fall fallen falls decrease decreased decreases shrank shrink shrunk lower dropped declined decline plunged "
     "slipped sank tumbled"},
    {kOpposite, 2,
     "accept accepted accepts accepting agreed agree agrees promised promise promises pledged pledge vowed embraced | "
     "refused refuse refuses rejected reject rejects declined spurned"},
    {kOpposite, 3, "right true correct | wrong false incorrect"},
    {kOpposite, 4,
     "better best improved improve improves improvement | worse worst worsened worsen worsens deteriorated "
     "deterioration"},
    {kOpposite, 5,
     "admitted admit admits confirmed confirm confirms acknowledged acknowledges conceded | denied deny denies"},
    {kOpposite, 6, "won win wins | lost lose loses"},
    {kOpposite, 7, "opened open opens reopened reopen reopens | closed close closes shut"},
    {kOpposite, 8, "approved approve approves endorsed ratified | rejected rejects vetoed"},
    {kOpposite, 82, "upheld uphold upholds | overturned overturn overturns quashed"},
    {kOpposite, 9, "guilty convicted | innocent acquitted cleared"},
    {kOpposite, 10,
     "supported support supports backed backs favoured favored | opposed oppose opposes rejected resisted"},
    {kOpposite, 11, "legal lawful | illegal unlawful"},
    {kOpposite, 12, "safe | unsafe dangerous"},
    {kOpposite, 13, "possible likely | impossible unlikely"},
    {kOpposite, 14,
     "allowed allow permitted permit permits legalised legalized | banned ban forbidden forbid prohibited barred "
     "outlawed"},
    {kOpposite, 15, "majority | minority"},
    {kOpposite, 16, "expanded expand widened widen extended | narrowed narrow reduced reduce shortened curtailed"},
    {kOpposite, 17, "passed pass passes succeeded succeed | failed fail fails"},
    {kOpposite, 18, "oldest eldest | youngest"},
    {kOpposite, 19, "largest biggest | smallest"},
    {kOpposite, 20, "highest | lowest"},
    {kOpposite, 21, "tallest longest | shortest"},
    {kOpposite, 22, "heaviest | lightest"},
    {kOpposite, 23, "fastest | slowest"},
    {kOpposite, 24, "richest wealthiest | poorest"},
    {kOpposite, 25, "hottest warmest | coldest coolest"},
    {kOpposite, 26, "wettest | driest"},
    {kOpposite, 27, "cheapest | dearest costliest"},
    {kOpposite, 28, "north northern northward northbound | south southern southward southbound"},
    {kOpposite, 29, "east eastern eastward eastbound | west western westward westbound"},
    {kOpposite, 30, "coastal | inland"},
    {kOpposite, 31, "profit profits profitable earned gain gains | loss losses lost lose"},
    {kOpposite, 32, "surplus | deficit shortfall"},
    {kOpposite, 33, "primary | secondary"},
    {kOpposite, 34, "upstream | downstream"},
    {kOpposite, 35, "indoor indoors | outdoor outdoors"},
    {kOpposite, 36, "urban | rural"},
    {kOpposite, 37, "public publicly | private privately"},
    {kOpposite, 38, "domestic | overseas international"},
    {kOpposite, 39, "voluntary optional | compulsory mandatory obligatory"},
    {kOpposite, 40, "temporary temporarily provisional provisionally | permanent permanently"},
    {kOpposite, 41, "partial partially partly | full fully complete completely entirely"},
    {kOpposite, 42, "accidental accidentally | deliberate deliberately intentional intentionally"},
    {kOpposite, 1, "raised raise raises hiked hike | cut cuts lowered lowers slashed"},
    {kOpposite, 44,
     "welcomed welcomes praised praise praises hailed applauded | criticised criticized criticises criticizes "
     "condemned condemns deplored denounced"},
    {kOpposite, 45, "hired hire hires recruited recruit | fired fire fires dismissed dismiss sacked sack"},
    {kOpposite, 46, "included including include includes | excluded excluding exclude excludes"},
    {kOpposite, 47, "released freed | detained jailed imprisoned arrested"},
    {kOpposite, 48, "stronger strengthened strengthen | weaker weakened weaken"},
    {kOpposite, 49, "warmer hotter | cooler colder"},
    {kOpposite, 50, "wetter | drier"},
    {kOpposite, 51, "bigger larger | smaller"},
    {kOpposite, 52, "faster quicker | slower"},
    {kOpposite, 53, "cheaper | dearer costlier"},
    {kOpposite, 54, "richer | poorer"},
    {kOpposite, 55, "easier easy | harder difficult"},
    {kOpposite, 56, "optimistic | pessimistic"},
    {kOpposite, 57, "lifted eased relaxed | imposed tightened"},
    {kOpposite, 58, "granted grant grants | refused denied"},
    {kOpposite, 59, "survived | died"},
    {kOpposite, 60, "alive | dead"},
    {kOpposite, 61, "attended | skipped boycotted missed"},
    {kOpposite, 62, "encouraged | discouraged"},
    {kOpposite, 63, "minimum | maximum"},
    {kOpposite, 64, "civilian civilians | military soldiers"},
    {kOpposite, 65, "freshwater | saltwater"},
    {kOpposite, 66, "nuclear | conventional"},
    {kOpposite, 67, "accelerated accelerate | slowed slow"},
    {kOpposite, 68, "arrived | departed"},
    {kOpposite, 69, "buyer buyers | seller sellers"},
    {kOpposite, 70, "importer imports imported import | exporter exports exported export"},
    {kOpposite, 71, "left-wing leftist | right-wing rightist"},
    {kOpposite, 72, "ally allies | enemy enemies"},
    {kOpposite, 73, "winner winners | loser losers"},
    {kOpposite, 74, "ignored ignore | heeded heed"},
    {kOpposite, 75, "peaceful peacefully | violent violently"},
    {kOpposite, 76, "postponed delayed | advanced"},
    {kOpposite, 77, "strengths | weaknesses"},
    {kOpposite, 78, "kept retained keeps | sold abandoned dropped"},
    {kOpposite, 79, "optimism | pessimism"},
    {kOpposite, 80, "above | below"},
    {kOpposite, 81, "inside | outside"},
    {kOpposite, 200, "before | after"},
    {kOpposite, 201, "more | less fewer"},
    {kOpposite, 202, "over | under"},
    {kOpposite, 203, "most | least"},
    {kOpposite, 204, "beginning start | end"},
    {kOpposite, 205, "first | last"},
    {kOpposite, 206, "upper | lower"},
    {kOpposite, 207, "left | right"},
    {kOpposite, 208, "top | bottom"},
    {kOpposite, 211, "early | late"},
    {kOpposite, 212, "front | rear back"},
    {kOpposite, 213, "maternal | paternal"},
    {kOpposite, 214, "older elder | younger"},
    {kOpposite, 215, "men man male | women woman female"},
    {kOpposite, 216, "boys boy | girls girl"},
    {kOpposite, 217, "longer | shorter"},
    {kOpposite, 218, "advanced | postponed"},
    {kOpposite, 219, "none nobody neither | all everybody everyone both"},
    {kOpposite, 83, "doubled double doubling | tripled triple trebled halved halve"},
    {kOpposite, 84, "tripled triple trebled | quadrupled halved"},
    {kOpposite, 85, "adult adults | child children minors"},
    {kVerbs, 1,
     "find found | take took taken | give gave given | hold held | tell told | make made | meet met | leave left | "
     "lose "
     "lost | win won | pay paid | sell sold | buy bought | build built | keep kept | lead led | send sent | spend "
     "spent | "
     "begin began begun | break broke broken | choose chose chosen | drive drove driven | fall fell fallen | grow grew "
     "grown | know knew known | rise rose risen | run ran | see saw seen | speak spoke spoken | stand stood | strike "
     "struck | write wrote written | bring brought | come came | go went gone | get got | feel felt | fight fought | "
     "think thought | withdraw withdrew withdrawn | understand understood | say said | do did done | have had"},
});

constexpr auto kSpanish = std::to_array<Row>({
    {kCardinals, 0,
     "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
     "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
     "veintiocho veintinueve"},
    {kTens, 30, "treinta cuarenta cincuenta sesenta setenta ochenta noventa"},
    {kCardinal, 1, "un una"},
    {kCardinal, 21, "veintiún veintiuna"},
    {kCardinal, .5, "medio media"},
    {kClock, 0, "medianoche"},
    {kClock, 720, "mediodía"},
    {kCountries, 1,
     "español española españoles españolas | francés francesa franceses francesas | alemán alemana alemanes alemanas | "
     "italiano italiana italianos italianas | inglés inglesa ingleses inglesas | portugués portuguesa portugueses "
     "portuguesas | argentino argentina argentinos argentinas | chileno chilena chilenos chilenas | mexicano mexicana "
     "mexicanos mexicanas | colombiano colombiana colombianos colombianas | peruano peruana peruanos peruanas | "
     "uruguayo "
     "uruguaya uruguayos uruguayas | paraguayo paraguaya paraguayos paraguayas | brasileño brasileña brasileños "
     "brasileñas | estadounidense estadounidenses | chino china chinos chinas | japonés japonesa japoneses japonesas | "
     "ruso "
     "rusa rusos rusas | ucraniano ucraniana ucranianos | marroquí marroquíes | venezolano venezolana venezolanos "
     "venezolanas | cubano cubana cubanos cubanas | boliviano boliviana bolivianos bolivianas | ecuatoriano "
     "ecuatoriana "
     "ecuatorianos ecuatorianas | coreano coreana coreanos coreanas | británico británica británicos británicas | "
     "belga "
     "belgas | suizo suiza suizos suizas | griego griega griegos griegas | turco turca turcos turcas | polaco polaca "
     "polacos polacas | sueco sueca suecos suecas | noruego noruega noruegos noruegas | danés danesa daneses danesas | "
     "canadiense canadienses"},
    {kCardinal, 100, "cien ciento"},
    {kCardinal, 200, "doscientos doscientas"},
    {kCardinal, 300, "trescientos trescientas"},
    {kCardinal, 400, "cuatrocientos cuatrocientas"},
    {kCardinal, 500, "quinientos quinientas"},
    {kCardinal, 600, "seiscientos seiscientas"},
    {kCardinal, 700, "setecientos setecientas"},
    {kCardinal, 800, "ochocientos ochocientas"},
    {kCardinal, 900, "novecientos novecientas"},
    {kOrdinals, 1, "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo"},
    {kOrdinals, 1, "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima"},
    {kOrdinal, 1, "primer"},
    {kOrdinal, 3, "tercer"},
    {kScale, 10, "decena decenas"},
    {kScale, 12, "docena docenas"},
    {kScale, 20, "veintena"},
    {kScale, 30, "treintena"},
    {kScale, 100, "centenar centenares"},
    {kScale, 1e3, "millar millares"},
    {kScale, 1e3, "mil miles"},
    {kScale, 1e6, "millón millones"},
    {kScale, 1e12, "billón billones"},
    {kFlag, F::kWeak, "un una uno medio media primer primera primero segundo segunda cuarto cuarta"},
    {kFlag, F::kEach, "cada por al"},
    {kFlag, F::kWhole, "todo toda último última"},
    {kSeasons, 1, "primavera primaveras | verano veranos | otoño otoños | invierno inviernos"},
    {kTopics, 1,
     "hacienda finanzas economía | justicia | sanidad salud | educación | interior | exteriores | defensa | "
     "ambiente medioambiente | agricultura | transporte transportes | trabajo empleo | cultura | energía | comercio | "
     "vivienda | turismo | pesca | ciencia | deportes deporte | migraciones migración | supremo suprema | "
     "constitucional | "
     "apelaciones apelación | seguridad | obras fomento"},
    {kFate, 1, "muertos muertas murieron fallecieron fallecidos muerto"},
    {kFate, 2, "heridos heridas lesionados herido"},
    {kPeriod, 1, "diario diarios diaria diarias"},
    {kPeriod, 7, "semanal semanales"},
    {kPeriod, kDaysOfMonth, "mensual mensuales"},
    {kPeriod, kDaysOfYear / 4, "trimestral trimestrales"},
    {kPeriod, kDaysOfYear, "anual anuales"},
    {kRelative, -1, "pasado pasada"},
    {kRelative, kThis, "este esta"},
    {kRelative, 1, "próximo próxima"},
    {kMonths, 1, "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"},
    {kMonths, 9, "setiembre"},
    {kWeekdays, 1, "lunes martes miércoles jueves viernes sábado domingo"},
    {kHalfDay, 0, "a.m"},
    {kHalfDay, 12, "p.m"},
    {kUnit, 1, "ciento", D::kPercent},
    {kCurrencies, 1,
     "dólar dólares | euro euros | libra libras | yen yenes | yuan yuanes | franco francos | corona coronas | rupia "
     "rupias | "
     "peso pesos | rublo rublos | zloty zlotys | real reales | - | lira liras | - | - | - | - | - | - dírham dírhams | "
     "dinar dinares | "
     "grivna grivnas | sol soles | bolívar bolívares | guaraní guaraníes | quetzal quetzales | lempira lempiras | "
     "colón colones | boliviano bolivianos | balboa balboas"},
    {kUnit, .01, "centavo centavos céntimo céntimos", D::kMoney},
    {kUnit, 1, "metro metros", D::kLength},
    {kUnit, 1000, "kilómetro kilómetros", D::kLength},
    {kUnit, .01, "centímetro centímetros", D::kLength},
    {kUnit, .001, "milímetro milímetros", D::kLength},
    {kUnit, 1609.34, "milla millas", D::kLength},
    {kUnit, 1000, "tonelada toneladas", D::kMass},
    {kUnit, 1, "kilo kilos kilogramo kilogramos", D::kMass},
    {kUnit, .001, "gramo gramos", D::kMass},
    {kUnit, 1, "litro litros", D::kVolume},
    {kUnit, 159, "barril barriles", D::kVolume},
    {kUnit, 10000, "hectárea hectáreas", D::kArea},
    {kUnit, 1, "kmh", D::kSpeed},
    {kUnit, 1.852, "nudo nudos", D::kSpeed},
    {kUnit, 1, "megavatio megavatios", D::kPower},
    {kUnit, 1, "grado grados", D::kTemperature},
    {kUnit, kDaysOfSecond, "segundo segundos", D::kTime},
    {kUnit, kDaysOfMinute, "minuto minutos", D::kTime},
    {kUnit, kDaysOfHour, "hora horas", D::kTime},
    {kUnit, 1, "día días noche noches", D::kTime},
    {kUnit, 7, "semana semanas", D::kTime},
    {kUnit, 14, "quincena quincenas", D::kTime},
    {kUnit, kDaysOfMonth, "mes meses", D::kTime},
    {kUnit, kDaysOfYear, "año años", D::kTime},
    {kUnit, 10 * kDaysOfYear, "década décadas", D::kTime},
    {kFlag, F::kNegator, "no nunca jamás ni tampoco nadie ningún ninguna ninguno nada sin"},
    {kFlag, F::kRefusal, "negó niega negaron niegan rechazó rechaza rechazaron rechazan descartó descarta descartaron"},
    {kFlag, F::kImplicit,
     "todavía aún gratis gratuita gratuito suspendido suspendida suspendió cancelado cancelada canceló detuvo falta "
     "faltan oscuras menores "
     "ilesos ileso cortado cerrado exento exentos exenta exentas salvo excepto evitar evitó impidió impedir apenas "
     "falso falsa mentira bulo faltó faltaron ausente ausentes indemne indemnes intacto intacta evitará dejará dejarán "
     "inocente inocentes "
     "suspendieron desconvocada desconvocado desconvocó retiró dejó dejaron"},
    {kFlag, F::kSays,
     "dijo afirmó señaló explicó añadió aseguró confirmó admitió declaró manifestó sostuvo expresó indicó apuntó "
     "comentó "
     "agregó informó anunció advirtió recordó"},
    {kFlag, F::kOnce, "antes antiguamente jubilado jubilada emérito emérita"},
    {kFlag, F::kPortfolio, "ministro ministra consejero consejera secretario secretaria viceministro subsecretario"},
    {kFlag, F::kAuxiliary, "ha han había habían será fue ser estar está puede pueden ya más"},
    {kFlag, F::kRough, "unos unas casi cerca alrededor más menos aproximadamente hasta apenas"},
    {kFlag, F::kRank,
     "vice sub ex adjunto adjunta interino interina segundo segunda suplente auxiliar antiguo antigua "
     "exministro exministra jefe jefa"},
    {kFlag, F::kOrganisation,
     "banco ministerio departamento agencia consejo universidad tribunal corte audiencia orquesta fondo comisión "
     "comité "
     "autoridad asociación unión partido oficina instituto museo hospital empresa compañía grupo federación servicio "
     "policía ejército armada guardia organización sociedad fundación parlamento senado congreso iglesia club academia "
     "diario prensa cámara junta ayuntamiento gobierno fiscalía sindicato confederación cuentas"},
    {kFlag, F::kPersonTitle,
     "señor señora don doña doctor doctora sr sra dr dra presidente presidenta ministro ministra senador senadora juez "
     "jueza gobernador gobernadora alcalde alcaldesa capitán capitana coronel general rey reina papa obispo canciller "
     "embajador embajadora secretario secretaria director directora portavoz entrenador entrenadora"},
    {kFlag, F::kJoins, "de del la las los el y e"},
    {kFlag, F::kBeforePlace, "en desde hasta hacia a"},
    {kFlag, F::kBetween, "y al a o hasta"},
    {kOffices, 1, "jefe jefa | profesor profesora catedrático catedrática"},
    {kOffices, 3,
     "director directora | presidente presidenta | ministro ministra | portavoz portavoces vocero vocera | alcalde "
     "alcaldesa intendente intendenta | gobernador gobernadora | senador senadora | juez jueza magistrado magistrada "
     "árbitro árbitra | "
     "inspector inspectora | comisario comisaria | capitán capitana | entrenador entrenadora técnico técnica | editor "
     "editora | dueño dueña propietario propietaria | fundador fundadora | embajador embajadora | fiscal | abogado "
     "abogada "
     "letrado letrada | tesorero tesorera | conductor conductora | ingeniero ingeniera | doctor doctora médico médica "
     "| "
     "cirujano cirujana | enfermero enfermera | líder | rey | reina | general | coronel | teniente | sargento | "
     "coordinador "
     "coordinadora | asesor asesora | concejal concejala | vicepresidente vicepresidenta | subdirector subdirectora | "
     "viceministro viceministra | secretario secretaria | consejero consejera | rector rectora | decano decana | "
     "delegado "
     "delegada | subsecretario subsecretaria | subdelegado subdelegada | canciller | diputado diputada | "
     "economista | historiador historiadora | arqueólogo arqueóloga | biólogo bióloga | geólogo geóloga | arquitecto "
     "arquitecta | agricultor agricultora | ganadero ganadera | pescador pescadora | maestro maestra | estudiante | "
     "investigador investigadora | periodista | fotógrafo fotógrafa | escritor escritora | poeta | pintor pintora | "
     "actor "
     "actriz | cantante | músico música | delantero delantera | defensa | portero portera arquero | centrocampista | "
     "gerente | empresario empresaria | contador contadora | analista | bombero bombera | piloto | chofer chófer | "
     "guía | "
     "sindicalista | obispo | arzobispo | cura párroco | monja | mecánico mecánica | representante | cocinero "
     "cocinera"},
    {kOffices, 520,
     " interventor interventora | subcomisario subcomisaria | "
     "almirante | comandante | suboficial | síndico | prefecto prefecta | "
     " notario notaria | perito perita | astrónomo astrónoma | "
     " psicólogo psicóloga | psiquiatra | sociólogo socióloga | antropólogo "
     "antropóloga | epidemiólogo epidemióloga | virólogo viróloga | cardiólogo cardióloga | dentista | veterinario "
     "veterinaria | farmacéutico farmacéutica | agrónomo agrónoma | topógrafo topógrafa | carpintero carpintera | "
     "albañil | "
     "electricista | fontanero fontanera | sastre | panadero panadera | camarero camarera mesero mesera | conserje | "
     "guardabosques | camionero camionera | taxista | marinero marinera | soldado | fraile | "
     "diácono | misionero misionera | lingüista | nadador nadadora | atleta | "
     "boxeador boxeadora | pívot | traductor traductora | "
     "columnista | locutor locutora | dramaturgo dramaturga | guionista | escultor escultora | "
     "compositor compositora | pianista | violinista | guitarrista | bailarín bailarina"},
    {kOffices, kFirstKin,
     "madre | padre | hermano | hermana | hijo | hija | esposo marido | esposa mujer | tío | tía | viuda | viudo | "
     "abuelo | "
     "abuela"},
    {kOpposite, 1,
     "subió subieron aumentó aumentaron creció crecieron sube suben aumento alza avanzó repuntó | bajó bajaron "
     "disminuyó disminuyeron cayó cayeron descendió descendieron baja bajan retrocedió caída descenso"},
    {kOpposite, 2,
     "aceptó aceptaron acepta acordó aceptado prometió prometieron promete accedió | rechazó rechazaron rechaza "
     "rechazado negó"},
    {kOpposite, 3, "cierto correcto verdadero | falso incorrecto"},
    {kOpposite, 4, "mejor mejoró mejora mejoraron | peor empeoró empeora empeoraron"},
    {kOpposite, 5,
     "admitió admite confirmó confirma reconoció reconoce admitieron reconocieron | negó niega negaron desmintió "
     "desmiente"},
    {kOpposite, 6, "ganó ganaron gana | perdió perdieron pierde"},
    {kOpposite, 7,
     "abrió abrirá abierto abierta abiertas abiertos reabrió reabrirá | cerró cerrará cerrado cerrada cerradas "
     "cerrados"},
    {kOpposite, 8, "aprobó aprueba aprobado aprobada ratificó | rechazó rechaza rechazado rechazada vetó"},
    {kOpposite, 9,
     "culpable culpables condenado condenada condena condenó | inocente inocentes absuelto absuelta absuelve absolvió"},
    {kOpposite, 10, "apoyó apoya apoyaron respaldó respalda | rechazó rechaza criticó"},
    {kOpposite, 11, "permitió permite permitirá autorizó autoriza autorizará | prohibió prohíbe prohibirá vetó"},
    {kOpposite, 12, "legal | ilegal"},
    {kOpposite, 13, "norte | sur"},
    {kOpposite, 14, "este oriental | oeste occidental"},
    {kOpposite, 15, "mayoría | minoría"},
    {kOpposite, 16, "ganancia ganancias beneficio beneficios utilidad utilidades | pérdida pérdidas"},
    {kOpposite, 17, "superávit | déficit"},
    {kOpposite, 18, "primaria primario primarias | secundaria secundario secundarias"},
    {kOpposite, 19, "público pública públicos públicas | privado privada privados privadas"},
    {kOpposite, 20, "urbano urbana urbanos urbanas | rural rurales"},
    {kOpposite, 21,
     "temporal temporalmente provisional provisionalmente | permanente permanentemente definitivo definitiva "
     "definitivamente"},
    {kOpposite, 22, "parcial parcialmente | total totalmente completo completa completamente íntegramente"},
    {kOpposite, 23, "voluntario voluntaria | obligatorio obligatoria forzoso forzosa"},
    {kOpposite, 24, "celebró elogió aplaudió | criticó condenó lamentó"},
    {kOpposite, 25, "contrató | despidió"},
    {kOpposite, 26, "incluye incluido incluida incluyó incluyendo | excluye excluido excluida excluyó excluyendo"},
    {kOpposite, 27, "máximo máxima máximos máximas | mínimo mínima mínimos mínimas"},
    {kOpposite, 28, "importó importaciones importación | exportó exportaciones exportación"},
    {kOpposite, 29, "detuvo detenido detenida detenidos arrestó | liberó liberado liberada liberados"},
    {kOpposite, 30, "posible probable | imposible improbable"},
    {kOpposite, 31, "seguro segura | inseguro peligroso peligrosa"},
    {kOpposite, 32, "caliente cálido cálida | frío fría"},
    {kOpposite, 33, "húmedo húmeda | seco seca"},
    {kOpposite, 34, "fuerte fuertes | débil débiles"},
    {kOpposite, 35, "rápido rápida | lento lenta"},
    {kOpposite, 36, "fácil | difícil"},
    {kOpposite, 37, "optimista optimistas | pesimista pesimistas"},
    {kOpposite, 38, "levantó relajó | impuso endureció"},
    {kOpposite, 39, "adelantó adelantará | aplazó aplazará pospuso retrasó"},
    {kOpposite, 40, "diurno diurna diurnos diurnas | nocturno nocturna nocturnos nocturnas"},
    {kOpposite, 41, "ampliación amplió ampliará | reducción redujo reducirá"},
    {kOpposite, 42, "sobrevivió sobrevivieron | murió murieron falleció fallecieron"},
    {kOpposite, 43, "vivo vivos | muerto muertos"},
    {kOpposite, 44, "empezó comenzó | terminó acabó concluyó"},
    {kOpposite, 45, "civil civiles | militar militares"},
    {kOpposite, 46, "recordó recordaba conocía conociera sabía | olvidó ignoraba ignorara desconocía"},
    {kOpposite, 200, "antes | después tras"},
    {kOpposite, 201, "más | menos"},
    {kOpposite, 202, "principios inicios comienzos | finales fines"},
    {kOpposite, 203, "próximo próxima | pasado pasada"},
    {kOpposite, 204, "dentro | fuera"},
    {kOpposite, 205, "encima | debajo"},
    {kOpposite, 206, "primero primera | último última"},
    {kOpposite, 207, "arriba | abajo"},
    {kOpposite, 208, "izquierda | derecha"},
    {kOpposite, 209, "sobre | bajo"},
    {kOpposite, 210, "mayor | menor"},
    {kOpposite, 211, "alto alta | bajo baja"},
    {kOpposite, 213, "hombre hombres varones | mujer mujeres"},
    {kOpposite, 214, "niños | niñas"},
    {kOpposite, 215, "mayores | menores"},
    {kOpposite, 216, "interior | exterior"},
    {kOpposite, 219, "ninguno ninguna nadie | todos todas ambos ambas"},
    {kOpposite, 83, "duplicó duplicaron duplicará | triplicó triplicaron triplicará"},
    {kOpposite, 85, "adulto adultos | niños"},
    {kVerbs, 100,
     "hacer hizo hecho | decir dijo dicho | poner puso puesto | ver vio visto | ir fue ido | dar dio dado | tener tuvo "
     "tenido | haber hubo habido | querer quiso | poder pudo | devolver devolverá devuelto devolvió | volver vuelto "
     "volvió"},
});

}  // namespace

WordMeaning& FactWords::put(std::uint32_t bare) {
  std::size_t at = bare % kSlots;
  while (slots_[at].meaning != 0 && slots_[at].bare != bare) at = (at + 1) % kSlots;
  if (slots_[at].meaning == 0) {
    slots_[at] = {bare, static_cast<std::uint16_t>(meanings_.size())};
    meanings_.emplace_back();
  }
  return meanings_[slots_[at].meaning];
}

void FactWords::add(const FactRow& row) {
  double value = row.value;
  int side = 1;
  std::string_view rest = row.words;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (word.empty()) continue;
    if (word == "-") {
      if (row.what != kCurrencies && row.what != kOffices) ++value;
      continue;
    }
    if (word == "|") {
      side = -1;
      if (row.what == kVerbs || row.what == kOffices || row.what == kCountries || row.what == kCurrencies ||
          row.what == kSeasons || row.what == kTopics)
        ++value;
      continue;
    }
    WordMeaning& is = put(text::term_hash(word));
    const auto number = static_cast<float>(value);
    switch (row.what) {
      case kCardinals:
      case kTens:
      case kCardinal:
        is.cardinal = number;
        break;
      case kOrdinals:
      case kOrdinal:
        is.ordinal = number;
        break;
      case kScale:
        is.scale = number;
        break;
      case kMonths:
        is.month = static_cast<std::int8_t>(value);
        break;
      case kWeekdays:
        is.weekday = static_cast<std::int8_t>(value);
        break;
      case kUnit:
        is.dimension = row.dimension;
        is.factor = number;
        break;
      case kHalfDay:
        is.cardinal = number;
        is.flags |= F::kHalfDay;
        break;
      case kFlag:
        is.flags |= static_cast<std::uint32_t>(value);
        break;
      case kOffices:
        is.office = static_cast<std::int16_t>(value);
        break;
      case kCountries:
        is.country = static_cast<std::int16_t>(value);
        break;
      case kCurrencies:
        is.currency = static_cast<std::int16_t>(value);
        is.dimension = Dimension::kMoney;
        is.factor = 1;
        break;
      case kSeasons:
        is.season = static_cast<std::int8_t>(value);
        break;
      case kFate:
        is.fate = static_cast<std::int8_t>(value);
        break;
      case kTopics:
        is.topic = static_cast<std::int16_t>(value);
        break;
      case kPeriod:
        is.period = number;
        break;
      case kRelative:
        is.relative = static_cast<std::int8_t>(value);
        break;
      case kClock:
        is.clock = static_cast<std::int16_t>(value);
        break;
      case kVerbs:
        is.verb = static_cast<std::int16_t>(value);
        break;
      case kOpposite:
        // "declined" went down, or said no.
        std::ranges::rotate(is.opposites, is.opposites.end() - 1);
        is.opposites[0] = static_cast<std::int16_t>(side * static_cast<int>(value));
        break;
    }
    if (row.what == kTens) value += 10;
    if (row.what == kCardinals || row.what == kOrdinals || row.what == kMonths || row.what == kWeekdays) ++value;
  }
}

FactWords::FactWords(std::string_view language) : knows_words_(language == "en" || language == "es") {
  for (const Row& row : kEverywhere) add(row);
  if (language == "en") {
    for (const Row& row : kEnglish) add(row);
  }
  if (language == "es") {
    for (const Row& row : kSpanish) add(row);
  }
}

const FactWords& FactWords::of(std::string_view language) {
  static const FactWords english("en"), spanish("es"), other("");
  language = language.substr(0, language.find_first_of("-_"));
  return language == "en" ? english : language == "es" ? spanish : other;
}

}  // namespace dateline::story
